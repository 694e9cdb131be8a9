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

// ms until a step that was done by hand says so; until its training ends; until one that is not waited for is left
const patience = 60_000, training = 600_000, glance = 3_000;

/** Whether what is under way (data, training, a test) came to its end within so many ms. */
const settles = (visit, limit) => visit.page.waitForFunction(() => !window.nabla.status().busy, undefined, { timeout: limit, polling: 50 })
  .then(() => true, (error) => (error.name === 'TimeoutError' ? false : Promise.reject(error)));

/** Does what a demo did. Returns the act after which something was still under way `limit` ms later, if there was one. */
async function play(visit, learner, acts, limit) {
  for (const act of acts) {
    try {
      await learner.act(act);
    } catch (error) {
      error.message = `${act.control} = ${JSON.stringify(act.value)}: ${error.message}`;
      throw error;
    }
    if (!(await settles(visit, limit))) return act;
  }
  return undefined;
}

async function walk(visit, lesson, hand, { afterStep, leaves }) {
  const undone = [], { steps } = (await visit.nabla('lessons')).find((one) => one.id === lesson);
  for (const left of leaves) if (left.startsWith(`${lesson}/`)) assert.ok(steps.some(({ id }) => left === `${lesson}/${id}`), `there is no ${left}`);
  for (const { id } of steps) {
    const file = join(folder, lesson, `${id}.json`), step = `${lesson}/${id}`;
    if (!existsSync(file)) continue; // its data are not on this machine
    await visit.nabla('open', lesson, id);
    assert.ok(await settles(visit, patience), `${step} comes to rest`);
    const long = await play(visit, new hand(visit), JSON.parse(readFileSync(file, 'utf8')), leaves.includes(step) ? glance : training).catch((error) => {
      error.message = `${step}: ${error.message}`;
      throw error;
    });
    if (long) {
      assert.ok(leaves.includes(step), `${step}: ${long.control} did not come to its end`);
      await visit.page.reload();
      await visit.ready();
      continue;
    }
    // A figure may still wait for its data, which are asked for once it is drawn.
    const done = ([lesson, id]) => window.nabla.lessons().find((one) => one.id === lesson).steps.find((step) => step.id === id).done;
    await visit.page.waitForFunction(done, [lesson, id], { timeout: patience, polling: 50 }).catch(() => undone.push(id));
    await afterStep(visit, id);
  }
  assert.deepEqual(undone, [], 'every step is done');
}

/**
 * One test a lesson, in one of the variants.
 *   afterStep(visit, id)   once a step is done
 *   leaves                 'lesson/step' of those whose training is begun, and left by a reload where it lasts
 */
export function walkAll(name, variant, hand, { afterStep = () => {}, leaves = [] } = {}) {
  test('the lessons\' demos were played, so that there is something to do again', { skip: existsSync(player) ? false : 'the native tests are not built' },
    () => assert.ok(lessons.length > 0, `nothing in ${folder}`));
  // A small window: it is drawn without a graphics card.
  for (const lesson of lessons)
    inPage(`${lesson} ${name}`, { variant, hash: `#/${lesson}`, width: 960, height: 640 }, (visit) => walk(visit, lesson, hand, { afterStep, leaves }), 1_500_000);
}
