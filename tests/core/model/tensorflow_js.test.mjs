// Models that the tool saves open in TensorFlow.js and answer alike; models that TensorFlow.js saves open in the tool.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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

function predict() {
    const input = join(folder, 'input.csv');
    writeFileSync(input, rows[0].map((_, i) => `c${i}`).join(',') + '\n' + rows.map((r) => r.join(',')).join('\n') + '\n');
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

async function trainAndCompare(config) {
    const file = join(folder, 'experiment.json');
    writeFileSync(file, JSON.stringify({ dataset: { rows, targets }, model: config, compile: { optimizer: 'adam', loss: 'mse', metrics: ['mae'] },
                                         fit: { epochs: 2, batch_size: 8 }, seed: 4 }));
    nabla('run', file, '--save-model', model);
    const { modelTopology, weightsManifest } = JSON.parse(readFileSync(join(model, 'model.json')));
    const bytes = readFileSync(join(model, 'weights.bin'));
    const opened = await tf.loadLayersModel(tf.io.fromMemory({
        modelTopology, weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) }));
    assertClose(predict(), opened.predict(tf.tensor(rows)).arraySync());
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

test('the tool opens a model that TensorFlow.js saved', async () => {
    const theirs = tf.sequential({ layers: [tf.layers.dense({ units: 7, activation: 'hardSigmoid', inputShape: [4], kernelInitializer: 'leCunNormal', kernelRegularizer: 'l1l2' }),
                                            tf.layers.leakyReLU({ alpha: 0.15 }), tf.layers.dropout({ rate: 0.2 }), tf.layers.dense({ units: 3, activation: 'selu' })] });
    await theirs.save(tf.io.withSaveHandler(async (saved) => {
        const { modelTopology, weightSpecs, weightData } = saved;
        writeFileSync(join(model, 'model.json'), JSON.stringify({ modelTopology, weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }] }));
        writeFileSync(join(model, 'weights.bin'), Buffer.from(weightData));
        rmSync(join(model, 'nabla.json'), { force: true });
        return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
    }));
    assertClose(predict(), theirs.predict(tf.tensor(rows)).arraySync());
});
