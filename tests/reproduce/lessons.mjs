#!/usr/bin/env node
// What the lessons say of measured runs, measured again: each figure over several seeds. Takes minutes: not part of tests/run.
//   web/play --build-only && node tests/reproduce/lessons.mjs [--seeds 3] [--only NAME,NAME] [--threads N] [--tool FILE]
// Prints a Markdown table: lesson, what, each seed's figure, mean. Exits with 1 if the data were generated stand-ins.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTool } from './tool.mjs';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '3' }, only: { type: 'string' }, threads: { type: 'string' },
  tool: { type: 'string', default: fileURLToPath(new URL('../../build/native/nabla', import.meta.url)) } } });

const dense = (units, activation, more = {}) => ({ class_name: 'Dense', config: { units, activation, ...more } });
const dropout = (rate) => ({ class_name: 'Dropout', config: { rate } });
const rule = (class_name, learning_rate, more = {}) => ({ class_name, config: { learning_rate, ...more } });
const penalty = (class_name, config) => ({ kernel_regularizer: { class_name, config } });

function classify(name, layers, optimizer, fit, dataset = {}) {
  return { dataset: { name, ...dataset }, model: { class_name: 'Sequential', config: { layers: [...layers, dense(10, 'softmax')] } },
    compile: { optimizer, loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] }, fit: { batch_size: 128, validation_split: 0.2, ...fit } };
}
const xor = (layers) => ({ dataset: { name: 'xor' }, model: { class_name: 'Sequential', config: { layers: [...layers, dense(1, 'sigmoid')] } },
  compile: { optimizer: rule('Adam', 0.1), loss: 'binary_crossentropy', metrics: ['accuracy'] }, fit: { epochs: 500, batch_size: 4 } });

const last = (name) => ({ epochs }) => epochs.at(-1)?.[name] ?? NaN; // a run that diverges may end before its first epoch does
const test = (name) => (result) => result.test[name];
const best = (name) => ({ epochs }) => Math.min(...epochs.map((epoch) => epoch[name]));
const network = [dense(256, 'relu'), dense(128, 'relu')];
const dropped = [dense(256, 'relu'), dropout(0.4), dense(128, 'relu'), dropout(0.3)];
const deep = (activation) => classify('mnist', Array.from({ length: 10 }, () => dense(32, activation)), rule('SGD', 0.1), { epochs: 3 });
const curve = (rows) => ({ dataset: { name: 'sine', rows, noise: 0.2 }, model: { class_name: 'Sequential', config: { layers: [dense(64, 'tanh'), dense(64, 'tanh'), dense(1, 'linear')] } },
  compile: { optimizer: rule('Adam', 0.01), loss: 'mean_squared_error', metrics: [] }, fit: { epochs: 2000, batch_size: 200 } });
const few = (more = {}) => classify('mnist', [dense(256, 'relu', more), dense(128, 'relu', more)], rule('RMSprop', 0.001), { epochs: 30, batch_size: 64, validation_split: 0.5 }, { rows: 2000 });

