// The core against TensorFlow.js layers: same weights and batches in; outputs, gradients and trained weights agree.
// `NABLA_TABLE=1 node --test tests/conformance.test.mjs` prints a table of what was compared and the largest differences.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { ask, count, difference, skip } from './conformance/ask.mjs';
import { layerCases, mergeCases, random } from './conformance/cases.mjs';

const configurations = 6;
const forwardTolerance = 1e-5, gradientTolerance = 1e-4, trainedTolerance = 1e-4;
await tf.setBackend('cpu');

const table = [];
after(() => {
    if (process.env.NABLA_TABLE) console.log(table.map((row) => row.join(' | ')).join('\n'));
});

function sequential({ input, layers }) {
    const named = layers.map((l, i) => ({ ...l, config: { name: `layer_${i}`, ...(i === 0 ? { batch_input_shape: [null, ...input] } : {}), ...l.config } }));
    for (const l of named) if (l.config.layer) l.config.layer.config.name ??= 'inner';
    return { class_name: 'Sequential', config: { name: 'sequential', layers: named } };
}

function branching({ branches, units, merge, input }) {
    const named = (name, l, from) => ({ class_name: l.class_name, name, config: { ...l.config, name }, inbound_nodes: from.length ? [from.map((f) => [f, 0, 0, {}])] : [] });
    const ends = Array.from({ length: branches }, (_, i) => `branch_${i}`);
    return { class_name: 'Model', config: { name: 'model', layers: [
        named('in', { class_name: 'InputLayer', config: { batch_input_shape: [null, ...input], dtype: 'float32', sparse: false } }, []),
        ...ends.map((name, i) => named(name, { class_name: 'Dense', config: { units: units(i), activation: 'tanh' } }, ['in'])),
        named('merge', merge, ends), named('last', { class_name: 'Dense', config: { units: 2, activation: 'linear' } }, ['merge'])],
        input_layers: [['in', 0, 0]], output_layers: [['last', 0, 0]] } };
}

/** TensorFlow.js's model with random weights, and the question to the core about it. */
async function prepare(config, made, seed) {
    const r = random(seed + 7919);
    const model = await tf.models.modelFromJSON(JSON.parse(JSON.stringify(config)));
    const weights = model.layers.flatMap((l) => l.getWeights().map((w, i) => ({ shape: w.shape, positive: /variance/.test(l.weights[i].name) })));
    const values = weights.map(({ shape, positive }) => r.values(count(shape)).map((v) => (positive ? 0.5 + Math.abs(v) : v)));
    let at = 0;
    for (const l of model.layers) {
        const own = l.getWeights().length;
        l.setWeights(values.slice(at, at + own).map((v, i) => tf.tensor(v, weights[at + i].shape)));
        at += own;
    }
    const batch = made.batch ?? r.whole(1, 4);
    const x = made.words ? Array.from({ length: batch * count(made.input) }, () => r.whole(0, made.words - 1)) : r.values(batch * count(made.input));
    return { model, r, batch, x, question: { model: config, input_shapes: [made.input], batch, x: [x], weights: values, training: made.training ?? false } };
}

