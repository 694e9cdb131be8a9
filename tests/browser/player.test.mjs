// What the player gives every lesson: hints, past epochs, folded controls, a teacher's link, kept runs, undo, the address of a state.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inPage, numbers } from './harness.mjs';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const field = (visit, id) => visit.page.locator(`[id="control-${id}"]`);
const small = (e) => { e.dataset.rows = 400; e.fit.epochs = 4; e.fit.batch_size = 64; };
const epoch = async (visit) => (await visit.status()).epoch;

async function trained(visit) {
  await visit.experiment(small);
  await visit.nabla('train');
  assert.equal(await epoch(visit), 4);
}

inPage('past epochs: the bar is dragged back and the figure follows; the run is still there', { hash: '#/mnist/train', height: 900 }, async (visit) => {
  await trained(visit);
  const history = numbers(await visit.history());
  const bar = await visit.widget('run.epoch');
  await visit.page.mouse.move(bar.x + bar.w - 2, bar.center.y);
  await visit.page.mouse.down();
  await visit.frames();
  for (const share of [0.8, 0.6, 0.5]) {
    await visit.page.mouse.move(bar.x + bar.w * share, bar.center.y);
    await visit.frames();
  }
  await visit.page.mouse.up();
  await visit.page.waitForFunction(() => window.nabla.status().epoch === 2);
  assert.deepEqual((await visit.history()).loss, history.loss.slice(0, 2));
  const runs = await visit.call('runs');
  assert.equal(runs.length, 1);
  assert.deepEqual(runs[0].history.loss, history.loss);
  await visit.click('run.train');
  await visit.state('done');
  assert.deepEqual(numbers(await visit.history()), history, 'the same future');
  assert.equal((await visit.call('runs')).length, 2, 'as a run of its own');
});

inPage('past epochs by the keyboard alone', { hash: '#/mnist/train' }, async (visit) => {
  await trained(visit);
  const { page } = visit;
  await field(visit, 'run.epoch').focus();
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => window.nabla.status().epoch === 3);
  await page.keyboard.press('Home');
  await page.waitForFunction(() => window.nabla.status().epoch === 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'control-run.epoch', 'the focus stays');
  await page.keyboard.press('End');
  await page.waitForFunction(() => window.nabla.status().epoch === 4);
  assert.equal((await visit.status()).state, 'done');
});

inPage('a teacher\'s link hides and locks; the address keeps it from step to step', { hash: '#/mnist/train?hide=model,seed&lock=optimizer,fit.epochs' }, async (visit) => {
  const { page } = visit;
  await visit.call('setControl', { id: 'view.all_controls', value: true });
  await field(visit, 'fit.batch_size').waitFor({ state: 'attached' });
  assert.equal(await page.locator('[id^="control-model."]').count(), 0);
  assert.equal(await field(visit, 'fit.batch_size').isEnabled(), true);
  assert.equal(await field(visit, 'fit.epochs').isEnabled(), false);
  assert.match(await page.locator('[id="control-fit.epochs-hint"]').textContent(), /link/);
  assert.equal((await visit.widgets()).some(({ id }) => id.startsWith('model.')), false, 'the canvas hides them too');
  assert.equal((await visit.refused('call', 'setControl', { id: 'fit.epochs', value: 9 })).code, 'control_disabled');
  await page.locator('#next').click();
  await page.waitForFunction(() => !location.hash.startsWith('#/mnist/train'));
  assert.match(page.url(), /\?hide=model,seed&lock=optimizer,fit\.epochs$/);
  await page.goBack();
  await page.waitForFunction(() => window.nabla.location().step === 'train');
  await page.evaluate(() => { location.hash = '#/mnist/train'; });
  await field(visit, 'model.layers.0.units').waitFor({ state: 'attached' });
  assert.equal(await field(visit, 'fit.epochs').isEnabled(), true);
});

inPage('the link for a class is put together by hand', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await page.locator('#toolbox-button').click();
  await page.locator('#toolbox summary').first().click();
  await page.locator('#class-model').selectOption('hide');
  await page.locator('#class-fit').selectOption('lock');
  const link = await page.locator('#toolbox input[readonly]').inputValue();
  assert.match(link, /#\/mnist\/train\?hide=model&lock=fit$/);
  await page.addScriptTag({ content: await axe });
  assert.deepEqual(await page.evaluate(async () => (await window.axe.run('#toolbox')).violations.map(({ id }) => id)), []);
});

