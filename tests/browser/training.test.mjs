// Training in the page: through window.nabla, with the mouse on the canvas, with the keyboard in the form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inBoth, inPage, numbers, open } from './harness.mjs';

const room = { hash: '#/mnist/train' };
const small = (experiment) => {
  experiment.dataset.rows = 2000;
  experiment.fit.epochs = 1;
};
const rows = (value, width = 784) => [Array(width).fill(value), Array.from({ length: width }, (_, i) => (i % 7) / 7)];

inBoth('one epoch on 2,000 digits: the history has its numbers and they are better than chance', room, async (visit) => {
  await visit.experiment(small);
  assert.deepEqual((await visit.history()).seconds, []);
  const status = await visit.nabla('train');
  assert.equal(status.state, 'done');
  assert.equal(status.dataset.name, 'mnist');
  assert.equal(status.dataset.rows, 2000);
  assert.equal(status.epoch, 1);
  const history = await visit.history();
  for (const name of ['loss', 'accuracy', 'val_loss', 'val_accuracy', 'seconds']) assert.equal(history[name].length, 1, name);
  assert.ok(history.val_accuracy[0] > 0.5, `val_accuracy ${history.val_accuracy[0]}`);
  assert.ok(history.seconds[0] > 0);
  const test = await visit.nabla('evaluate');
  assert.ok(test.accuracy > 0.5 && test.loss > 0 && test.loss < 2, JSON.stringify(test));
});

inBoth('the same seed gives the same history, another seed another', room, async (visit) => {
  await visit.experiment((e) => { small(e); e.seed = 7; e.dataset.rows = 1000; });
  await visit.nabla('train');
  const first = numbers(await visit.history());
  await visit.nabla('train'); // a finished run starts afresh
  assert.deepEqual(numbers(await visit.history()), first);
  await visit.nabla('reset');
  assert.deepEqual(numbers(await visit.history()).loss, []);
  await visit.nabla('stepBatch');
  await visit.nabla('train');
  assert.deepEqual(numbers(await visit.history()), first, 'one batch by hand, the rest at once');
  await visit.experiment((e) => { e.seed = 8; });
  await visit.nabla('train');
  assert.notDeepEqual(numbers(await visit.history()), first);
});

inPage('one thread and two give the same history', { ...room, variant: 'wasm-fast' }, async (visit, t) => {
  if ((await visit.call('threadsAvailable')) < 2) return t.skip('this machine has one processor');
  await visit.experiment(small);
  const one = await visit.nabla('train', { threads: 1 });
  assert.equal(one.threads, 1);
  const history = numbers(await visit.history());
  const two = await visit.nabla('train', { threads: 2 });
  assert.equal(two.threads, 2);
  assert.deepEqual(numbers(await visit.history()), history);
});

test('two visits give the same history', { timeout: 180_000 }, async () => {
  const seen = [];
  for (let i = 0; i < 2; ++i) {
    const visit = await open({ ...room, variant: 'wasm' });
    try {
      await visit.experiment((e) => { small(e); e.dataset.rows = 600; });
      await visit.nabla('train');
      seen.push(numbers(await visit.history()));
    } finally {
      await visit.close();
    }
  }
  assert.deepEqual(seen[0], seen[1]);
});

inBoth('the mouse on the canvas: Train, Pause, Continue, one batch, one epoch, Reset', room, async (visit) => {
  await visit.experiment((e) => { small(e); e.fit.epochs = 2000; });
  await visit.click('run.train');
  await visit.state('training');
  await visit.page.waitForFunction(() => window.nabla.history().loss.length >= 1);
  await visit.click('run.pause');
  const paused = await visit.state('paused');
  await visit.page.waitForTimeout(300);
  assert.deepEqual({ ...(await visit.status()), samplesPerSecond: 0 }, { ...paused, samplesPerSecond: 0 }, 'paused is paused');
  await visit.click('run.step_batch');
  await visit.page.waitForFunction(([epoch, batch]) => { const s = window.nabla.status(); return s.state === 'paused' && (s.batch !== batch || s.epoch !== epoch); }, [paused.epoch, paused.batch]);
  const before = (await visit.history()).loss.length;
  await visit.click('run.step_epoch');
  await visit.page.waitForFunction((n) => window.nabla.status().state === 'paused' && window.nabla.history().loss.length > n, before);
  await visit.click('run.reset');
  await visit.state('idle');
  assert.deepEqual((await visit.history()).loss, []);
});

