// A learner's own CSV: opened, described, trained on, kept over a reload; files that are none.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { inPage } from './harness.mjs';

const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

function houses(rows = 60) {
  const lines = ['id,size,rooms,kind,price'];
  for (let i = 0; i < rows; ++i) lines.push(`${i},${40 + ((i * 37) % 90)},${1 + (i % 4)},${i % 3 ? 'flat' : 'house'},${(100 + 3 * ((i * 37) % 90) + 20 * (i % 4)).toFixed(1)}`);
  return `${lines.join('\n')}\n`;
}
const file = (text, name = 'houses.csv') => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

async function openTable(visit, chosen) {
  const { page } = visit;
  await page.locator('#data-note summary').click();
  await page.locator('#data-note button').click();
  await page.locator('#toolbox input[accept*=".csv"]').setInputFiles(chosen);
}

inPage('a table is opened from the data note, described and trained on, and is there after a reload', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await openTable(visit, file(houses()));
  const target = page.locator('.choose-target select');
  assert.equal(await target.inputValue(), 'price');
  assert.deepEqual(await target.locator('option').allTextContents(), ['size', 'rooms', 'kind', 'price']);
  assert.deepEqual(await page.locator('.columns tbody tr').first().locator('th, td').allTextContents(), ['id', 'row numbers', 'left out']);
  await page.addScriptTag({ content: await axe });
  assert.deepEqual(await page.evaluate(async () => (await window.axe.run('#toolbox')).violations.map(({ id }) => id)), []);

  await target.selectOption('kind');
  assert.equal(await page.locator('.columns .target th').textContent(), 'kind');
  await page.locator('.found .primary').click();
  await page.locator('#toolbox').waitFor({ state: 'hidden' });
  const experiment = await visit.nabla('experiment');
  assert.deepEqual([experiment.dataset.csv, experiment.dataset.targets, experiment.compile.loss], ['houses.csv', ['kind'], 'binary_crossentropy']);
  await visit.nabla('train');
  const status = await visit.status();
  assert.deepEqual([status.state, status.dataset.rows], ['done', 48]);
  assert.equal(await page.locator('#notes .notice').count(), 0);
  const { loss } = await visit.history();
  assert.ok(loss.at(-1) < loss[0]);

  await page.waitForFunction(() => localStorage.getItem('nabla.progress')?.includes('houses.csv'));
  await page.reload();
  await visit.ready();
  assert.equal((await visit.nabla('experiment')).dataset.csv, 'houses.csv');
  await visit.nabla('train');
  assert.equal((await visit.status()).state, 'done');
});

inPage('what is no table says so and changes nothing', { hash: '#/mnist/train', language: 'ko-KR' }, async (visit) => {
  const { page } = visit;
  const told = page.locator('#toolbox .told.problem');
  await openTable(visit, file('a,b\n1,2\n3\n'));
  assert.match(await told.textContent(), /^houses\.csv, 3번째 줄/);
  const picker = page.locator('#toolbox input[accept*=".csv"]');
  await picker.setInputFiles({ name: 'x.xlsx', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0, 0]) });
  await page.waitForFunction(() => /CSV로 저장/.test(document.querySelector('#toolbox .told.problem')?.textContent));
  assert.equal(await page.locator('.found').textContent(), '');
  assert.equal((await visit.nabla('experiment')).dataset.name, 'mnist');
  await picker.setInputFiles(file('a,b\n1,2\n3\n'));
  await page.keyboard.press('Escape');
  await page.locator('#toolbox-button').click();
  await page.locator('#toolbox[open] .found').waitFor({ state: 'attached' });
});

inPage('every lesson takes a table of the learner\'s own, and goes on after a reload', {}, async (visit) => {
  const { page } = visit;
  for (const { id, steps } of await visit.nabla('lessons')) {
    for (const step of [steps[0], steps.at(-1)]) {
      await visit.nabla('open', id, step.id);
      if (step === steps[0] || (await visit.nabla('experiment')).dataset.csv !== 'houses.csv') {
        await page.locator('#toolbox-button').click();
        await page.locator('#toolbox input[accept*=".csv"]').setInputFiles(file(houses()));
        await page.locator('.found .primary').click();
        await page.locator('#toolbox').waitFor({ state: 'hidden' });
      }
      await visit.experiment((e) => { e.fit.epochs = 2; });
      await visit.frames();
      await visit.nabla('train');
      assert.equal((await visit.status()).state, 'done', `${id}/${step.id}`);
      await visit.frames();
    }
  }
  await page.waitForTimeout(1000); // the state is stored a moment after a change
  await page.reload();
  await visit.ready();
  for (const { id, steps } of await visit.nabla('lessons'))
    for (const step of steps) {
      await visit.nabla('open', id, step.id);
      await visit.frames();
    }
}, 600_000);

inPage('a table that is dropped on the page opens; a link to one that is not here says what to do', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await visit.experiment((e) => { e.dataset = { csv: 'absent.csv', targets: ['y'], task: 'regression' }; e.model.config.layers = [{ class_name: 'Dense', config: { units: 1 } }]; e.compile = { loss: 'mse' }; });
  await visit.nabla('train');
  const { error } = await visit.status();
  assert.equal(error.code, 'own_file');
  assert.match(error.message.en, /Open the file again under Take along/);
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], 'absent.csv', { type: 'text/csv' }));
    document.getElementById('stage').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
  }, 'x,y\n1,2\n2,4\n3,6\n5,10\n7,14\n');
  await page.locator('.found .primary').click();
  await page.locator('#toolbox').waitFor({ state: 'hidden' });
  await visit.nabla('train');
  assert.equal((await visit.status()).state, 'done');
});
