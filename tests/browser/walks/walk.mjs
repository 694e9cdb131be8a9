// Walks every step of a lesson by hand: the mouse on the canvas, or the keyboard in the form. What is done comes from the lessons'
// own demos, as the native tests played them (build/acts).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inPage } from '../harness.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url)), folder = join(root, 'build/acts'), player = join(root, 'build/native/tests');
if (!existsSync(folder) && existsSync(player))
  execFileSync(player, ['[slow]'], { cwd: root, env: { ...process.env, NABLA_ACTS: folder }, stdio: 'ignore' });
const lessons = existsSync(folder) ? readdirSync(folder) : [];

const patience = 15_000; // ms until a step that was done by hand says so

async function walk(visit, lesson, hand, afterStep) {
  const undone = [];
  for (const { id } of (await visit.nabla('lessons')).find((one) => one.id === lesson).steps) {
    const file = join(folder, lesson, `${id}.json`);
    if (!existsSync(file)) continue; // its data are not on this machine
    await visit.nabla('open', lesson, id);
    const learner = new hand(visit);
    for (const act of JSON.parse(readFileSync(file, 'utf8'))) {
      try {
        await learner.act(act);
      } catch (error) {
        error.message = `${lesson}/${id}: ${act.control} = ${JSON.stringify(act.value)}: ${error.message}`;
        throw error;
      }
    }
    await visit.page.waitForFunction(() => !window.nabla.status().busy, undefined, { timeout: 240_000, polling: 50 });
    // A figure may still wait for its data, which are asked for once it is drawn.
    const done = ([lesson, id]) => window.nabla.lessons().find((one) => one.id === lesson).steps.find((step) => step.id === id).done;
    await visit.page.waitForFunction(done, [lesson, id], { timeout: patience, polling: 50 }).catch(() => undone.push(id));
    await afterStep(visit, id);
  }
  assert.deepEqual(undone, [], 'every step is done');
}

/** One test a lesson, in one of the variants. */
export function walkAll(name, variant, hand, afterStep = () => {}) {
  test('the lessons\' demos were played, so that there is something to do again', { skip: existsSync(player) ? false : 'the native tests are not built' },
    () => assert.ok(lessons.length > 0, `nothing in ${folder}`));
  for (const lesson of lessons)
    inPage(`${lesson} ${name}`, { variant, hash: `#/${lesson}`, width: 1120, height: 760 }, (visit) => walk(visit, lesson, hand, afterStep), 600_000);
}
