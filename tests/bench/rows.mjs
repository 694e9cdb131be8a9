// What is timed: the works of each row, who takes part, and what the ratios should be.
import { readFileSync } from 'node:fs';

const published = (name) => JSON.parse(readFileSync(new URL(`../reproduce/${name}.json`, import.meta.url), 'utf8'));
const dense = (units, activation) => ({ class_name: 'Dense', config: { units, activation } });
const sequential = (...layers) => ({ class_name: 'Sequential', config: { layers } });
const rmsprop = { class_name: 'RMSprop', config: { learning_rate: 0.001 } };
/** Rows are whole batches: then every step is the same work. Metrics are left out on both sides. */
const experiment = (dataset, model, loss, batch_size, optimizer = rmsprop) =>
  ({ dataset, model, compile: { optimizer, loss }, fit: { epochs: 100_000, batch_size }, seed: 1 });

const digits = (rows, batch, ...hidden) =>
  experiment({ name: 'mnist', rows }, sequential(...hidden.map((units) => dense(units, 'relu')), dense(10, 'softmax')), 'sparse_categorical_crossentropy', batch);
const mlp = digits(12_800, 128, 256, 128);
const boston = experiment({ name: 'boston_housing', standardize: true, rows: 400 }, published('boston').model, 'mean_squared_error', 16);
const text = experiment({ name: 'imdb', rows: 24_576 }, published('imdb').model, 'binary_crossentropy', 512);
const cnn = experiment({ name: 'mnist', shape: [28, 28, 1], rows: 6_400 }, published('mnist_cnn').model, 'sparse_categorical_crossentropy', 64, 'adam');
const lstm = experiment({ name: 'imdb', as: 'sequence', maxlen: 100, rows: 6_400 },
  sequential({ class_name: 'Embedding', config: { input_dim: 10_000, output_dim: 32 } }, { class_name: 'LSTM', config: { units: 32 } }, dense(1, 'sigmoid')),
  'binary_crossentropy', 64);

const step = (experiment, shape) => ({ kind: 'step', experiment, shape });
const product = (m, k, n, form) => ({ kind: 'product', m, k, n, form });

/** `of` takes at most a `faster`-th of the time of `by`; at most `time` times it; reaches `share` of its own peak. */
const faster = (of, by, least) => ({ of, by, kind: 'faster', goal: least });
const time = (of, by, most) => ({ of, by, kind: 'time', goal: most });
const shares = (least) => ['wasm', 'wasm-fast', 'native'].map((of) => ({ of, by: `${of} peak`, kind: 'share', goal: of === 'native' ? null : least }));
const againstBoth = (least, most) => [faster('wasm-fast', 'tfjs', least), time('wasm-fast', 'torch', most), time('native', 'torch', null)];

export const growth = {
  batch: [1, 4, 16, 64, 256, 1024, 4096],
  width: [16, 32, 64, 128, 256, 512, 1024, 2048],
  work: (axis, x) => step(axis === 'batch' ? digits(8_192, x, 256, 128) : digits(8_192, 128, x), [784]),
};

/** Works in turn. `n` stands for all threads, in the names of who takes part. */
export const rows = [
  { row: 'peak', title: 'multiply-adds in registers', peak: true, who: [], ratios: [] },
  ...[['128x784x256 NN', 128, 784, 256, 'NN', 0.9], ['128x256x784 NT', 128, 256, 784, 'NT', null], ['784x128x256 TN', 784, 128, 256, 'TN', null],
    ['512x512x512 NN', 512, 512, 512, 'NN', 0.9], ['127x783x255 NN', 127, 783, 255, 'NN', 0.8]].map(([title, m, k, n, form, share]) => ({
    row: 'gemm', title, peak: true, work: product(m, k, n, form), who: ['wasm', 'wasm-fast', 'native', 'tfjs', 'torch'],
    ratios: [...shares(share), faster('wasm-fast', 'tfjs', null), time('native', 'torch', null)] })),
  { row: 'mlp step', title: '784-256-128-10, batch 128', work: step(mlp, [784]),
    who: ['wasm', 'wasm-fast', 'wasm-fast xn', 'native', 'native xn', 'tfjs', 'tfjs xn', 'torch', 'torch xn'],
    ratios: [faster('wasm-fast', 'tfjs', 10), faster('wasm', 'tfjs', 7), faster('wasm-fast xn', 'tfjs xn', null), faster('wasm-fast xn', 'wasm-fast', 1.7),
      time('wasm-fast', 'torch', 1), time('native', 'torch', 1), time('native xn', 'torch xn', 1)] },
  { row: 'small step', title: 'Boston 64-64-1, batch 16', work: step(boston, [13]), who: ['wasm', 'wasm-fast', 'native', 'tfjs', 'torch'], ratios: againstBoth(40, 0.3) },
  { row: 'text step', title: 'IMDB 10000-16-16-1, batch 512', work: step(text, [10_000]), who: ['wasm', 'wasm-fast', 'wasm-fast xn', 'native', 'tfjs', 'torch'],
    ratios: againstBoth(100, 0.3) },
  { row: 'cnn step', title: 'conv 32, pool, conv 64, pool, dense 10, batch 64', work: step(cnn, [28, 28, 1]),
    who: ['wasm', 'wasm-fast', 'wasm-fast xn', 'native', 'native xn', 'tfjs', 'tfjs cpu', 'torch', 'torch xn'],
    ratios: [faster('wasm-fast', 'tfjs cpu', null), time('wasm-fast', 'torch', 1.2), time('native', 'torch', null), faster('wasm-fast xn', 'wasm-fast', null)] },
  { row: 'lstm step', title: 'embedding 32, LSTM 32, length 100, batch 64', work: step(lstm, [100]),
    who: ['wasm', 'wasm-fast', 'wasm-fast xn', 'native', 'native xn', 'tfjs', 'tfjs cpu', 'torch', 'torch xn'],
    ratios: [faster('wasm-fast', 'tfjs cpu', null), time('wasm-fast', 'torch', 0.8), time('native', 'torch', null), faster('wasm-fast xn', 'wasm-fast', null)] },
  { row: 'predict', title: 'one digit through 784-256-128-10', work: { ...step(mlp, [784]), kind: 'predict' }, who: ['wasm', 'wasm-fast', 'native', 'tfjs', 'torch'],
    ratios: [faster('wasm-fast', 'tfjs', null), time('wasm-fast', 'torch', null)] },
];

/** A whole epoch through the classroom's own trainer, and fit() over there. */
const measured = { ...mlp, compile: { ...mlp.compile, metrics: ['accuracy'] }, fit: { batch_size: 128, validation_split: 0.2 } };
export const epoch = { ...measured, fit: { ...measured.fit, epochs: 1 } };
export const endurance = { ...measured, dataset: { name: 'mnist' }, fit: { ...measured.fit, epochs: 30 } };