inPage('the link button copies the address of the state', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit.experiment((e) => { e.fit.epochs = 3; });
  await visit.says('Copied.', ['#live', '#share'], () => page.locator('#share').click());
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#\/mnist\/train\?x=1\S+$/);
  await page.waitForFunction((copied) => location.href === copied, link); // the address follows a moment after a change
});

inPage('runs are named, hidden and restored by the form', { hash: '#/mnist/train' }, async (visit) => {
  await trained(visit);
  const { page } = visit;
  const name = page.locator('.kept-run input[type="text"]').first();
  await name.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('small');
  await page.keyboard.press('Enter');
  assert.equal((await visit.call('runs'))[0].name, 'small');
  await page.locator('#run-1-visible').focus();
  await page.keyboard.press('Space');
  assert.equal((await visit.call('runs'))[0].visible, false);
  await visit.experiment((e) => { e.fit.epochs = 9; });
  await page.locator('.kept-run button').first().focus();
  await page.keyboard.press('Enter');
  assert.equal((await visit.nabla('experiment')).fit.epochs, 4);
  await page.waitForTimeout(1200);
  await page.reload();
  await visit.ready();
  assert.deepEqual((await visit.call('runs')).map(({ name: words, visible }) => ({ words, visible })), [{ words: 'small', visible: false }], 'stored');
});

inPage('a name in letters that the canvas has no face for is drawn by the system', { hash: '#/mnist/train', height: 1200 }, async (visit) => {
  await trained(visit);
  const [{ number }] = await visit.call('runs');
  const picture = async (name) => {
    await visit.call('setRun', { number, name });
    await visit.frames();
    await visit.frames();
    return (await visit.page.locator('#canvas').screenshot()).toString('base64');
  };
  const accented = await picture('ÀÀÀÀ');
  assert.equal(await picture('ÀÀÀÀ'), accented, 'nothing else moves');
  assert.notEqual(await picture('ÉÉÉÉ'), accented);
});

inPage('a change is taken back by Ctrl+Z, in the text and on the canvas', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  const epochs = async () => (await visit.nabla('experiment')).fit.epochs;
  const start = await epochs();
  await field(visit, 'fit.epochs').focus();
  await page.keyboard.press('ArrowUp');
  assert.equal(await epochs(), start + 1);
  await page.locator('#step').focus();
  await page.keyboard.press('Control+Z');
  assert.equal(await epochs(), start);
  await page.keyboard.press('Control+Shift+Z');
  assert.equal(await epochs(), start + 1);
  await page.locator('#canvas').focus();
  await page.keyboard.press('Control+Z');
  await page.waitForFunction((value) => window.nabla.experiment().fit.epochs === value, start);
});

inPage('the lesson starts afresh, and that is taken back', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await visit.experiment((e) => { e.fit.epochs = 7; });
  const start = await visit.call('lessonState');
  await visit.nabla('call', 'setLessonState', { state: { ...start } });
  await page.locator('#reset-lesson').click();
  assert.notEqual((await visit.nabla('experiment')).fit.epochs, 7);
  await page.locator('[data-notice="reset"] button').first().click();
  assert.equal((await visit.nabla('experiment')).fit.epochs, 7);
  assert.equal(await page.locator('[data-notice="reset"]').count(), 0);
});

inPage('the present experiment as Keras code, beside the text and from the panel', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await page.locator('#keras summary').click();
  await visit.experiment((e) => { e.compile.optimizer = { class_name: 'Adam', config: { learning_rate: 0.002 } }; });
  await page.waitForFunction(() => /Adam\(learning_rate=0\.002/.test(document.querySelector('#keras code').textContent));
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await visit.says('Copied.', ['#live', '#keras button'], () => page.locator('#keras button').click());
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await page.locator('#keras code').textContent());
  await visit.click('show.keras');
  await page.locator('#toolbox[open] pre').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.tagName), 'PRE');
});

inPage('a hint is offered after a while and opened by hand', { hash: '#/mnist/train' }, async (visit, t) => {
  const { page } = visit;
  const step = (await visit.nabla('lessons')).flatMap((lesson) => lesson.steps.map((one) => ({ lesson: lesson.id, ...one }))).find((one) => one.hints > 0 && !one.done);
  if (!step) return t.skip('no step has a hint yet');
  await page.evaluate(([lesson, id]) => { location.hash = `#/${lesson}/${id}?hints=5`; }, [step.lesson, step.id]);
  await page.waitForFunction((id) => window.nabla.location().step === id, step.id);
  assert.equal(await page.locator('#hints').isVisible(), false);
  await page.locator('#hints button').click();
  assert.ok((await page.locator('#hints li').first().textContent()).length > 10);
  assert.equal(await page.evaluate(() => document.activeElement.closest('#hints li') !== null), true, 'and read aloud from there');
});

