#!/usr/bin/env node
// Pictures of every step, to be looked at: node tests/browser/screens.mjs [--only mnist/draw] [--trained] [--out build/screens]
// Each step in both languages, light and dark, wide and narrow; --trained after a short run, so that figures have numbers.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { close, open } from './harness.mjs';

const { values } = parseArgs({ options: { only: { type: 'string' }, trained: { type: 'boolean', default: false },
  out: { type: 'string', default: fileURLToPath(new URL('../../build/screens', import.meta.url)) } } });

const looks = [
  { name: 'wide-light-ko', width: 1440, height: 900, language: 'ko-KR', theme: 'light' },
  { name: 'wide-dark-en', width: 1440, height: 900, language: 'en-US', theme: 'dark' },
  { name: 'sharp-light-en', width: 1180, height: 760, scale: 2, language: 'en-US', theme: 'light' },
  { name: 'narrow-light-ko', width: 420, height: 860, language: 'ko-KR', theme: 'light', views: ['read', 'figure', 'experiment'] },
  { name: 'narrow-dark-en', width: 420, height: 860, language: 'en-US', theme: 'dark', views: ['figure', 'experiment'] },
];

for (const look of looks) {
  const visit = await open({ ...look, allow: [/./] });
  for (const { id, steps } of await visit.nabla('lessons'))
    for (const [i, step] of steps.entries()) {
      if (values.only && !`${id}/${step.id}`.startsWith(values.only)) continue;
      await visit.nabla('open', id, step.id);
      if (values.trained) {
        await visit.experiment((e) => { e.fit.epochs = Math.min(e.fit.epochs, 3); if (e.dataset.name === 'mnist') e.dataset.rows = 3000; });
        await visit.nabla('train');
        await visit.nabla('evaluate');
      }
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
