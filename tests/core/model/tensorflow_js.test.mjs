// Models that the tool saves open in TensorFlow.js and answer alike; models that TensorFlow.js saves open in the tool.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';

const tool = resolve(process.env.NABLA_TOOL ?? 'build/native/nabla');
const folder = mkdtempSync(join(tmpdir(), 'nabla-tfjs-'));
const model = join(folder, 'model');
mkdirSync(model);
after(() => rmSync(folder, { recursive: true }));

const nabla = (...words) => execFileSync(tool, words, { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
const dense = (units, activation = 'linear', more = {}) => ({ class_name: 'Dense', config: { units, activation, ...more } });
const layer = (class_name, config = {}) => ({ class_name, config });
const sequential = (...layers) => ({ class_name: 'Sequential', config: { layers } });

const rows = Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(2 * i), (i % 7) / 3 - 1, i / 40]);
const targets = rows.map((r) => [r[0] * r[1] + 0.37, r[2] - r[3]]);

function predict(samples = rows) {
    const input = join(folder, 'input.csv');
    writeFileSync(input, samples[0].map((_, i) => `c${i}`).join(',') + '\n' + samples.map((r) => r.join(',')).join('\n') + '\n');
    return nabla('predict', model, '--input', input).trim().split('\n').map((line) => line.split(',').map(Number));
}

// Both compute in float32: sums of a few products differ in the last bits.
function assertClose(ours, theirs) {
    assert.equal(ours.length, theirs.length);
    ours.forEach((row, i) => row.forEach((value, j) => {
        const difference = Math.abs(value - theirs[i][j]) / Math.max(1, Math.abs(value));
        assert.ok(difference <= 1e-5, `row ${i}, output ${j}: ${value} and ${theirs[i][j]}`);
    }));
}

async function trainAndCompare(config, samples = rows) {
    const file = join(folder, 'experiment.json');
    writeFileSync(file, JSON.stringify({ dataset: { rows: samples, targets }, model: config, compile: { optimizer: 'adam', loss: 'mse', metrics: ['mae'] },
                                         fit: { epochs: 2, batch_size: 8 }, seed: 4 }));
    nabla('run', file, '--save-model', model);
    const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(model, 'model.json')));
    const bytes = readFileSync(join(model, 'weights.bin'));
    const opened = await tf.loadLayersModel(tf.io.fromMemory({
        modelTopology, weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) }));
    assertClose(predict(samples), opened.predict(tf.tensor(samples)).arraySync());
}

for (const activation of ['linear', 'relu', 'sigmoid', 'hard_sigmoid', 'tanh', 'leaky_relu', 'elu', 'selu', 'softplus', 'softsign', 'swish', 'gelu', 'softmax'])
    test(`TensorFlow.js opens a model with ${activation}`, () => trainAndCompare(sequential(dense(6, activation), dense(5, 'tanh'), dense(2))));

for (const kernel_initializer of ['lecun_normal', 'lecun_uniform', 'he_normal', 'orthogonal', layer('VarianceScaling', { scale: 2, mode: 'fan_avg', distribution: 'truncated_normal' })])
    test(`TensorFlow.js opens a model that begins ${kernel_initializer.class_name ?? kernel_initializer}`, () =>
        trainAndCompare(sequential(dense(6, 'relu', { kernel_initializer, kernel_regularizer: layer('L2', { l2: 0.01 }), bias_regularizer: 'l1' }), dense(2))));

test('TensorFlow.js opens activations that are layers, Dropout, Flatten and Reshape', () =>
    trainAndCompare(sequential(dense(6), layer('LeakyReLU', { negative_slope: 0.1 }), layer('Dropout', { rate: 0.3 }), dense(6), layer('ELU'), dense(4), layer('ReLU'),
                               layer('Reshape', { target_shape: [2, 2] }), layer('Flatten'), layer('Softmax'), layer('Activation', { activation: 'leaky_relu' }), dense(2))));

test('TensorFlow.js opens a functional model, its leaky_relu split off', () => {
    const named = (of, name, from) => ({ ...of, name, config: { ...of.config, name }, inbound_nodes: [[[from, 0, 0, {}]]] });
    const input = { class_name: 'InputLayer', name: 'in', config: { batch_input_shape: [null, 4], name: 'in' }, inbound_nodes: [] };
    return trainAndCompare({ class_name: 'Functional', config: { name: 'f', layers: [input, named(dense(5, 'leaky_relu'), 'first', 'in'), named(dense(2, 'leaky_relu'), 'last', 'first')],
                                                                 input_layers: [['in', 0, 0]], output_layers: [['last', 0, 0]] } });
});

const image = () => layer('Reshape', { target_shape: [2, 2, 1] });
test('TensorFlow.js opens a convolutional model with BatchNormalization', () =>
    trainAndCompare(sequential(image(), layer('Conv2D', { filters: 4, kernel_size: 2, padding: 'same' }), layer('BatchNormalization'), layer('PReLU', { shared_axes: [1, 2] }),
                               layer('MaxPooling2D', { pool_size: 2, strides: 1, padding: 'same' }), layer('Conv2D', { filters: 3, kernel_size: [1, 2], activation: 'relu' }),
                               layer('AveragePooling2D', { pool_size: [2, 1] }), layer('GlobalMaxPooling2D'), dense(2))));

