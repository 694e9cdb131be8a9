// Layers with random settings, as Keras configs that both sides read. Everything comes from a seed and is listed by name.
//
// What TensorFlow.js 4.22 cannot do or does otherwise than Keras is left to finite differences (tests/core/layers) and to the
// formulas in double: normalization without gamma or beta throws, causal padding and ELU's alpha are not there, dilated
// convolutions have no gradient, and the gradient of average pooling with "same" padding divides by the whole window
// although its output does not (outputsOnly below).

/** mulberry32: numbers in [0, 1) from a whole number. */
export function random(seed) {
    let state = seed >>> 0;
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    return {
        next,
        /** A whole number from low to high. */
        whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
        pick: (list) => list[Math.floor(next() * list.length)],
        /** Multiples of 1/512 in [-scale, scale): exact in float32. */
        values: (count, scale = 1) => Array.from({ length: count }, () => (Math.floor(next() * 1024) / 512 - 1) * scale),
    };
}

const layer = (class_name, config = {}) => ({ class_name, config });
export const activations = ['linear', 'relu', 'sigmoid', 'hard_sigmoid', 'tanh', 'elu', 'selu', 'softplus', 'softsign', 'swish', 'gelu', 'softmax'];
const smooth = ['linear', 'tanh', 'sigmoid', 'softplus'];

/** A front layer with weights, so that gradients must come through the layer in question. */
const front = (units) => layer('Dense', { units, activation: 'linear' });

const image = (r) => [r.whole(1, 6), r.whole(1, 6), r.whole(1, 3)];
const steps = (r) => [r.whole(1, 7), r.whole(1, 4)];
const padding = (r) => r.pick(['valid', 'same']);

function convolution(r, axes) {
    const kernel_size = Array.from({ length: axes }, () => r.whole(1, 3)), strided = r.next() < 0.5;
    const dilation_rate = Array(axes).fill(strided ? 1 : r.whole(1, 2)), strides = Array(axes).fill(strided ? r.whole(1, 3) : 1);
    const mode = padding(r), outputsOnly = dilation_rate[0] > 1;
    const input = [...kernel_size.map((size, i) => (size - 1) * dilation_rate[i] + 1 + r.whole(0, 4)), r.whole(1, 3)];
    const config = { filters: r.whole(1, 4), kernel_size, strides, padding: mode, dilation_rate, activation: r.pick(smooth), use_bias: r.next() < 0.7 };
    return { input, outputsOnly, layers: [layer(`Conv${axes}D`, config)] };
}

function pooling(r, kind, axes) {
    const pool_size = Array.from({ length: axes }, () => r.whole(1, 3)), mode = padding(r);
    const strides = Array.from({ length: axes }, () => r.whole(1, 3));
    const input = [...pool_size.map((size) => size + r.whole(0, 4)), r.whole(1, 3)];
    const outputsOnly = kind === 'Average' && mode === 'same';
    return { input, outputsOnly, layers: [front(r.whole(1, 3)), layer(`${kind}Pooling${axes}D`, { pool_size, strides, padding: mode })] };
}

function recurrent(r, class_name, more = {}) {
    const gated = class_name !== 'SimpleRNN';
    const config = { units: r.whole(1, 4), activation: r.pick(['tanh', 'softsign']), use_bias: r.next() < 0.7, return_sequences: r.next() < 0.5,
                     ...(gated ? { recurrent_activation: r.pick(['sigmoid', 'hard_sigmoid']) } : {}), ...(class_name === 'GRU' ? { reset_after: false } : {}), ...more };
    return layer(class_name, config);
}