async function compare(name, make, configOf) {
    const questions = [], expected = [], listed = [];
    for (let seed = 1; seed <= configurations; ++seed) {
        const made = make(random(seed * 1000 + name.length)), config = configOf(made);
        const { model, r, batch, x, question } = await prepare(config, made, seed);
        const input = tf.tensor(x, [batch, ...made.input]);
        const output = model.apply(input, { training: question.training });
        if (made.outputsOnly) {
            expected.push({ output: [...output.dataSync()] });
            questions.push({ ...question, upstream: [r.values(output.size)] });
            listed.push(JSON.stringify({ input: made.input, batch, layers: made.layers }));
            continue;
        }
        const upstream = r.values(output.size);
        const variables = model.trainableWeights.map((w) => w.val);
        const { grads } = tf.variableGrads(() => tf.sum(tf.mul(model.apply(input, { training: question.training }), tf.tensor(upstream, output.shape))), variables);
        expected.push({ output: [...output.dataSync()], grads: variables.map((v) => [...grads[v.name].dataSync()]) });
        questions.push({ ...question, upstream: [upstream] });
        listed.push(JSON.stringify({ input: made.input, batch, layers: made.layers ?? made }));
    }
    let forward = 0, backward = 0;
    ask(questions).forEach((answer, i) => {
        assert.ok(!answer.error, `${listed[i]}: ${answer.error}`);
        const out = difference(answer.outputs[0], expected[i].output);
        assert.ok(out <= forwardTolerance, `${listed[i]}: outputs differ by ${out}`);
        forward = Math.max(forward, out);
        if (!expected[i].grads) return;
        assert.equal(answer.gradients.length, expected[i].grads.length);
        const gradient = Math.max(0, ...answer.gradients.map((g, k) => difference(g, expected[i].grads[k])));
        assert.ok(gradient <= gradientTolerance, `${listed[i]}: gradients differ by ${gradient}`);
        backward = Math.max(backward, gradient);
    });
    table.push([name, configurations, forward.toExponential(1), backward.toExponential(1)]);
}

for (const [name, make] of Object.entries(layerCases)) test(`${name}: outputs and gradients`, { skip }, () => compare(name, make, sequential));
for (const [name, make] of Object.entries(mergeCases)) test(`${name}: outputs and gradients`, { skip }, () => compare(name, make, branching));

// --- training: 20 updates on one batch ---

const oneHot = (r, rows, width) => Array.from({ length: rows }, () => r.whole(0, width - 1)).flatMap((k) => Array.from({ length: width }, (_, j) => +(j === k)));
const signs = (r, rows, width) => Array.from({ length: rows * width }, () => r.whole(0, 1));
const classes = (r, rows, width) => Array.from({ length: rows }, () => r.whole(0, width - 1));
const losses = {
    mean_squared_error: { theirs: 'meanSquaredError', activation: 'linear', target: (r, rows, width) => r.values(rows * width) },
    mean_absolute_error: { theirs: 'meanAbsoluteError', activation: 'tanh', target: (r, rows, width) => r.values(rows * width, 3) },
    hinge: { theirs: 'hinge', activation: 'tanh', target: (r, rows, width) => Array.from({ length: rows * width }, () => r.pick([-1, 1])) },
    binary_crossentropy: { theirs: 'binaryCrossentropy', activation: 'sigmoid', target: signs },
    categorical_crossentropy: { theirs: 'categoricalCrossentropy', activation: 'softmax', target: oneHot },
    sparse_categorical_crossentropy: { theirs: 'sparseCategoricalCrossentropy', activation: 'softmax', targetWidth: 1, target: classes },
    kl_divergence: { theirs: 'kullbackLeiblerDivergence', activation: 'softmax', target: (r, rows, width) => Array.from({ length: rows }, () => Array(width).fill((1 - 0.5) / (width - 1)).with(r.whole(0, width - 1), 0.5)).flat() },
    // Options that only the functions under the layers have.
    'huber, delta 0.75': { loss: 'huber', config: { delta: 0.75 }, theirs: (y, p) => tf.losses.huberLoss(y, p, undefined, 0.75), activation: 'linear', target: (r, rows, width) => r.values(rows * width) },
    'binary_crossentropy, from_logits': { loss: 'binary_crossentropy', config: { from_logits: true }, theirs: (y, p) => tf.losses.sigmoidCrossEntropy(y, p), activation: 'linear', target: signs },
    'binary_crossentropy, from_logits, label_smoothing': { loss: 'binary_crossentropy', config: { from_logits: true, label_smoothing: 0.25 }, theirs: (y, p) => tf.losses.sigmoidCrossEntropy(y, p, undefined, 0.25), activation: 'linear', target: signs },
    'binary_crossentropy, label_smoothing': { loss: 'binary_crossentropy', config: { label_smoothing: 0.25 }, theirs: (y, p) => tf.metrics.binaryCrossentropy(y.mul(0.75).add(0.125), p), activation: 'sigmoid', target: signs },
    'categorical_crossentropy, from_logits': { loss: 'categorical_crossentropy', config: { from_logits: true }, theirs: (y, p) => tf.losses.softmaxCrossEntropy(y, p), activation: 'linear', target: oneHot },
    'categorical_crossentropy, from_logits, label_smoothing': { loss: 'categorical_crossentropy', config: { from_logits: true, label_smoothing: 0.25 }, theirs: (y, p) => tf.losses.softmaxCrossEntropy(y, p, undefined, 0.25), activation: 'linear', target: oneHot },
    'categorical_crossentropy, label_smoothing': { loss: 'categorical_crossentropy', config: { label_smoothing: 0.25 }, theirs: (y, p) => tf.metrics.categoricalCrossentropy(y.mul(0.75).add(0.25 / p.shape[1]), p), activation: 'softmax', target: oneHot },
    'sparse_categorical_crossentropy, from_logits': { loss: 'sparse_categorical_crossentropy', config: { from_logits: true }, theirs: (y, p) => tf.losses.softmaxCrossEntropy(y, p), activation: 'linear', target: classes,
        theirTarget: (target, width) => target.flatMap((k) => Array.from({ length: width }, (_, j) => +(j === k))) },
};