test('TensorFlow.js opens a model of sequences', () =>
    trainAndCompare(sequential(layer('Reshape', { target_shape: [4, 1] }), layer('Conv1D', { filters: 3, kernel_size: 2, activation: 'tanh' }), layer('LayerNormalization'), layer('SpatialDropout1D', { rate: 0.2 }),
                               layer('SimpleRNN', { units: 3, return_sequences: true }), layer('Bidirectional', { layer: layer('LSTM', { units: 2, return_sequences: true }) }),
                               layer('GRU', { units: 3, reset_after: false, return_sequences: true }), layer('GlobalAveragePooling1D'), dense(2))));

const words = rows.map((_, i) => [0, i % 5, (3 * i) % 7, 1 + (i % 6)]);
test('TensorFlow.js opens an Embedding with a mask in front of an LSTM', () =>
    trainAndCompare(sequential(layer('Embedding', { input_dim: 7, output_dim: 3, mask_zero: true }), layer('LSTM', { units: 4 }), dense(2)), words));

test('TensorFlow.js opens a model of two branches', () => {
    const named = (of, name, ...from) => ({ ...of, name, config: { ...of.config, name }, inbound_nodes: [from.map((f) => [f, 0, 0, {}])] });
    const input = { class_name: 'InputLayer', name: 'in', config: { batch_input_shape: [null, 4], name: 'in' }, inbound_nodes: [] };
    return trainAndCompare({ class_name: 'Functional', config: { name: 'f', layers: [input, named(dense(5, 'relu'), 'left', 'in'), named(dense(5, 'tanh'), 'right', 'in'), named(layer('Add'), 'sum', 'left', 'right'),
                                                                                    named(layer('Concatenate'), 'both', 'sum', 'in'), named(dense(2), 'last', 'both')],
                                                                 input_layers: [['in', 0, 0]], output_layers: [['last', 0, 0]] } });
});

test('a GRU with reset_after is saved with a warning that names it', () => {
    const file = join(folder, 'experiment.json');
    writeFileSync(file, JSON.stringify({ dataset: { rows, targets }, model: sequential(layer('Reshape', { target_shape: [4, 1] }), layer('GRU', { units: 2, name: 'memory' }), dense(2)), compile: { loss: 'mse' } }));
    const { stderr, status } = spawnSync(tool, ['run', file, '--save-model', model]);
    assert.equal(status, 0);
    assert.match(stderr.toString(), /memory/);
});

/** Saves theirs, has the tool predict with it, and compares. */
async function openedByTool(theirs, samples = rows) {
    await theirs.save(tf.io.withSaveHandler(async (saved) => {
        const { modelTopology, weightSpecs, weightData } = saved;
        writeFileSync(join(model, 'model.json'), JSON.stringify({ modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] }));
        writeFileSync(join(model, 'weights.bin'), Buffer.from(weightData));
        rmSync(join(model, 'nabla.json'), { force: true });
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }));
    assertClose(predict(samples), theirs.predict(tf.tensor(samples)).arraySync());
}

const scattered = (model) => {
    model.setWeights(model.getWeights().map((w, k) => tf.tidy(() => w.add(tf.range(0, w.size).mul(0.7 + k).sin().mul(0.2).abs().reshape(w.shape)))));
    return model;
};

test('the tool opens a model that TensorFlow.js saved', () =>
    openedByTool(tf.sequential({ layers: [tf.layers.dense({ units: 7, activation: 'hardSigmoid', inputShape: [4], kernelInitializer: 'leCunNormal', kernelRegularizer: 'l1l2' }),
                                          tf.layers.leakyReLU({ alpha: 0.15 }), tf.layers.dropout({ rate: 0.2 }), tf.layers.dense({ units: 3, activation: 'selu' })] })));

test('the tool opens a convolutional model with BatchNormalization that TensorFlow.js saved', () =>
    openedByTool(scattered(tf.sequential({ layers: [tf.layers.reshape({ targetShape: [2, 2, 1], inputShape: [4] }), tf.layers.conv2d({ filters: 3, kernelSize: 2, padding: 'same' }), tf.layers.batchNormalization(),
                                                    tf.layers.activation({ activation: 'relu' }), tf.layers.maxPooling2d({ poolSize: 2 }), tf.layers.flatten(), tf.layers.dense({ units: 2 })] }))));

test('the tool opens an Embedding with an LSTM, and a Bidirectional, that TensorFlow.js saved', async () => {
    await openedByTool(scattered(tf.sequential({ layers: [tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 4, maskZero: true }), tf.layers.lstm({ units: 3 }), tf.layers.dense({ units: 2 })] })), words);
    await openedByTool(scattered(tf.sequential({ layers: [tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 4 }), tf.layers.bidirectional({ layer: tf.layers.gru({ units: 3 }), mergeMode: 'concat' }),
                                                          tf.layers.dense({ units: 2 })] })), words);
});

test('the tool opens a model of two branches that TensorFlow.js saved', () => {
    const input = tf.input({ shape: [4] });
    const left = tf.layers.dense({ units: 3, activation: 'relu' }).apply(input), right = tf.layers.dense({ units: 3, activation: 'tanh' }).apply(input);
    const sum = tf.layers.add().apply([left, right]), both = tf.layers.concatenate().apply([sum, input]);
    return openedByTool(scattered(tf.model({ inputs: input, outputs: tf.layers.dense({ units: 2 }).apply(both) })));
});