/** name: a function of a random source that makes {input: shape without batch, layers, words?, training?}. */
export const layerCases = {
    Dense: (r) => ({ input: r.next() < 0.7 ? [r.whole(1, 8)] : steps(r), layers: [layer('Dense', { units: r.whole(1, 6), activation: r.pick(smooth), use_bias: r.next() < 0.7 })] }),
    ...Object.fromEntries(activations.map((activation) => [`Activation ${activation}`,
        (r) => ({ input: [r.whole(2, 8)], layers: [front(r.whole(2, 6)), layer('Activation', { activation })] })])),
    ReLU: (r) => ({ input: [5], layers: [front(6), layer('ReLU')] }),
    LeakyReLU: (r) => ({ input: [5], layers: [front(6), layer('LeakyReLU', { alpha: r.whole(1, 8) / 16 })] }),
    ELU: (r) => ({ input: [5], layers: [front(6), layer('ELU')] }),
    Softmax: (r) => ({ input: [5], layers: [front(r.whole(1, 6)), layer('Softmax')] }),
    PReLU: (r) => ({ input: image(r), layers: [front(3), layer('PReLU', r.next() < 0.5 ? { shared_axes: r.pick([[1], [1, 2], [3]]) } : {})] }),
    Flatten: (r) => ({ input: image(r), layers: [front(2), layer('Flatten')] }),
    Reshape: (r) => ({ input: [4, 3], layers: [front(2), layer('Reshape', { target_shape: r.pick([[8], [2, 4], [2, 2, 2], [-1, 4]]) })] }),
    Dropout: (r) => ({ input: [5], layers: [front(6), layer('Dropout', { rate: r.next() * 0.8 })] }),
    SpatialDropout1D: (r) => ({ input: steps(r), layers: [front(3), layer('SpatialDropout1D', { rate: r.next() * 0.8 })] }),
    'BatchNormalization in training': (r) => ({ input: r.next() < 0.5 ? [r.whole(1, 5)] : image(r), training: true, batch: r.whole(4, 7),
                                                layers: [layer('Dense', { units: 3, use_bias: false }), layer('BatchNormalization', { epsilon: r.pick([0.001, 0.01]), momentum: 0.9 })] }),
    'BatchNormalization in inference': (r) => ({ input: r.next() < 0.5 ? [r.whole(1, 5)] : image(r), layers: [front(3), layer('BatchNormalization')] }),
    LayerNormalization: (r) => ({ input: r.next() < 0.5 ? [4] : steps(r), layers: [front(r.whole(3, 6)), layer('LayerNormalization', { epsilon: r.pick([0.001, 0.01]) })] }),
    Conv1D: (r) => convolution(r, 1),
    Conv2D: (r) => convolution(r, 2),
    MaxPooling1D: (r) => pooling(r, 'Max', 1),
    MaxPooling2D: (r) => pooling(r, 'Max', 2),
    AveragePooling1D: (r) => pooling(r, 'Average', 1),
    AveragePooling2D: (r) => pooling(r, 'Average', 2),
    ...Object.fromEntries(['Max', 'Average'].flatMap((kind) => [1, 2].map((axes) => [`Global${kind}Pooling${axes}D`,
        (r) => ({ input: axes === 1 ? steps(r) : image(r), layers: [front(3), layer(`Global${kind}Pooling${axes}D`)] })]))),
    Embedding: (r) => {
        const words = r.whole(2, 9);
        return { input: [r.whole(1, 6)], words, layers: [layer('Embedding', { input_dim: words, output_dim: r.whole(1, 5) })] };
    },
    'Embedding with a mask': (r) => {
        const words = r.whole(3, 9);
        return { input: [r.whole(2, 6)], words, layers: [layer('Embedding', { input_dim: words, output_dim: r.whole(1, 5), mask_zero: true }), recurrent(r, r.pick(['LSTM', 'SimpleRNN']))] };
    },
    SimpleRNN: (r) => ({ input: steps(r), layers: [recurrent(r, 'SimpleRNN', { go_backwards: r.next() < 0.3 })] }),
    LSTM: (r) => ({ input: steps(r), layers: [recurrent(r, 'LSTM', { go_backwards: r.next() < 0.3 })] }),
    GRU: (r) => ({ input: steps(r), layers: [recurrent(r, 'GRU', { go_backwards: r.next() < 0.3 })] }),
    Bidirectional: (r) => ({ input: steps(r), layers: [layer('Bidirectional', { layer: recurrent(r, r.pick(['LSTM', 'GRU', 'SimpleRNN'])), merge_mode: r.pick(['concat', 'sum', 'mul', 'ave']) })] }),
};

/** Layers that join two or three branches of Dense layers. */
export const mergeCases = {
    ...Object.fromEntries(['Add', 'Multiply', 'Average', 'Maximum', 'Minimum'].map((name) => [name, (r) => ({ branches: r.whole(2, 3), units: () => 3, merge: layer(name), input: r.next() < 0.5 ? [4] : [3, 2] })])),
    Concatenate: (r) => ({ branches: r.whole(2, 3), units: (i) => i + 1, merge: layer('Concatenate', { axis: -1 }), input: r.next() < 0.5 ? [4] : [3, 2] }),
};