// Where epsilon stands matters when gradients are near it (Adam and its kin): here they are far above 1e-7.
const optimizers = {
    SGD: (r) => ({ config: { learning_rate: r.whole(1, 8) / 64 }, theirs: (c) => tf.train.sgd(c.learning_rate) }),
    'SGD with momentum': (r) => ({ class_name: 'SGD', config: { learning_rate: r.whole(1, 8) / 256, momentum: r.whole(1, 15) / 16, nesterov: r.next() < 0.5 }, theirs: (c) => tf.train.momentum(c.learning_rate, c.momentum, c.nesterov) }),
    Adagrad: (r) => ({ config: { learning_rate: r.whole(1, 8) / 64, initial_accumulator_value: 0.125 }, theirs: (c) => tf.train.adagrad(c.learning_rate, c.initial_accumulator_value) }),
    RMSprop: (r) => ({ config: { learning_rate: r.whole(1, 8) / 256, rho: r.pick([0.75, 0.875]), momentum: r.pick([0, 0.5]), epsilon: 0.001 }, theirs: (c) => tf.train.rmsprop(c.learning_rate, c.rho, c.momentum, c.epsilon) }),
    Adam: (r) => ({ config: { learning_rate: r.whole(1, 8) / 256, beta_1: r.pick([0.75, 0.9]), beta_2: 0.99 }, theirs: (c) => tf.train.adam(c.learning_rate, c.beta_1, c.beta_2, 1e-7) }),
    Adamax: (r) => ({ config: { learning_rate: r.whole(1, 8) / 256, beta_1: r.pick([0.75, 0.9]), beta_2: 0.99 }, theirs: (c) => tf.train.adamax(c.learning_rate, c.beta_1, c.beta_2, 1e-7) }),
};