inPage('a step shows the controls that it is about and folds the rest', { hash: '#/mnist/train' }, async (visit, t) => {
  const { page } = visit;
  let found = null;
  for (const lesson of await visit.nabla('lessons'))
    for (const step of lesson.steps) {
      if (found) continue;
      await visit.nabla('open', lesson.id, step.id);
      const folded = (await visit.call('controls')).filter((control) => control.folded);
      if (folded.length) found = { ...folded[0], place: `${lesson.id}/${step.id}` };
    }
  if (!found) return t.skip('no step says what it is about yet');
  assert.equal(await field(visit, found.id).count(), 0, found.place);
  await field(visit, 'view.all_controls').focus();
  await page.keyboard.press('Space');
  await field(visit, found.id).waitFor({ state: 'attached' });
  await page.locator('#controls .close').click(); // the form lies over the canvas's own panel
  await visit.call('reveal', { id: 'view.all_controls' });
  await visit.click('view.all_controls');
  await field(visit, found.id).waitFor({ state: 'detached' });
});

inPage('a field of the form says what is so before the next key, and a held key outlives a change of the others', { hash: '#/optimizers/drawer' }, async (visit) => {
  const walks = field(visit, 'figure.walks');
  await walks.waitFor({ state: 'attached' });
  const ticked = await visit.page.evaluate(async () => {
    const rule = document.getElementById('control-figure.rule'), box = document.getElementById('control-figure.walks');
    const pick = async (value) => {
      rule.value = value;
      rule.dispatchEvent(new Event('change'));
      for (let i = 0; i < 20; ++i) await null; // what was begun ends, no new task begins
      return box.checked;
    };
    return [await pick('SGD'), await pick('Nadam')];
  });
  assert.deepEqual(ticked, [true, false]);
  await visit.call('setControl', { id: 'view.all_controls', value: true });
  await field(visit, 'fit.epochs').waitFor({ state: 'attached' });
  await walks.focus();
  await visit.page.keyboard.down('Space');
  await visit.call('setControl', { id: 'view.all_controls', value: false });
  await field(visit, 'fit.epochs').waitFor({ state: 'detached' });
  await visit.page.keyboard.up('Space');
  assert.equal(await walks.isChecked(), true);
});

inPage('on a phone the reason for an answer comes into sight', { hash: '#/optimizers/ravine', width: 390, height: 844, touch: true }, async (visit) => {
  await visit.page.locator('#tab-figure').click();
  const seen = async (id) => {
    const { y, h } = await visit.widget(id), { y: top, height } = await visit.page.locator('#canvas').boundingBox();
    return y >= top && y + h <= top + height;
  };
  for (const question of ['recall', 'gain']) {
    const [choice] = (await visit.call('controls')).find((one) => one.id === `figure.answer.${question}`).choices.filter(({ value }) => value);
    await visit.call('reveal', { id: `figure.answer.${question}.${choice.value}` });
    await visit.frames();
    const { center } = await visit.widget(`figure.answer.${question}.${choice.value}`);
    await visit.page.touchscreen.tap(center.x, center.y);
    let there = false; // the figure moves with a frame of its own
    for (let i = 0; i < 40 && !there; ++i) there = await seen(`question.${question}.reason`);
    assert.ok(there, question);
  }
});

inPage('a term\'s definition opens and closes by the keyboard, and the focus comes back', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  const term = page.locator('#step .body a.term').first();
  await term.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.getElementById('glossary').contains(document.activeElement));
  assert.ok((await page.locator('#glossary').textContent()).trim().length > 20);
  await page.keyboard.press('Escape');
  await page.locator('#glossary').waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.className), 'term');
});

inPage('axe finds nothing to complain about: runs, code, notices', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await trained(visit);
  await page.locator('#keras summary').click();
  await page.locator('#reset-lesson').click();
  await page.locator('#controls-toggle').click();
  await page.addScriptTag({ content: await axe });
  assert.deepEqual(await page.evaluate(async () => (await window.axe.run(document)).violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`)), []);
});

inPage('text at 200 %: nothing is cut off', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await page.addStyleTag({ content: 'html { font-size: 200% !important; }' });
  await visit.frames();
  const wide = await page.evaluate(() => [...document.querySelectorAll('#reading, #column, #step, .masthead, .pager')]
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0).map((element) => element.id || element.className));
  assert.deepEqual(wide, []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
