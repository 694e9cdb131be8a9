// The page around the network: words, theme, address, history, narrow screens, accessibility, drawing by hand, rest.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inPage, numbers, open } from './harness.mjs';
import { test } from 'node:test';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const hangul = /[가-힣]/;

inPage('the language switches at once, in the column, the form and on the canvas', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await visit.nabla('setLanguage', 'en');
  const before = await visit.call('share');
  const english = await page.locator('#step .body').textContent();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.doesNotMatch(english, hangul);
  await page.locator('#language').click();
  await page.waitForFunction(() => document.documentElement.lang === 'ko' && document.getElementById('step').lang === 'ko');
  const korean = await page.locator('#step .body').textContent();
  assert.match(korean, hangul);
  assert.match(await page.locator('[id="control-run.train"]').textContent(), hangul);
  assert.equal((await visit.nabla('location')).language, 'ko');
  assert.deepEqual(await visit.call('share'), before, 'the state stays');
  await page.reload();
  await visit.ready();
  assert.equal((await visit.nabla('location')).language, 'ko', 'remembered');
});

inPage('a Korean browser is greeted in Korean', { language: 'ko-KR' }, async (visit) => {
  assert.equal((await visit.nabla('location')).language, 'ko');
  assert.match(await visit.page.locator('#step h1').textContent(), hangul);
});

inPage('dark and light: the system decides first, then the learner', { theme: 'dark', hash: '#/mnist/look' }, async (visit) => {
  const brightness = async () => (await visit.look()).mean.reduce((a, b) => a + b) / 3;
  assert.equal((await visit.nabla('location')).theme, 'dark');
  const dark = await brightness();
  await visit.page.locator('#theme').click();
  await visit.page.waitForFunction(() => window.nabla.location().theme === 'light');
  await visit.frames();
  const light = await brightness();
  assert.ok(dark < 90 && light > 170, `mean brightness ${dark.toFixed(0)} and ${light.toFixed(0)}`);
  const column = (await visit.look('#reading')).mean;
  assert.ok(column.every((channel) => channel > 170), `the column is light too: ${column.map(Math.round)}`);
});

inPage('the address follows the step and the settings; Back returns', { hash: '#/mnist/look' }, async (visit) => {
  const { page } = visit;
  await visit.nabla('open', 'mnist', 'train');
  assert.match(page.url(), /#\/mnist\/train$/);
  const start = await visit.nabla('experiment');
  await visit.experiment((e) => { e.fit.epochs = 3; e.compile.optimizer = { class_name: 'Adam', config: { learning_rate: 0.002 } }; });
  await page.waitForFunction(() => location.hash.includes('?'));
  const address = page.url(), experiment = await visit.nabla('experiment');
  await page.goBack();
  await page.waitForFunction(() => window.nabla.location().step === 'look');
  assert.match(page.url(), /#\/mnist\/look/);
  await page.goForward();
  await page.waitForFunction(() => window.nabla.location().step === 'train');
  assert.deepEqual(await visit.nabla('experiment'), experiment);
  assert.notDeepEqual(experiment, start);

  const other = await open({ hash: new URL(address).hash });
  try {
    assert.deepEqual(await other.nabla('experiment'), experiment, 'the same address in a fresh browser');
    assert.equal((await other.nabla('location')).step, 'train');
    other.assertQuiet();
  } finally {
    await other.close();
  }
});

inPage('a damaged address opens the step and says so', { hash: '#/mnist/train?x=%%%not-a-state' }, async (visit) => {
  assert.equal((await visit.nabla('location')).step, 'train');
  await visit.page.locator('[data-notice="link"]').waitFor();
});

inPage('an address of nowhere opens the page and says so', { hash: '#/alchemy/gold' }, async (visit) => {
  await visit.page.locator('[data-notice="link"]').waitFor();
  assert.equal((await visit.status()).state, 'idle');
});

inPage('progress survives a reload', { hash: '#/mnist/train' }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 400; e.fit.epochs = 1; e.seed = 21; });
  await visit.nabla('train');
  const history = numbers(await visit.history());
  await visit.page.waitForTimeout(1500); // what is stored is written after a moment of quiet
  await visit.page.goto(new URL(visit.url).origin);
  await visit.ready();
  await visit.nabla('open', 'mnist', 'train');
  assert.equal((await visit.nabla('experiment')).seed, 21);
  const runs = await visit.call('runs');
  assert.deepEqual(numbers(runs.at(-1).history), history, 'the run is kept');
});

