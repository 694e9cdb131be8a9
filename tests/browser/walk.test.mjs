// Every step of every lesson, done by hand: once by the mouse on the canvas, once by the keyboard in the form. What is done comes
// from the lessons' own demos, as the native tests played them (build/acts).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Keyboard, Mouse } from './hands.mjs';
import { open } from './harness.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url)), folder = join(root, 'build/acts'), player = join(root, 'build/native/tests');
if (!existsSync(folder) && existsSync(player))
  execFileSync(player, ['[slow]'], { cwd: root, env: { ...process.env, NABLA_ACTS: folder }, stdio: 'ignore' });
const lessons = existsSync(folder) ? readdirSync(folder) : [];
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function walk(lesson, hand, afterStep = () => {}) {
  const visit = await open({ hash: `#/${lesson}`, width: 1440, height: 1000 });
  try {
    const { steps } = (await visit.nabla('lessons')).find(({ id }) => id === lesson);
    const undone = [];
    for (const { id } of steps) {
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
      await visit.frames();
      const done = (await visit.nabla('lessons')).find((one) => one.id === lesson).steps.find((step) => step.id === id).done;
      if (!done) undone.push(id);
      await afterStep(visit, id);
    }
    assert.deepEqual(undone, [], 'every step is done');
    visit.assertQuiet();
  } catch (error) {
    visit.explain(error);
    throw error;
  } finally {
    await visit.close();
  }
}

async function accessible(visit, step) {
  await visit.page.addScriptTag({ path: axe });
  const { violations } = await visit.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${step}: ${id}: ${nodes[0].html}`), []);
}

test('the lessons\' demos were played, so that there is something to do again', { skip: existsSync(player) ? false : 'the native tests are not built' },
  () => assert.ok(lessons.length > 0, `nothing in ${folder}`));
for (const lesson of lessons) {
  test(`${lesson} by the mouse on the canvas`, { timeout: 600_000 }, () => walk(lesson, Mouse));
  test(`${lesson} by the keyboard and the form alone, and axe at each step`, { timeout: 600_000 }, () => walk(lesson, Keyboard, accessible));
}
