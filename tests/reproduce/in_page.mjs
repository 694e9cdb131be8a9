#!/usr/bin/env node
// The curriculum's MNIST network trained by the page in Chromium, both variants: test accuracy over seeds, History equal for the same
// seed and for any thread count, memory and frame times over 30 epochs, bytes until the page can be used. Takes minutes.
//   web/play --build-only && node tests/reproduce/in_page.mjs [--seeds 5] [--epochs 30]
// Exits with 1 if a figure lies outside of its limits.
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { close, open } from '../browser/harness.mjs';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5' }, epochs: { type: 'string', default: '30' } } });
const published = JSON.parse(await readFile(new URL('./mnist.json', import.meta.url), 'utf8'));
const limits = { each: 0.975, mean: 0.979 };
let failed = 0;
const judge = (ok) => { failed += ok ? 0 : 1; return ok ? '' : '   outside of its limits'; };
const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** What a training leaves behind, without its times. */
const curves = ({ seconds, ...series }) => JSON.stringify(series);

async function train(visit, { seed, threads, epochs = published.fit.epochs }) {
  await visit.nabla('setExperiment', { ...published, seed, fit: { ...published.fit, epochs } });
  await visit.nabla('reset');
  const status = await visit.nabla('train', { threads });
  if (status.error) throw new Error(JSON.stringify(status.error));
  if (status.dataset.generated) throw new Error('the page trains on generated digits: the site has no real ones');
  return visit.history();
}

/** Bytes by kind, as the network carried them, until now. */
function counted(page) {
  const bytes = {};
  page.on('requestfinished', async (request) => {
    const { responseBodySize, responseHeadersSize } = await request.sizes();
    const { pathname } = new URL(request.url());
    const kind = pathname.includes('/data/') ? 'data' : /\.(woff2|ttf)$/.test(pathname) ? 'fonts' : /\.(wasm|m?js)$/.test(pathname) ? 'code' : 'page';
    bytes[kind] = (bytes[kind] ?? 0) + responseBodySize + responseHeadersSize;
  });
  return bytes;
}
const told = (bytes) => Object.entries(bytes).map(([kind, count]) => `${kind} ${(count / 1000).toFixed(0)} kB`).join(', ');

async function look(variant, thread_counts) {
  let bytes;
  const visit = await open({ variant, hash: '#/mnist/train', prepare: (page) => { bytes = counted(page); } });
  await visit.frames();
  console.log(`\n${variant}: until it can be used ${told(bytes)}`);
  const threads = thread_counts.at(-1);

  const scores = [];
  for (let seed = 1; seed <= Number(values.seeds); ++seed) {
    const history = await train(visit, { seed, threads });
    if (seed === 1) for (const [i, loss] of history.loss.entries())
      console.log(`  epoch ${String(i + 1).padStart(2)}  loss ${loss.toFixed(4)}  accuracy ${history.accuracy[i].toFixed(4)}  val_loss ${history.val_loss[i].toFixed(4)}  val_accuracy ${history.val_accuracy[i].toFixed(4)}  ${history.seconds[i].toFixed(2)} s`);
    const test = await visit.nabla('evaluate');
    scores.push(test.accuracy);
    console.log(`  seed ${seed}  test accuracy ${test.accuracy.toFixed(4)}  test loss ${test.loss.toFixed(4)}${judge(test.accuracy >= limits.each)}`);
    if (seed > 1) continue;
    for (const count of thread_counts)
      console.log(`  seed 1 again, ${count} thread${count > 1 ? 's' : ''}: ${curves(await train(visit, { seed, threads: count })) === curves(history) ? 'the same History' : `another History${judge(false)}`}`);
  }
  const mean = scores.reduce((a, b) => a + b) / scores.length;
  console.log(`  mean ${mean.toFixed(4)}${judge(mean >= limits.mean)}; carried in all: ${told(bytes)}`);
  await visit.close();
}

async function endure(variant, threads) {
  const visit = await open({ variant, hash: '#/mnist/train' });
  const epochs = Number(values.epochs);
  await visit.page.evaluate(() => {
    window.memory = [];
    window.nabla.on('epoch', async () => { const { wasm } = await window.nabla.call('memory'); window.memory.push({ wasm, js: performance.memory?.usedJSHeapSize ?? 0 }); });
  });
  await train(visit, { seed: 1, threads, epochs });
  const frame = await visit.call('frameStats');
  const memory = await visit.page.evaluate(() => window.memory);
  const [early, late] = [memory[Math.min(2, memory.length - 1)], memory.at(-1)];
  console.log(`\n${variant}, ${threads} thread${threads > 1 ? 's' : ''}, ${epochs} epochs: frame code median ${frame.median_ms.toFixed(2)} ms, 95th percentile ${frame.p95_ms.toFixed(2)} ms over ${frame.frames} frames`);
  console.log(`  wasm memory ${mib(early.wasm)} after epoch 3, ${mib(late.wasm)} at the end; JavaScript heap ${mib(early.js)}, ${mib(late.js)}${judge(late.wasm === early.wasm)}`);
  await visit.close();
}

await look('wasm', [1]);
await look('wasm-fast', [1, 2]);
await endure('wasm', 1);
await endure('wasm-fast', 2);
await close();
process.exitCode = failed ? 1 : 0;