inPage('a progress file replaces the lessons it holds, leaves the others, and can be taken back', { hash: '#/neuron/machine' }, async (visit) => {
  const seedOf = async (lesson) => {
    await visit.nabla('open', lesson, lesson === 'mnist' ? 'train' : 'machine');
    return (await visit.nabla('experiment')).seed;
  };
  await visit.experiment((e) => { e.seed = 33; });
  await visit.nabla('open', 'mnist', 'train');
  await visit.experiment((e) => { e.seed = 21; });
  const saved = await visit.call('saveState');
  await visit.experiment((e) => { e.seed = 5; });

  const file = (text) => ({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await visit.page.locator('#toolbox-button').click();
  const picker = visit.page.locator('#toolbox input[accept=".json"]');
  await picker.setInputFiles(file('{"lessons": 3}'));
  await visit.page.locator('#toolbox .told.problem').waitFor();
  assert.equal((await visit.nabla('experiment')).seed, 5, 'what is no progress file changes nothing');
  await picker.setInputFiles(file(JSON.stringify({ ...saved, lessons: { mnist: saved.lessons.mnist } })));
  await visit.page.locator('[data-notice="reset"]').waitFor({ state: 'attached' });
  await visit.page.keyboard.press('Escape');
  assert.equal(await seedOf('mnist'), 21);
  assert.equal(await seedOf('neuron'), 33);
  await visit.page.locator('[data-notice="reset"] button').first().click();
  assert.equal(await seedOf('mnist'), 5);
  assert.equal(await seedOf('neuron'), 33);
});

inPage('steps are walked by the pager, the arrow keys and the canvas', { hash: '#/mnist/look' }, async (visit) => {
  const steps = (await visit.nabla('lessons')).find(({ id }) => id === 'mnist').steps.map(({ id }) => id);
  const here = async () => (await visit.nabla('location')).step;
  await visit.page.locator('#next').click();
  assert.equal(await here(), steps[1]);
  await visit.page.locator('#step').focus();
  await visit.page.keyboard.press('ArrowRight');
  assert.equal(await here(), steps[2]);
  await visit.click('step.next');
  assert.equal(await here(), steps[3]);
  await visit.click('step.back');
  assert.equal(await here(), steps[2]);
  await visit.page.locator('#back').click();
  assert.equal(await here(), steps[1]);
});

inPage('a digit drawn with the mouse is read with probabilities', { hash: '#/mnist/train', width: 1500, height: 950 }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 2000; e.fit.epochs = 2; });
  await visit.nabla('train');
  const experiment = await visit.nabla('experiment');
  await visit.nabla('open', 'mnist', 'draw');
  await visit.nabla('setExperiment', experiment);
  await visit.nabla('train');
  const words = await visit.nabla('call', 'describe', {});
  await visit.draw(/pad/, [[[0.5, 0.15], [0.5, 0.4], [0.5, 0.65], [0.5, 0.85]]]); // a one
  const state = await visit.call('lessonState');
  assert.equal(state.strokes.length, 1, JSON.stringify(state.strokes).slice(0, 200));
  assert.ok(state.strokes[0].length >= 4);
  const read = await visit.nabla('call', 'describe', {});
  assert.notDeepEqual(read, words);
  assert.match(read.en, /\d/);
  await visit.call('setControl', { id: 'figure.clear' });
  assert.equal((await visit.call('lessonState')).strokes.length, 0);
});

