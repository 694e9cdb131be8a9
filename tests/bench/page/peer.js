// TensorFlow.js behind the same calls as ours: window.peer is a promise of (request) => {ok} or {error}.
const works = new Map();
const wanted = Number(new URLSearchParams(location.search).get('threads'));

/** A network as a Sequential config of Keras, with TensorFlow.js's own initial weights. */
async function network({ model, compile, fit }, inputShape) {
  const layers = model.config.layers.map(({ class_name, config }, i) => ({ class_name, config: { name: `layer_${i}`, ...(i === 0 ? { batch_input_shape: [null, ...inputShape] } : {}), ...config } }));
  const made = await tf.models.modelFromJSON({ class_name: 'Sequential', config: { name: 'sequential', layers } });
  const { class_name: rule = compile.optimizer, config: { learning_rate: rate = 0.001 } = {} } = compile.optimizer;
  const optimizer = rule.toLowerCase() === 'adam' ? tf.train.adam(rate) : tf.train.rmsprop(rate, 0.9);
  made.compile({ optimizer, loss: compile.loss.replace(/_(.)/g, (_, c) => c.toUpperCase()), metrics: compile.metrics });
  return { made, batchSize: fit.batch_size };
}

const kinds = {
  product({ m, n, k, form }) {
    const [transposeA, transposeB] = [...form].map((letter) => letter === 'T');
    const a = tf.randomUniform(transposeA ? [k, m] : [m, k], -0.5, 0.5), b = tf.randomUniform(transposeB ? [n, k] : [k, n], -0.5, 0.5);
    return { run: () => tf.matMul(a, b, transposeA, transposeB).dispose(), drop: () => tf.dispose([a, b]) };
  },
  async step({ experiment, shape }, { rows, x, y }) {
    const { made } = await network(experiment, shape);
    const xs = tf.tensor(x, [rows, ...shape]), ys = tf.tensor(y, [rows, y.length / rows]);
    return { run: () => made.trainOnBatch(xs, ys), drop: () => { made.dispose(); tf.dispose([xs, ys]); } };
  },
  async predict({ experiment, shape }, { x }) {
    const { made } = await network(experiment, shape);
    const width = shape.reduce((a, b) => a * b, 1);
    const run = () => {
      const xs = tf.tensor(x.subarray(0, width), [1, ...shape]), ys = made.predict(xs);
      ys.dataSync();
      tf.dispose([xs, ys]);
    };
    return { run, drop: () => made.dispose() };
  },
  /** Epochs of fit, validation included, over all rows that the batch brings. */
  async epoch({ experiment, shape }, { rows, x, y }) {
    const { made, batchSize } = await network(experiment, shape);
    const xs = tf.tensor(x, [rows, ...shape]), ys = tf.tensor(y, [rows, y.length / rows]);
    const run = () => made.fit(xs, ys, { epochs: 1, batchSize, validationSplit: experiment.fit.validation_split, shuffle: true, verbose: 0, yieldEvery: 'never' });
    return { run, drop: () => { made.dispose(); tf.dispose([xs, ys]); } };
  },
};

const calls = {
  async prepare({ id, work, batch, backend = 'wasm' }) {
    await tf.setBackend(backend);
    const made = await kinds[work.kind](work, batch);
    works.set(id, { ...made, backend });
    await made.run(); // what the backend cannot do shows here
    return { flops: 0 };
  },
  async time({ id, seconds }) {
    const { run, backend } = works.get(id);
    if (tf.getBackend() !== backend) await tf.setBackend(backend);
    const start = performance.now();
    let times = 0, passed = 0;
    do {
      const wait = run();
      if (wait) await wait;
      ++times;
      passed = (performance.now() - start) / 1000;
    } while (passed < seconds);
    return { times, seconds: passed };
  },
  async drop({ id }) {
    works.get(id)?.drop();
    works.delete(id);
    return null;
  },
  async about() {
    return { version: tf.version.tfjs, backend: tf.getBackend(), simd: await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'), threads: wanted > 1 ? tf.wasm.getThreadsCount() : 1 };
  },
};

window.peer = (async () => {
  if (wanted > 1) tf.wasm.setThreadsCount(wanted);
  else tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  tf.wasm.setWasmPaths(new URL('tfjs/', location.href).href);
  await tf.setBackend('wasm');
  await tf.ready();
  return async (request) => {
    try {
      return { ok: await calls[request.call](structuredClone(request)) }; // the page's arrays are not this frame's Arrays
    } catch (error) {
      return { error: String(error.message ?? error) };
    }
  };
})();
