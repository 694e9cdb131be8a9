#!/usr/bin/env node
// Trains the curriculum's networks on the real data and compares with what was published. Takes minutes: not part of tests/run.
//   web/play --build-only && node tests/reproduce/published.mjs [--seeds 3] [--only NAME,NAME] [--threads N] [--tool FILE]
// --tool is the command-line tool; with a .js file node runs it (build/wasm/nabla.js: the same in WebAssembly).
// Exits with 1 if a figure lies outside of its limits or the data were generated stand-ins.
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTool } from './tool.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({ options: { seeds: { type: 'string', default: '3' }, only: { type: 'string' }, threads: { type: 'string' },
  tool: { type: 'string', default: here('../../build/native/nabla') } } });

const dense = (units, activation) => ({ class_name: 'Dense', config: { units, activation } });
const sequential = (...layers) => ({ class_name: 'Sequential', config: { layers } });
const dropout = (rate) => ({ class_name: 'Dropout', config: { rate } });
const withDropout = (epochs) => (e) => {
  e.model = sequential(dense(256, 'relu'), dropout(0.4), dense(128, 'relu'), dropout(0.3), dense(10, 'softmax'));
  e.fit.epochs = epochs;
};
const fashion = (activation, optimizer) => (e) => {
  e.dataset = { name: 'fashion_mnist' };
  e.model = sequential(dense(100, activation), dense(10, 'softmax'));
  e.compile.optimizer = optimizer;
  e.fit = { epochs: 5, batch_size: 32, validation_split: 0.2 };
};
/** The best epoch of the folds' mean curve is what the last model is trained for. */
const folded = (folds, dataset) => (e) => {
  Object.assign(e.dataset, dataset);
  e.cross_validation = { folds };
  e.fit.epochs = 300;
};
const textsInOrder = (e) => {
  e.dataset = { name: 'imdb', as: 'sequence', maxlen: 100, rows: 10_000 };
  e.model = sequential({ class_name: 'Embedding', config: { input_dim: 10_000, output_dim: 32 } }, { class_name: 'LSTM', config: { units: 32 } }, dense(1, 'sigmoid'));
  e.compile.optimizer = 'adam';
  e.fit = { epochs: 3, batch_size: 64 };
};

// Published: MNIST validation .9781, test .9774, with dropout test .97 and .98 (loss .083 and .112); Fashion-MNIST training accuracy .8804,
// .8863, .8876; IMDB after 4 epochs .877; Reuters after 9 about .79; Boston test MAE 2.609 (3 folds), 2.474 (4), 2.262 (4, CHAS one-hot).
// A small convolutional network on MNIST lies around .99. `of`: the file that is changed; `last`: judged by the last epoch's training rows.
const sets = [
  { name: 'mnist', metric: 'accuracy', low: 0.975, high: 1, meanLow: 0.979, meanHigh: 1 },
  { name: 'mnist_dropout_10', of: 'mnist', change: withDropout(10), metric: 'accuracy', low: 0.973, high: 1, meanLow: 0.975, meanHigh: 1 },
  { name: 'mnist_dropout_30', of: 'mnist', change: withDropout(30), metric: 'accuracy', low: 0.975, high: 1, meanLow: 0.978, meanHigh: 1 },
  { name: 'fashion_sigmoid', of: 'mnist', change: fashion('sigmoid', 'rmsprop'), metric: 'accuracy', last: true, low: 0.87, high: 0.89, meanLow: 0.87, meanHigh: 0.89 },
  { name: 'fashion_relu', of: 'mnist', change: fashion('relu', 'rmsprop'), metric: 'accuracy', last: true, low: 0.876, high: 0.896, meanLow: 0.876, meanHigh: 0.896 },
  { name: 'fashion_adam', of: 'mnist', change: fashion('relu', 'adam'), metric: 'accuracy', last: true, low: 0.878, high: 0.898, meanLow: 0.878, meanHigh: 0.898 },
  { name: 'boston', metric: 'mae', low: 2.2, high: 3.0, meanLow: 2.2, meanHigh: 3.0 },
  { name: 'boston_3_folds', of: 'boston', change: folded(3, { drop: ['B'] }), metric: 'mae', low: 2.2, high: 3.2, meanLow: 2.2, meanHigh: 3.0 },
  { name: 'boston_4_folds', of: 'boston', change: folded(4, { drop: ['B'] }), metric: 'mae', low: 2.2, high: 3.2, meanLow: 2.2, meanHigh: 3.0 },
  { name: 'boston_chas', of: 'boston', change: folded(4, { drop: ['B'], one_hot: ['CHAS'] }), metric: 'mae', low: 2.2, high: 3.2, meanLow: 2.2, meanHigh: 3.0 },
  { name: 'imdb', metric: 'accuracy', low: 0.865, high: 1, meanLow: 0.87, meanHigh: 1 },
  { name: 'imdb_lstm', of: 'imdb', change: textsInOrder, metric: 'accuracy', low: 0.76, high: 1, meanLow: 0.78, meanHigh: 1 },
  { name: 'reuters', metric: 'accuracy', low: 0.77, high: 1, meanLow: 0.78, meanHigh: 1 },
  { name: 'mnist_cnn', metric: 'accuracy', low: 0.986, high: 1, meanLow: 0.988, meanHigh: 1 },
].filter(({ name }) => !values.only || values.only.split(',').includes(name));