// name; lesson; what the lesson's design has from another framework, one to five seeds; the run; the figure.
const figures = [
  ['xor_tanh', 'neuron', '2-4-1 tanh solves XOR in 50 of 50', xor([dense(4, 'tanh')]), last('accuracy')],
  ['xor_sigmoid', 'neuron', '2-2-1 sigmoid in 28 of 50', xor([dense(2, 'sigmoid')]), last('accuracy')],
  ['one_epoch', 'forward-propagation', 'one epoch: validation .948 to .959', classify('mnist', network, rule('RMSprop', 0.001), { epochs: 1 }), last('val_accuracy')],
  ...[['sigmoid', '.106'], ['tanh', '.945'], ['relu', '.934']].map(([activation, there]) =>
    [`deep_${activation}`, 'backpropagation', `ten layers, ${activation}: validation ${there}`, deep(activation), last('val_accuracy')]),
  ['unscaled', 'mnist', 'bytes unscaled, SGD .1: loss 2.30 after 2 epochs', classify('mnist', network, rule('SGD', 0.1), { epochs: 2 }, { rescale: false }), last('loss')],
  ['scaled', 'mnist', 'scaled: validation .946 after 2', classify('mnist', network, rule('SGD', 0.1), { epochs: 2 }), last('val_accuracy')],
  ['val_loss', 'mnist', 'least val_loss .076 to .085', classify('mnist', network, rule('RMSprop', 0.001), { epochs: 10 }), best('val_loss')],
  ['small', 'mnist', '784-64-10, Adam, batch 32: test .970', classify('mnist', [dense(64, 'relu')], rule('Adam', 0.001), { epochs: 5, batch_size: 32 }), test('accuracy')],
  ['eight', 'mnist', 'eight hidden units: .914', classify('mnist', [dense(8, 'relu')], rule('Adam', 0.001), { epochs: 5, batch_size: 32 }), test('accuracy')],
  ['ten', 'mnist', 'ten hidden units: .930', classify('mnist', [dense(10, 'relu')], rule('Adam', 0.001), { epochs: 5, batch_size: 32 }), test('accuracy')],
  ...[['SGD', {}, ['.644', '.786', '.793']], ['SGD', { momentum: 0.9 }, ['.785', '.833', '.664']], ['RMSprop', {}, ['.832', '.801', '.375']], ['Adam', {}, ['.839', '.833', '.319']]].flatMap(
    ([name, more, there]) => [0.001, 0.01, 0.1].map((rate, i) => [`${name}${more.momentum ? '_momentum' : ''}_${rate}`, 'optimizers', `${name}${more.momentum ? ' momentum .9' : ''} at ${rate}: validation ${there[i]}`,
      classify('fashion_mnist', [dense(100, 'relu')], rule(name, rate, more), { epochs: 3, batch_size: 32 }, { rows: 10_000 }), last('val_accuracy')])),
  ['points_20', 'overfitting', '20 points: training error .001 to .021', curve(20), last('loss')],
  ['points_200', 'overfitting', '200 points: .032 to .043', curve(200), last('loss')],
  ['few_best', 'overfitting', '1,000 digits: least val_loss .36 to .39', few(), best('val_loss')],
  ['few_last', 'overfitting', '1,000 digits, 30 epochs: val_loss about .6', few(), last('val_loss')],
  ['few_accuracy', 'overfitting', '1,000 digits: validation .90', few(), last('val_accuracy')],
  ['few_l2', 'overfitting', 'with L2 .001 accuracy hardly changes', few(penalty('L2', { l2: 0.001 })), last('val_accuracy')],
  ['few_l1', 'overfitting', 'with L1 .0001 neither', few(penalty('L1', { l1: 0.0001 })), last('val_accuracy')],
  ['dropout_few', 'dropout', '1,000 digits with dropout: test .904', classify('mnist', dropped, rule('RMSprop', 0.001), { epochs: 50, validation_split: 0 }, { rows: 1000 }), test('accuracy')],
  ['plain_few', 'dropout', 'without: .898', classify('mnist', network, rule('RMSprop', 0.001), { epochs: 50, validation_split: 0 }, { rows: 1000 }), test('accuracy')],
].filter(([name]) => !values.only || values.only.split(',').includes(name));

const folder = await mkdtemp(join(tmpdir(), 'nabla-lessons-'));
try {
  console.log('| lesson | what | seeds | mean |\n| --- | --- | --- | --- |');
  for (const [name, lesson, what, experiment, figure] of figures) {
    const seeds = Number(values.seeds) * (lesson === 'neuron' ? 5 : 1), found = [];
    for (let seed = 1; seed <= seeds; ++seed) {
      const result = await runTool({ ...values, quiet: true, mayDiverge: true }, experiment, seed, folder);
      if (result.generated) throw new Error(`${name}: the real data were not found; a stand-in says nothing`);
      found.push(figure(result));
    }
    const mean = found.reduce((a, b) => a + b) / found.length;
    console.log(`| ${lesson} | ${what} | ${found.map((x) => (Number.isNaN(x) ? 'diverged' : x.toFixed(4))).join(' ')} | ${Number.isNaN(mean) ? '–' : mean.toFixed(4)} |`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