inPage('narrow: three tabs, one view at a time', { width: 480, height: 860, hash: '#/mnist/train', touch: true }, async (visit) => {
  const { page } = visit;
  await page.locator('#tab-read').click();
  assert.equal(await page.locator('#step').isVisible(), true);
  await page.locator('#tab-figure').click();
  assert.equal(await page.locator('#step').isVisible(), false);
  assert.equal(await page.locator('#canvas').isVisible(), true);
  const figure = (await visit.widgets()).map(({ id }) => id);
  await page.locator('#tab-experiment').click();
  const experiment = (await visit.widgets()).map(({ id }) => id);
  assert.ok(experiment.includes('run.train'), experiment.join());
  assert.notDeepEqual(figure, experiment);
  await page.keyboard.press('ArrowLeft');
  assert.equal(await page.locator('#tab-figure').getAttribute('aria-selected'), 'true');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `nothing sticks out: ${wide} px`);
  for (const { id, x, w } of await visit.widgets()) assert.ok(x >= -1 && x + w <= 481, `${id} is on the screen`);
});

inPage('resizing and another pixel ratio are followed', { scale: 2, hash: '#/mnist/look' }, async (visit) => {
  const size = () => visit.page.evaluate(() => { const c = document.getElementById('canvas'); return { pixels: [c.width, c.height], box: [c.clientWidth, c.clientHeight] }; });
  const check = async () => {
    await visit.frames();
    const { pixels, box } = await size();
    assert.ok(Math.abs(pixels[0] - 2 * box[0]) <= 2 && Math.abs(pixels[1] - 2 * box[1]) <= 2, `${pixels} for ${box}`);
  };
  await check();
  await visit.page.setViewportSize({ width: 1000, height: 640 });
  await visit.page.waitForTimeout(300);
  await check();
  assert.ok((await visit.look()).colors > 60);
});

for (const [name, options] of [['wide', {}], ['dark, in Korean', { theme: 'dark', language: 'ko-KR' }], ['narrow', { width: 480, height: 860 }]])
  inPage(`axe finds nothing to complain about: ${name}`, { ...options, hash: '#/mnist/train' }, async (visit) => {
    await visit.page.addScriptTag({ content: await axe });
    const look = () => visit.page.evaluate(async () => (await window.axe.run(document)).violations
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} (${failureSummary.split('\n').slice(1).join('; ').trim()})`).join(' | ')}`));
    assert.deepEqual(await look(), []);
    await visit.page.locator('#catalogue-button').click();
    assert.deepEqual(await look(), [], 'with the catalogue open');
    await visit.page.keyboard.press('Escape');
    if (options.width) return;
    await visit.page.locator('#controls-toggle').click();
    assert.deepEqual(await look(), [], 'with the form shown');
  });

inPage('the column folds and the lesson still works', { hash: '#/mnist/train' }, async (visit) => {
  const width = async () => (await visit.page.locator('#canvas').boundingBox()).width;
  const before = await width();
  await visit.page.locator('#fold').click();
  await visit.frames();
  assert.ok((await width()) > before + 150);
  await visit.widget('run.train');
  await visit.page.locator('#fold').click();
  assert.ok(Math.abs((await width()) - before) < 3);
});

inPage('an idle page draws no frames and asks for none', { hash: '#/mnist/train' }, async (visit) => {
  const drawn = async () => (await visit.call('frameStats')).frames;
  // What still comes is drawn when it is there: data, a table, letters. A page that never rests ends at the test's limit.
  for (let before = -1, now = await drawn(); now !== before;) {
    await visit.page.waitForTimeout(1500);
    [before, now] = [now, await drawn()];
  }
  await visit.page.evaluate(() => {
    const ask = window.requestAnimationFrame;
    window.asked = 0;
    window.requestAnimationFrame = (then) => { ++window.asked; return ask(then); };
  });
  const before = await drawn();
  await visit.page.waitForTimeout(3000);
  assert.equal(await drawn(), before);
  assert.equal(await visit.page.evaluate(() => window.asked), 0, 'nothing runs once a frame');
  for (const question of ['status', 'controls', 'describe', 'history', 'saveState']) await visit.call(question);
  await visit.frames();
  assert.equal(await drawn(), before, 'to look changes nothing');
  const { center } = await visit.widget('run.train');
  await visit.page.mouse.move(center.x, center.y);
  await visit.frames();
  assert.ok(await drawn() > before, 'and wakes under the mouse');
});

