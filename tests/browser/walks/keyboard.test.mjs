import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { Keyboard } from './hands.mjs';
import { walkAll } from './walk.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function accessible(visit, step) {
  await visit.page.addScriptTag({ path: axe });
  const { violations } = await visit.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${step}: ${id}: ${nodes[0].html}`), []);
}

walkAll('by the keyboard and the form alone, and axe at each step', 'wasm-fast', Keyboard, { afterStep: accessible });
