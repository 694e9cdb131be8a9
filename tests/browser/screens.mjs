#!/usr/bin/env node
// Pictures of every step, to be looked at: node tests/browser/screens.mjs [--only mnist/draw] [--done] [--look narrow] [--out build/screens]
// Each step in both languages, light and dark, wide and narrow; --done once all that its demo does is done (the unit tests leave that in build/acts).
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { close, open } from './harness.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, look: { type: 'string', default: '' }, done: { type: 'boolean', default: false },
  out: { type: 'string', default: fileURLToPath(new URL('../../build/screens', import.meta.url)) } } });

const actsFolder = fileURLToPath(new URL('../../build/acts', import.meta.url));
const looks = [
  { name: 'wide-light-ko', width: 1440, height: 900, language: 'ko-KR', theme: 'light' },
  { name: 'wide-dark-en', width: 1440, height: 900, language: 'en-US', theme: 'dark' },
  { name: 'sharp-light-en', width: 1180, height: 760, scale: 2, language: 'en-US', theme: 'light' },
  { name: 'narrow-light-ko', width: 390, height: 844, language: 'ko-KR', theme: 'light', touch: true, views: ['read', 'figure', 'experiment'] },
  { name: 'narrow-dark-en', width: 390, height: 844, language: 'en-US', theme: 'dark', touch: true, views: ['figure', 'experiment'] },
  { name: 'long-light-ko', width: 390, height: 2000, language: 'ko-KR', theme: 'light', touch: true, views: ['figure'] }, // what a phone scrolls to
];

/** What the step's demo does, act after act, each once the one before has come to rest. */
async function act(visit, place) {
  const rest = () => visit.page.waitForFunction(() => !window.nabla.status().busy, undefined, { timeout: 300_000, polling: 50 });
  for (const { control, value } of JSON.parse(await readFile(join(actsFolder, `${place}.json`), 'utf8'))) {
    await rest();
    await visit.page.waitForFunction(async (id) => (await window.nabla.call('controls')).some((one) => one.id === id && one.enabled), control, { polling: 100 });
    await visit.call('setControl', value === null ? { id: control } : { id: control, value });
  }
  await rest();
}

for (const look of looks.filter(({ name }) => name.includes(values.look))) {
  const visit = await open({ ...look, allow: [/./] });
  for (const { id, steps } of await visit.nabla('lessons'))
    for (const [i, step] of steps.entries()) {
      if (values.only && !`${id}/${step.id}`.startsWith(values.only)) continue;
      await visit.nabla('open', id, step.id);
      if (values.done) await act(visit, `${id}/${step.id}`);
      await visit.page.waitForTimeout(700);
      const folder = join(values.out, id);
      await mkdir(folder, { recursive: true });
      for (const view of look.views ?? ['']) {
        if (view) await visit.page.locator(`#tab-${view}`).click();
        await visit.page.waitForTimeout(view ? 300 : 0);
        const path = join(folder, `${String(i + 1).padStart(2, '0')}-${step.id}-${look.name}${view ? `-${view}` : ''}.png`);
        await visit.page.screenshot({ path });
        console.log(path);
      }
    }
  if (visit.errors.length) console.error(`${look.name}: ${visit.errors.join('\n')}`);
  await visit.close();
}
await close();