inPage('the keyboard alone: skip link, Tab to the button, Enter; a number typed', room, async (visit) => {
  const { page } = visit;
  await visit.experiment((e) => { small(e); e.dataset.rows = 500; });
  await page.locator('body').press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.skip), 'controls');
  await page.keyboard.press('Enter');
  let reached = '';
  for (let i = 0; i < 10 && reached !== 'control-run.train'; ++i) {
    await page.keyboard.press('Tab');
    reached = await page.evaluate(() => document.activeElement.id);
  }
  assert.equal(reached, 'control-run.train');
  await page.keyboard.press('Enter');
  await visit.state('done');
  assert.equal((await visit.history()).loss.length, 1);
  assert.match(await page.locator('#live').textContent(), /[Tt]raining is done|Task done|On the test set/);

  const epochs = page.locator('[id="control-fit.epochs"]');
  await epochs.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  assert.equal((await visit.nabla('experiment')).fit.epochs, 3);
  await page.keyboard.press('ArrowUp');
  assert.equal((await visit.nabla('experiment')).fit.epochs, 4);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('none');
  await page.keyboard.press('Enter');
  assert.equal(await epochs.getAttribute('aria-invalid'), 'true');
  assert.equal((await visit.nabla('experiment')).fit.epochs, 4);
});

inPage('every control of the canvas has a labelled twin in the form', room, async (visit) => {
  await visit.call('setControl', { id: 'view.all_controls', value: true });
  await visit.page.locator('[id="control-dataset.rows"]').waitFor({ state: 'attached' });
  const controls = await visit.call('controls');
  const drawn = new Set((await visit.widgets()).map(({ id }) => id));
  assert.ok(controls.length > 10);
  for (const { id, label } of controls) {
    const field = visit.page.locator(`[id="control-${id}"]`);
    assert.equal(await field.count(), 1, id);
    const name = await field.evaluate((element) => element.labels?.[0]?.textContent || (document.getElementById(element.getAttribute('aria-labelledby')) ?? element).textContent);
    assert.equal(name.trim(), label, id);
  }
  for (const id of ['run.train', 'run.step_batch', 'run.step_epoch', 'run.reset']) assert.ok(drawn.has(id), `${id} is on the canvas`);
});

inPage('pause and step through window.nabla', { ...room, variant: 'wasm' }, async (visit) => {
  await visit.experiment((e) => { small(e); e.fit.epochs = 50; });
  const stopped = visit.nabla('train');
  await visit.page.waitForFunction(() => window.nabla.status().batch > 2);
  const paused = await visit.nabla('pause');
  assert.equal(paused.state, 'paused');
  assert.equal((await stopped).state, 'paused', 'train resolves when the run stops');
  const stepped = await visit.nabla('stepBatch');
  assert.equal(stepped.epoch * stepped.batches + stepped.batch, paused.epoch * paused.batches + paused.batch + 1);
  const whole = await visit.nabla('stepEpoch');
  assert.equal(whole.epoch, stepped.epoch + 1);
  const reset = await visit.nabla('reset');
  assert.equal(reset.state, 'idle');
  assert.equal(reset.epoch, 0);
});

inPage('events tell of batches, epochs and states, until unsubscribed', { ...room }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 8000; e.fit.epochs = 2; });
  const seen = await visit.page.evaluate(async () => {
    const log = { batch: 0, epoch: [], state: [] };
    const offs = [window.nabla.on('batch', () => { ++log.batch; }), window.nabla.on('epoch', (event) => log.epoch.push(event)), window.nabla.on('state', ({ status }) => log.state.push(status.state))];
    await window.nabla.train();
    offs.forEach((off) => off());
    const before = log.epoch.length;
    await window.nabla.train();
    return { ...log, silent: log.epoch.length === before };
  });
  assert.ok(seen.batch > 0);
  assert.deepEqual(seen.epoch.map(({ epoch }) => epoch), [1, 2]);
  assert.ok(seen.epoch.every(({ logs }) => Number.isFinite(logs.loss) && Number.isFinite(logs.val_accuracy)));
  assert.ok(seen.state.includes('training') && seen.state.at(-1) === 'done', seen.state.join());
  assert.equal(seen.silent, true);
});