async function trainAndCompare(name, lossName, optimizerName, regularized) {
    const loss = losses[lossName], questions = [], expected = [];
    for (let seed = 1; seed <= configurations; ++seed) {
        const r = random(seed * 31 + name.length), rule = optimizers[optimizerName](r), width = r.whole(2, 4), input = [r.whole(2, 6)];
        const penalty = regularized ? { kernel_regularizer: { class_name: 'L1L2', config: { l1: 0.015625, l2: 0.03125 } } } : {};
        const made = { input, batch: r.whole(3, 8), layers: [{ class_name: 'Dense', config: { units: r.whole(2, 5), activation: 'tanh', ...penalty } },
                                                            { class_name: 'Dense', config: { units: width, activation: loss.activation } }] };
        const { model, batch, x, question } = await prepare(sequential(made), made, seed);
        const target = loss.target(r, batch, width);
        model.compile({ optimizer: rule.theirs(rule.config), loss: loss.theirs });
        const values = [], theirTarget = tf.tensor(loss.theirTarget?.(target, width) ?? target, [batch, loss.targetWidth ?? width]);
        for (let step = 0; step < 20; ++step) values.push(await model.trainOnBatch(tf.tensor(x, [batch, ...input]), theirTarget));
        expected.push({ losses: values, weights: model.getWeights().map((w) => [...w.dataSync()]) });
        questions.push({ ...question, loss: loss.loss ?? lossName, loss_config: loss.config ?? {}, target, steps: 20, optimizer: { class_name: rule.class_name ?? optimizerName, config: rule.config } });
    }
    let worst = 0;
    ask(questions).forEach((answer, i) => {
        assert.ok(!answer.error, answer.error);
        const lost = difference(answer.losses, expected[i].losses), moved = Math.max(...answer.weights.map((w, k) => difference(w, expected[i].weights[k])));
        assert.ok(lost <= trainedTolerance && moved <= trainedTolerance, `configuration ${i + 1}: losses differ by ${lost}, weights after 20 updates by ${moved}`);
        worst = Math.max(worst, lost, moved);
    });
    table.push([name, configurations, '', worst.toExponential(1)]);
}

for (const loss of Object.keys(losses)) test(`${loss}: 20 updates`, { skip }, () => trainAndCompare(loss, loss, 'SGD', false));
for (const rule of Object.keys(optimizers)) test(`${rule}: 20 updates`, { skip }, () => trainAndCompare(rule, 'mean_squared_error', rule, false));
// Rules that TensorFlow.js lacks (AdamW, Nadam, amsgrad) or has otherwise than Keras (its Adadelta divides by the mean square of the step
// before, its centered RMSprop subtracts epsilon, its Adam adds epsilon behind the correction): each as in Keras 3, in double.
const adam = (s, g, t, c) => {
    s.m = c.beta_1 * s.m + (1 - c.beta_1) * g, s.v = c.beta_2 * s.v + (1 - c.beta_2) * g * g, s.top = Math.max(s.top, s.v);
    const rate = c.learning_rate * Math.sqrt(1 - c.beta_2 ** t) / (1 - c.beta_1 ** t);
    return -rate * s.m / (Math.sqrt(c.amsgrad ? s.top : s.v) + c.epsilon);
};
const betas = (r) => ({ learning_rate: r.whole(1, 8) / 256, beta_1: r.pick([0.75, 0.875]), beta_2: r.pick([0.9375, 0.984375]), epsilon: r.pick([0.0009765625, 0.125]) });
const rules = {
    Adadelta: { config: (r) => ({ learning_rate: r.whole(1, 8) / 4, rho: 0.9375, epsilon: 0.0009765625 }), step: (s, g, t, c) => {
        s.m = c.rho * s.m + (1 - c.rho) * g * g;
        const d = -Math.sqrt(s.v + c.epsilon) / Math.sqrt(s.m + c.epsilon) * g;
        s.v = c.rho * s.v + (1 - c.rho) * d * d;
        return c.learning_rate * d;
    } },
    'RMSprop, centered': { class_name: 'RMSprop', config: (r) => ({ learning_rate: r.whole(1, 8) / 256, rho: 0.875, momentum: r.pick([0, 0.5]), epsilon: 0.0009765625, centered: true }), step: (s, g, t, c) => {
        s.v = c.rho * s.v + (1 - c.rho) * g * g, s.m = c.rho * s.m + (1 - c.rho) * g;
        s.top = c.momentum * s.top + c.learning_rate * g / Math.sqrt(s.v - s.m * s.m + c.epsilon);
        return -s.top;
    } },
    'Adam with a large epsilon': { class_name: 'Adam', config: betas, step: adam },
    'Adam, amsgrad': { class_name: 'Adam', config: (r) => ({ ...betas(r), amsgrad: true }), step: adam },
    AdamW: { config: (r) => ({ ...betas(r), weight_decay: r.whole(1, 8) / 16 }), step: (s, g, t, c, w) => -c.learning_rate * c.weight_decay * w + adam(s, g, t, c) },
    Nadam: { config: betas, step: (s, g, t, c) => {
        const u = (n) => c.beta_1 * (1 - 0.5 * 0.96 ** n);
        s.top = (t === 1 ? 1 : s.top) * u(t);
        s.m = c.beta_1 * s.m + (1 - c.beta_1) * g, s.v = c.beta_2 * s.v + (1 - c.beta_2) * g * g;
        const ahead = u(t + 1) * s.m / (1 - s.top * u(t + 1)) + (1 - u(t)) * g / (1 - s.top);
        return -c.learning_rate * ahead / (Math.sqrt(s.v / (1 - c.beta_2 ** t)) + c.epsilon);
    } },
    'clipnorm': { class_name: 'SGD', config: (r) => ({ learning_rate: 0.125, clipnorm: r.whole(1, 8) / 32 }), clip: (g, c) => g.map((x) => x * Math.min(1, c.clipnorm / Math.hypot(...g))), step: (s, g, t, c) => -c.learning_rate * g },
};

