#!/usr/bin/env node
// Seconds for one epoch of MNIST's 784-256-128-10, batch 128, RMSprop, validation included: the page in Chromium, both variants,
// beside TensorFlow.js's wasm backend in node. Figures drift with the machine: all take turns in one run, medians are compared.
//   web/play --build-only && node tests/bench/first.mjs [--rounds 3] [--rows 60000]
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { close, open, siteFolder } from '../browser/harness.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' }, rows: { type: 'string', default: '60000' } } });
const rows = Number(values.rows), rounds = Number(values.rounds);
const require = createRequire(import.meta.url);

/** The site's own slices, as TensorFlow.js gets them: floats in 0..1 and class numbers. */
async function digits() {
  const folder = join(siteFolder, 'data/mnist');
  if (!existsSync(folder)) throw new Error(`${folder} is not there: this comparison needs the real digits`);
  const read = async (kind, header) => {
    const names = (await readdir(folder)).filter((name) => name.startsWith(`train-${kind}`)).sort();
    const parts = await Promise.all(names.map((name) => readFile(join(folder, name))));
    return Buffer.concat(parts.map((part) => (part[0] === 0x1f ? gunzipSync(part) : part).subarray(header)));
  };
  const [pixels, labels] = [await read('images', 16), await read('labels', 8)];
  return { x: Float32Array.from(pixels.subarray(0, rows * 784), (byte) => byte / 255), y: Float32Array.from(labels.subarray(0, rows)) };
}

async function tensorflow() {
  const tf = require('@tensorflow/tfjs');
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  await tf.ready();
  const { x, y } = await digits();
  const xs = tf.tensor2d(x, [rows, 784]), ys = tf.tensor1d(y);
  const model = tf.sequential({ layers: [
    tf.layers.dense({ inputShape: [784], units: 256, activation: 'relu' }),
    tf.layers.dense({ units: 128, activation: 'relu' }),
    tf.layers.dense({ units: 10, activation: 'softmax' })] });
  model.compile({ optimizer: tf.train.rmsprop(0.001, 0.9), loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  return async () => {
    const start = performance.now();
    const { history } = await model.fit(xs, ys, { epochs: 1, batchSize: 128, validationSplit: 0.2, shuffle: true, verbose: 0, yieldEvery: 'never' });
    return { seconds: (performance.now() - start) / 1000, accuracy: history.val_acc?.[0] ?? history.val_accuracy?.[0] };
  };
}

async function page(variant, threads) {
  const visit = await open({ variant, hash: '#/mnist/train' });
  await visit.experiment((e) => {
    if (rows < 60000) e.dataset.rows = rows; else delete e.dataset.rows;
    e.fit.epochs = 1;
  });
  const available = await visit.call('threadsAvailable');
  if (threads > available) return null;
  await visit.nabla('stepBatch'); // data and code are there
  await visit.nabla('reset');
  return async () => {
    const status = await visit.nabla('train', { threads });
    if (status.dataset.generated) throw new Error('the page trains on generated digits: the site has no real ones');
    const history = await visit.history();
    return { seconds: history.seconds[0], accuracy: history.val_accuracy[0] };
  };
}

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const runners = [['TensorFlow.js wasm backend, node', await tensorflow()]];
for (const [variant, threads] of [['wasm', 1], ['wasm-fast', 1], ['wasm-fast', 2]]) {
  const runner = await page(variant, threads);
  if (runner) runners.push([`page, ${variant}, ${threads} thread${threads > 1 ? 's' : ''}`, runner]);
}
const times = runners.map(() => []);
for (let round = 1; round <= rounds; ++round)
  for (const [i, [name, run]] of runners.entries()) {
    const { seconds, accuracy } = await run();
    times[i].push(seconds);
    console.log(`round ${round}  ${name.padEnd(34)} ${seconds.toFixed(2)} s   val_accuracy ${accuracy.toFixed(4)}`);
  }
console.log(`\n${rows} rows, median of ${rounds}:`);
for (const [i, [name]] of runners.entries())
  console.log(`${name.padEnd(34)} ${median(times[i]).toFixed(2)} s an epoch   ${(median(times[0]) / median(times[i])).toFixed(1)}x`);
await close();
process.exit(0);
