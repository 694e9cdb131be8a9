// The page comes up: in both variants, on hosts with and without the headers, and says which one it runs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, answer, inBoth, inPage, open } from './harness.mjs';

inBoth('the page becomes ready, says its variant and draws', {}, async (visit) => {
  assert.equal(await visit.page.evaluate(async () => (await window.nabla.ready) === undefined), true, 'ready resolves to undefined');
  const variant = await visit.page.evaluate(() => window.nabla.variant);
  assert.equal(variant, new URL(visit.url).searchParams.get('variant'));
  assert.match(await visit.page.locator('#variant').textContent(), new RegExp(`^${variant}:`));
  assert.equal((await visit.status()).state, 'idle');
  assert.equal((await visit.call('selfTest')).passed, true);
  assert.equal(await visit.page.locator('#loading').count(), 0, 'the progress bar is gone');
  const picture = await visit.look();
  assert.ok(picture.colors > 100, `the canvas shows ${picture.colors} colors`);
});

inPage('an isolated page takes the fast variant with threads by itself', {}, async (visit) => {
  assert.equal(await visit.page.evaluate(() => crossOriginIsolated), true);
  assert.equal(await visit.page.evaluate(() => window.nabla.variant), 'wasm-fast');
  assert.ok((await visit.call('threadsAvailable')) >= 1);
});

inPage('on a plain static host the service worker makes the page isolated', { isolation: false, workers: true, ready: false }, async (visit) => {
  await visit.page.waitForFunction(() => window.nabla?.variant === 'wasm-fast' && crossOriginIsolated);
  await visit.ready();
  assert.equal((await visit.call('selfTest')).passed, true);
});

inPage('without the headers and without a service worker it is the plain variant, with the reason', { isolation: false }, async (visit) => {
  assert.equal(await visit.page.evaluate(() => crossOriginIsolated), false);
  assert.equal(await visit.page.evaluate(() => window.nabla.variant), 'wasm');
  assert.match(await visit.page.locator('#variant').textContent(), /host does not send the headers/);
});

inPage('without SharedArrayBuffer it is the plain variant', {
  prepare: (page) => page.addInitScript(() => { delete globalThis.SharedArrayBuffer; }),
}, async (visit) => {
  assert.equal(await visit.page.evaluate(() => typeof SharedArrayBuffer), 'undefined');
  assert.equal(await visit.page.evaluate(() => window.nabla.variant), 'wasm');
});

inPage('without relaxed SIMD it is the plain variant', {
  prepare: (page) => page.addInitScript(() => {
    const { validate } = WebAssembly;
    WebAssembly.validate = (bytes) => !new Uint8Array(bytes).join().includes('253,133,2') && validate(bytes);
  }),
}, async (visit) => {
  assert.equal(await visit.page.evaluate(() => window.nabla.variant), 'wasm');
  assert.match(await visit.page.locator('#variant').textContent(), /lacks relaxed SIMD/);
});

test('a fast variant that does not start falls back to the plain one, once for this build', { timeout: 120_000 }, async () => {
  let asked = 0;
  const visit = await open({
    allow: [/./], ready: false,
    prepare: (page) => answer(page, '**/wasm-fast/nabla.wasm', (route) => { ++asked; return route.fulfill({ body: Buffer.from([0, 1, 2, 3]), contentType: 'application/wasm' }); }),
  });
  try {
    await visit.page.waitForFunction(() => window.nabla?.variant === 'wasm');
    await visit.ready();
    assert.equal(asked, 1);
    await visit.page.goto(await address());
    await visit.ready();
    assert.equal(await visit.page.evaluate(() => window.nabla.variant), 'wasm');
    assert.equal(asked, 1, 'remembered for this build');
    assert.match(await visit.page.locator('#variant').textContent(), /self-test/);
  } finally {
    await visit.close();
  }
});

inPage('the catalogue names the lessons and their steps in both languages', {}, async (visit) => {
  const lessons = await visit.nabla('lessons');
  const ids = lessons.map(({ id }) => id);
  assert.ok(ids.includes('mnist') && ids.includes('boston-housing'), ids.join());
  for (const { id, title, steps } of lessons) {
    assert.ok(title.ko && title.en && steps.length > 0, id);
    for (const step of steps) assert.ok(step.id && step.title.ko && step.title.en, `${id}/${step.id}`);
  }
});

inPage('every step of every lesson opens, with its words and a picture', { width: 1400, height: 900 }, async (visit) => {
  for (const lesson of await visit.nabla('lessons'))
    for (const step of lesson.steps) {
      await visit.nabla('open', lesson.id, step.id);
      assert.equal((await visit.page.locator('#step h1').textContent()).trim(), step.title.en, `${lesson.id}/${step.id}`);
      assert.ok((await visit.page.locator('#step .body').textContent()).trim().length > 80, `${lesson.id}/${step.id} has a body`);
      assert.ok((await visit.look()).colors > 60, `${lesson.id}/${step.id} is drawn`);
      assert.ok((await visit.widgets()).length > 3, `${lesson.id}/${step.id} has widgets`);
    }
});

inPage('calls before the page is ready wait or say so', { ready: false }, async (visit) => {
  await visit.page.waitForFunction(() => window.nabla);
  const early = await visit.page.evaluate(async () => {
    const state = window.nabla.status().state;
    await window.nabla.setLanguage('ko'); // promises wait for ready
    return { state, language: window.nabla.location().language };
  });
  assert.equal(early.language, 'ko');
  assert.ok(['loading', 'idle'].includes(early.state));
});