inPage('a number is typed into a real field over the canvas', { hash: '#/mnist/train', height: 1000 }, async (visit) => {
  const { page } = visit;
  await visit.call('reveal', { id: 'fit.epochs' });
  const ids = (await visit.widgets()).map(({ id }) => id).filter((id) => id.startsWith('fit.epochs'));
  assert.ok(ids.length > 0);
  const value = ids.find((id) => /value|number|edit/.test(id)) ?? ids[0];
  const { center } = await visit.widget(value);
  await page.mouse.click(center.x, center.y);
  const field = page.locator('input.edit-field');
  await field.waitFor();
  await field.fill('9');
  await field.press('Enter');
  assert.equal((await visit.nabla('experiment')).fit.epochs, 9);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
});

inPage('a calculation is typed for a number, on the canvas and in the form', { hash: '#/forward-propagation/output', height: 1000 }, async (visit) => {
  const { page } = visit, id = 'figure.typed.c1';
  const value = async () => (await visit.call('controls')).find((control) => control.id === id).value;
  await visit.click(id);
  const field = page.locator('input.edit-field'), hint = page.locator('#edit-hint'), opacity = () => hint.evaluate((one) => getComputedStyle(one).opacity);
  await field.waitFor();
  await field.fill('0.9 times h');
  assert.equal(await opacity(), '0', 'who types sees the figure under it');
  await field.press('Enter');
  assert.equal(await opacity(), '1');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.match(await hint.textContent(), /‘0\.9 times h’ cannot be read/);
  await field.fill('20 * 20');
  await field.press('Enter');
  assert.match(await hint.textContent(), /from -10 to 10/);
  await field.fill('-0.9 × 0.731');
  await field.press('Enter');
  assert.equal(await field.count(), 0);
  assert.ok(Math.abs(await value() + 0.6579) < 1e-9);

  await page.locator('#controls-toggle').click();
  const input = page.locator(`[id="control-${id}"]`);
  await input.fill('0.5 * (');
  await input.press('Enter');
  assert.match(await page.locator(`[id="control-${id}-hint"]`).textContent(), /cannot be read/);
  await input.fill('0.5 * (1 + 1)');
  await input.press('Enter');
  assert.equal(await value(), 1);
});

inPage('Tab goes on to the next blank of the figure, and from the last one to the figure', { hash: '#/forward-propagation/output', height: 1000 }, async (visit) => {
  const { page } = visit, field = page.locator('input.edit-field');
  const value = async (id) => (await visit.call('controls')).find((control) => control.id === `figure.typed.${id}`).value;
  await visit.click('figure.typed.c1');
  for (const [id, number] of [['c1', -0.658], ['c2', 0.4], ['z3', -0.258], ['y', 0.436]]) {
    await field.waitFor();
    await field.fill(String(number));
    await field.press('Tab');
    await visit.frames();
    assert.equal(await value(id), number);
  }
  assert.equal(await field.count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'canvas');
  assert.equal(await page.evaluate(() => document.documentElement.hasAttribute('data-controls')), false);
});

test('formulas are MathML, links to terms open the glossary', { timeout: 120_000 }, async () => {
  const visit = await open({ hash: '#/mnist/train' });
  try {
    let formulas = 0, terms = 0;
    for (const step of (await visit.nabla('lessons')).find(({ id }) => id === 'mnist').steps) {
      await visit.nabla('open', 'mnist', step.id);
      formulas += await visit.page.locator('#step math').count();
      const links = visit.page.locator('#step .body [href^="#term"], #step .body [data-term]');
      if (!terms && (await links.count())) {
        await links.first().click();
        await visit.page.locator('#glossary').waitFor({ state: 'visible' });
        assert.ok((await visit.page.locator('#glossary').textContent()).trim().length > 20);
        await visit.page.keyboard.press('Escape');
      }
      terms += await links.count();
    }
    assert.ok(formulas > 0, 'some step has a formula');
    assert.ok(terms > 0, 'some step links a term');
    visit.assertQuiet();
  } finally {
    await visit.close();
  }
});