async function followFormula(name) {
    const rule = rules[name], questions = [], expected = [];
    for (let seed = 1; seed <= configurations; ++seed) {
        const r = random(seed * 17 + name.length), config = rule.config(r), input = [r.whole(2, 5)], width = r.whole(1, 3);
        const made = { input, batch: 6, layers: [{ class_name: 'Dense', config: { units: 4, activation: 'tanh' } }, { class_name: 'Dense', config: { units: width } }] };
        const { model, batch, x, question } = await prepare(sequential(made), made, seed);
        const target = r.values(batch * width, 2), variables = model.trainableWeights.map((w) => w.val);
        const weights = variables.map((v) => Array.from(v.dataSync())), state = weights.map((w) => w.map(() => ({ m: 0, v: 0, top: 0 })));
        for (let t = 1; t <= 20; ++t) {
            variables.forEach((v, k) => v.assign(tf.tensor(weights[k], v.shape)));
            const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(tf.tensor(target, [batch, width]), model.apply(tf.tensor(x, [batch, ...input]))), variables);
            variables.forEach((v, k) => {
                const plain = Array.from(grads[v.name].dataSync()), g = rule.clip ? rule.clip(plain, config) : plain;
                weights[k] = weights[k].map((w, i) => w + rule.step(state[k][i], g[i], t, config, w));
            });
        }
        expected.push(weights);
        questions.push({ ...question, loss: 'mean_squared_error', target, steps: 20, optimizer: { class_name: rule.class_name ?? name, config } });
    }
    let worst = 0;
    ask(questions).forEach((answer, i) => {
        assert.ok(!answer.error, answer.error);
        const moved = Math.max(...answer.weights.map((w, k) => difference(w, expected[i][k])));
        assert.ok(moved <= trainedTolerance, `configuration ${i + 1}: weights after 20 updates differ by ${moved}`);
        worst = Math.max(worst, moved);
    });
    table.push([`${name} (formula)`, configurations, '', worst.toExponential(1)]);
}
for (const rule of Object.keys(rules)) test(`${rule}: 20 updates by its formula in double`, { skip }, () => followFormula(rule));

test('l1 and l2 penalties: 20 updates', { skip }, () => trainAndCompare('l1 and l2', 'mean_squared_error', 'SGD', true));