inBoth('predict gives one row of probabilities for each sample', room, async (visit) => {
  await visit.experiment((e) => { small(e); e.dataset.rows = 500; });
  await visit.nabla('train');
  const answer = await visit.nabla('predict', rows(0));
  assert.equal(answer.length, 2);
  for (const row of answer) {
    assert.equal(row.length, 10);
    assert.ok(Math.abs(row.reduce((a, b) => a + b) - 1) < 1e-4);
    assert.ok(row.every((p) => p >= 0 && p <= 1));
  }
  const error = await visit.refused('predict', [[1, 2, 3]]);
  assert.ok(error.code, 'a row of another length is refused');
});

inBoth('a saved model, loaded again, predicts the same', room, async (visit) => {
  await visit.experiment((e) => { small(e); e.dataset.rows = 600; });
  await visit.nabla('train');
  const result = await visit.page.evaluate(async (samples) => {
    const { nabla } = window;
    const before = await nabla.predict(samples);
    const files = await nabla.saveModel();
    const topology = JSON.parse(await files['model.json'].text());
    await nabla.reset();
    const between = await nabla.predict(samples);
    await nabla.loadModel(files);
    return { before, between, after: await nabla.predict(samples), format: topology.format, bytes: files['weights.bin'].size,
      declared: topology.weightsManifest.flatMap(({ weights }) => weights).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0) };
  }, rows(0));
  assert.deepEqual(result.after, result.before);
  assert.notDeepEqual(result.between, result.before);
  assert.equal(result.format, 'layers-model');
  assert.equal(result.bytes, result.declared * 4);
});

inPage('files that are no model are refused and change nothing', room, async (visit) => {
  const before = await visit.nabla('experiment');
  const codes = await visit.page.evaluate(async () => {
    const codes = [];
    for (const files of [{}, { 'model.json': 'no', 'weights.bin': new Uint8Array(4) }, { 'model.json': '{"format": "layers-model"}', 'weights.bin': new Uint8Array(4) }])
      codes.push(await window.nabla.loadModel(files).then(() => 'taken', (error) => error.code));
    return codes;
  });
  assert.equal(codes[0], 'missing_file');
  assert.ok(codes.every((code) => code && code !== 'taken'), codes.join());
  assert.deepEqual(await visit.nabla('experiment'), before);
});

inPage('boston-housing trains to a sensible error', { hash: '#/boston-housing' }, async (visit) => {
  await visit.experiment((e) => { e.fit.epochs = 15; });
  assert.equal((await visit.nabla('train')).state, 'done');
  const test = await visit.nabla('evaluate');
  assert.ok(test.mae > 1 && test.mae < 6, JSON.stringify(test));
  assert.equal(test.accuracy, undefined);
});

inPage('past epochs are kept in 24 MiB, however many they are', { ...room, variant: 'wasm-fast' }, async (visit) => {
  const after = async (epochs) => {
    await visit.experiment((e) => { small(e); e.dataset.rows = 1000; e.fit.epochs = epochs; });
    await visit.nabla('train');
    return visit.call('memory');
  };
  const many = await after(60), few = await after(1), again = await after(1); // in this order: by now the room's own data have come
  assert.ok(many.model * 60 > 48 << 20, 'sixty of them do not fit in');
  const more = many.used - few.used;
  assert.ok(more > 8 << 20 && more < 24 << 20, `${(more / (1 << 20)).toFixed(1)} MiB`);
  assert.ok(again.used - few.used < few.model, `a run leaves ${again.used - few.used} bytes behind`);
});

// An answer of the graphics card waits until all that was sent before is drawn. No frame may need one.
inPage('a frame asks nothing of the graphics card', { ...room, prepare: (page) => page.addInitScript(() => {
  const { getParameter } = WebGL2RenderingContext.prototype;
  window.asked = 0;
  WebGL2RenderingContext.prototype.getParameter = function counted(name) { ++window.asked; return getParameter.call(this, name); };
}) }, async (visit) => {
  await visit.experiment((e) => { small(e); e.fit.epochs = 20; });
  const before = await visit.page.evaluate(() => window.asked), drawn = (await visit.call('frameStats')).frames;
  await visit.nabla('train');
  const { frames, median_ms: median, p95_ms: p95 } = await visit.call('frameStats');
  assert.ok(frames - drawn > 5, `${frames - drawn} frames`);
  assert.ok(median > 0 && median <= p95);
  assert.ok(before > 0, 'the renderer asked once');
  assert.equal(await visit.page.evaluate(() => window.asked), before);
});
