// Wrong settings and runs that go wrong: refused with code and place, or shown and explained; the page stays usable.
import assert from 'node:assert/strict';
import { inBoth, inPage, numbers } from './harness.mjs';

const wrong = [
  ['an unknown key', (e) => { e.colour = 'red'; }, 'colour'],
  ['an unknown key deep inside', (e) => { e.fit.epoch = 3; }, 'fit.epoch'],
  ['no units', (e) => { e.model.config.layers[0].config.units = 0; }, 'model.config.layers[0].config.units'],
  ['a billion units', (e) => { e.model.config.layers[0].config.units = 1e9; }, 'model.config.layers[0].config.units'],
  ['half a unit', (e) => { e.model.config.layers[0].config.units = 2.5; }, 'model.config.layers[0].config.units'],
  ['an unknown layer', (e) => { e.model.config.layers[0].class_name = 'Dens'; }, 'model.config.layers[0]'],
  ['an unknown activation', (e) => { e.model.config.layers[0].config.activation = 'relux'; }, 'model.config.layers[0].config.activation'],
  ['dropout of 1.5', (e) => { e.model.config.layers.splice(1, 0, { class_name: 'Dropout', config: { rate: 1.5 } }); }, 'model.config.layers[1].config.rate'],
  ['a negative learning rate', (e) => { e.compile.optimizer.config.learning_rate = -0.1; }, 'compile.optimizer.config.learning_rate'],
  ['an unknown optimizer', (e) => { e.compile.optimizer.class_name = 'Adagrid'; }, 'compile.optimizer'],
  ['an empty model', (e) => { e.model.config.layers = []; }, 'model'],
  ['an output that does not fit the loss', (e) => { e.model.config.layers.at(-1).config.units = 7; }, 'model'],
  ['no epochs', (e) => { e.fit.epochs = 0; }, 'fit.epochs'],
  ['a batch of none', (e) => { e.fit.batch_size = 0; }, 'fit.batch_size'],
  ['a validation split of one', (e) => { e.fit.validation_split = 1; }, 'fit.validation_split'],
  ['more rows than there are, as text', (e) => { e.dataset.rows = 'all'; }, 'dataset.rows'],
  ['an unknown data set', (e) => { e.dataset.name = 'mnest'; }, 'dataset.name'],
  ['no object at all', () => [], ''],
];

inPage('a wrong experiment is refused with code and place, and changes nothing', { hash: '#/mnist/train' }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 300; e.fit.epochs = 1; });
  await visit.nabla('train');
  const before = { experiment: await visit.nabla('experiment'), history: await visit.history(), status: (await visit.status()).state };
  for (const [name, change, where] of wrong) {
    const experiment = structuredClone(before.experiment);
    const error = await visit.refused('setExperiment', change(experiment) ?? experiment);
    assert.ok(error.code, `${name}: a code`);
    assert.ok(error.where.startsWith(where), `${name}: at '${error.where}', not '${where}'`);
    assert.ok(error.text.ko && error.text.en && error.text.ko !== error.text.en, `${name}: said in both languages`);
    assert.deepEqual(await visit.nabla('experiment'), before.experiment, `${name}: the experiment is as it was`);
    assert.deepEqual(await visit.history(), before.history, `${name}: and the history`);
    assert.equal((await visit.status()).state, before.status);
  }
  const text = await visit.page.evaluate(() => window.nabla.setExperiment('{"dataset": ').then(() => 'taken', () => 'refused'));
  assert.equal(text, 'refused');
});

inPage('a batch larger than the data is one batch', { hash: '#/mnist/train' }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 100; e.fit.epochs = 2; e.fit.batch_size = 4096; });
  const status = await visit.nabla('train');
  assert.equal(status.state, 'done');
  assert.equal(status.batches, 1);
});

inBoth('a learning rate of 1000 diverges, is explained, and the page stays usable', { hash: '#/boston-housing' }, async (visit) => {
  const good = await visit.experiment((e) => { e.fit.epochs = 3; });
  await visit.experiment((e) => { e.compile.optimizer = { class_name: 'SGD', config: { learning_rate: 1000 } }; e.fit.epochs = 20; });
  const status = await visit.nabla('train');
  assert.equal(status.state, 'diverged');
  assert.ok(status.notice?.code, 'the notice has a code');
  assert.ok(status.notice.message.ko && status.notice.message.en);
  await visit.page.waitForFunction(() => document.getElementById('alert').textContent.length > 20);
  const history = await visit.history();
  assert.ok(Object.values(history).flat().every((value) => value === null || Number.isFinite(value)), 'NaN is null');
  assert.ok((await visit.look()).colors > 60, 'still drawn');

  await visit.nabla('setExperiment', good);
  assert.equal((await visit.status()).state, 'idle');
  assert.equal((await visit.nabla('train')).state, 'done');
  assert.ok(numbers(await visit.history()).loss.every(Number.isFinite));
});

inPage('a learning rate of 1000 with the digits ends in a state that is explained', { hash: '#/mnist/train' }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 1000; e.fit.epochs = 3; e.compile.optimizer.config.learning_rate = 1000; });
  const status = await visit.nabla('train');
  assert.ok(['diverged', 'done'].includes(status.state), status.state);
  assert.ok(status.notice?.code, `${status.state}: diverged, or stuck at chance`);
  await visit.nabla('reset');
  await visit.experiment((e) => { e.compile.optimizer.config.learning_rate = 0.001; });
  const again = await visit.nabla('train');
  assert.equal(again.state, 'done');
  assert.equal(again.notice ?? null, null);
});

inPage('names that do not exist are refused by name', {}, async (visit) => {
  assert.ok((await visit.refused('open', 'no-such-lesson')).code);
  assert.ok((await visit.refused('open', 'mnist', 'no-such-step')).code);
  assert.ok((await visit.refused('setLanguage', 'fr')).code);
  assert.ok((await visit.refused('setTheme', 'sepia')).code);
  assert.equal(await visit.page.evaluate(() => { try { window.nabla.on('noise', () => {}); return ''; } catch (error) { return error.code; } }), 'unknown_name');
});

inPage('undo brings back what a control changed', { hash: '#/mnist/train' }, async (visit) => {
  const before = await visit.nabla('experiment');
  await visit.call('setControl', { id: 'fit.epochs', value: before.fit.epochs + 2 });
  assert.equal((await visit.nabla('experiment')).fit.epochs, before.fit.epochs + 2);
  await visit.call('undo');
  assert.deepEqual(await visit.nabla('experiment'), before);
  await visit.call('redo');
  assert.equal((await visit.nabla('experiment')).fit.epochs, before.fit.epochs + 2);
});