async function train({ name, of, change }, seed, folder) {
  const experiment = JSON.parse(await readFile(here(`./${of ?? name}.json`), 'utf8'));
  change?.(experiment);
  if (!experiment.cross_validation) return runTool(values, experiment, seed, folder);
  const { cross_validation: folds } = await runTool(values, experiment, seed, folder);
  delete experiment.cross_validation;
  experiment.fit.epochs = folds.best_epoch;
  return { ...await runTool(values, experiment, seed, folder), bestEpoch: folds.best_epoch };
}

if (!existsSync(values.tool)) {
  console.error(`${values.tool} is not there: web/play --build-only builds it`);
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'nabla-published-'));
let failed = 0;
const judge = (ok) => { failed += ok ? 0 : 1; return ok ? '' : '   outside of its limits'; };
try {
  for (const set of sets) {
    const { name, metric, last, low, high, meanLow, meanHigh } = set;
    const scores = [];
    for (let seed = 1; seed <= Number(values.seeds); ++seed) {
      const { test, generated, epochs, bestEpoch } = await train(set, seed, folder);
      if (generated) throw new Error(`${name}: the real data were not found; a stand-in reproduces nothing`);
      if (seed === 1 && name === 'mnist') for (const { epoch, loss, accuracy, val_loss: valLoss, val_accuracy: valAccuracy, seconds } of epochs)
        console.log(`${name} epoch ${String(epoch).padStart(3)}  loss ${loss.toFixed(4)}  accuracy ${accuracy.toFixed(4)}  val_loss ${valLoss.toFixed(4)}  val_accuracy ${valAccuracy.toFixed(4)}  ${seconds.toFixed(2)} s`);
      const end = epochs.at(-1), score = last ? end[metric] : test[metric];
      scores.push(score);
      const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
      const rest = [['training', end[metric]], ['validation', end[`val_${metric}`]]].filter(([, value]) => value !== undefined).map(([what, value]) => `  ${what} ${value.toFixed(4)}`);
      console.log(`${name} seed ${seed}  test ${metric} ${test[metric].toFixed(4)}  test loss ${test.loss.toFixed(4)}${rest.join('')}${bestEpoch ? `  best epoch ${bestEpoch}` : ''}  ${seconds.toFixed(1)} s${judge(score >= low && score <= high)}`);
    }
    const mean = scores.reduce((a, b) => a + b) / scores.length;
    console.log(`${name} mean ${last ? 'training' : 'test'} ${metric} ${mean.toFixed(4)}, from ${Math.min(...scores).toFixed(4)} to ${Math.max(...scores).toFixed(4)}; wanted ${low} to ${high}, mean ${meanLow} to ${meanHigh}${judge(mean >= meanLow && mean <= meanHigh)}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
