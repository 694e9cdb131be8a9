// What a learner sees when something is missing, damaged or taken away.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer, inBoth, inPage, launch, numbers, open } from './harness.mjs';

const network = /Failed to load resource|net::ERR/; // what Chromium itself logs for a refused request

async function explained(visit) {
  const card = visit.page.locator('.trouble-card');
  await card.first().waitFor();
  const words = await card.first().innerText();
  assert.ok(words.length > 60, words);
  return words;
}

test('WebGL2 switched off in the browser: a helpful message instead of the figure', { timeout: 120_000 }, async () => {
  const browser = await launch(['--disable-gpu', '--disable-3d-apis']);
  const visit = await open({ browser, ready: false, allow: [/./] });
  try {
    const words = await explained(visit);
    assert.match(words, /WebGL2/);
    assert.match(words, /hardware acceleration/);
    assert.equal(await visit.page.evaluate(() => window.nabla.ready.then(() => 'ready', () => 'refused')), 'refused');
  } finally {
    await visit.close();
    await browser.close();
  }
});

inPage('no WebGL2, in Korean', { ready: false, language: 'ko-KR', allow: [/./], prepare: (page) => page.addInitScript(() => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) { return kind === 'webgl2' ? null : getContext.call(this, kind, ...rest); };
}) }, async (visit) => {
  assert.match(await explained(visit), /[가-힣]/);
});

const asked = []; // for the program, by a page that cannot run it
inPage('no WebAssembly SIMD: said plainly, and the program is not fetched', { ready: false, allow: [/./], prepare: async (page) => {
  page.on('request', (request) => { if (request.url().endsWith('.wasm')) asked.push(request.url()); });
  await page.addInitScript(() => { WebAssembly.validate = () => false; });
} }, async (visit) => {
  assert.match(await explained(visit), /SIMD/);
  assert.deepEqual(asked, []);
});

inPage('the connection breaks off within the program: told as that, and the quick build is tried again next time', {
  ready: false, allow: [/./], prepare: (page) => page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = async (...request) => {
      const response = await fetch(...request);
      if (!response.url.endsWith('nabla.wasm')) return response;
      const broken = new ReadableStream({ start(stream) { stream.enqueue(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); stream.error(new TypeError('network error')); } });
      return new Response(broken, { headers: response.headers });
    };
  }),
}, async (visit) => {
  assert.match(await explained(visit), /nabla\.wasm/);
  assert.equal(await visit.page.evaluate(() => localStorage.getItem('nabla.fallback')), null);
});

for (const [name, path] of [['the program', '**/nabla.wasm'], ["the program's module", '**/nabla.mjs']])
  inPage(`${name} does not arrive: which file, and a way to try again`, {
    ready: false, variant: 'wasm', allow: [/./], prepare: (page) => answer(page, path, (route) => route.fulfill({ status: 404, body: 'nothing' })),
  }, async (visit) => {
    assert.match(await explained(visit), /nabla\.(wasm|mjs)/);
    assert.ok((await visit.page.locator('.trouble-card button').count()) >= 1);
  });

inPage('a program cut short does not start silently', {
  ready: false, variant: 'wasm', allow: [/./],
  prepare: (page) => answer(page, '**/nabla.wasm', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length / 2), headers: { 'content-type': 'application/wasm' } });
  }),
}, async (visit) => {
  await explained(visit);
});

inBoth('no data folder: generated digits, labelled as generated, and everything still runs', {
  hash: '#/mnist/train', allow: [network], prepare: (page) => answer(page, '**/data/**', (route) => route.fulfill({ status: 404, body: 'nothing' })),
}, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 500; e.fit.epochs = 1; });
  const status = await visit.nabla('train');
  assert.equal(status.state, 'done');
  assert.equal(status.dataset.generated, true);
  assert.equal(status.dataset.rows, 500);
  await visit.page.locator('#data-note .generated').waitFor();
  assert.match(await visit.page.locator('#data-note .generated').textContent(), /[Gg]enerated/);
  await visit.widget('data.generated');
  assert.ok((await visit.nabla('evaluate')).accuracy > 0.3);
  await visit.nabla('setLanguage', 'ko');
  assert.match(await visit.page.locator('#data-note .generated').textContent(), /[가-힣]/);
});

inPage('no data folder: generated houses, labelled', {
  hash: '#/boston-housing', allow: [network], prepare: (page) => answer(page, '**/data/**', (route) => route.fulfill({ status: 404, body: 'nothing' })),
}, async (visit) => {
  await visit.experiment((e) => { e.fit.epochs = 1; });
  const status = await visit.nabla('train');
  assert.equal(status.state, 'done');
  assert.equal(status.dataset.generated, true);
});

/** Real data may not be there (a machine without a network): then there is no slice to damage. */
async function staged(visit, t) {
  const there = await visit.page.evaluate(() => fetch('data/manifest.json').then((r) => (r.ok ? r.json() : { sets: {} })).then(({ sets }) => Boolean(sets.mnist)));
  if (!there) t.skip('no real MNIST was found for the site');
  return there;
}

const damage = (change) => async (page) => {
  await answer(page, /data\/mnist\/train-images/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: change(Buffer.from(await response.body())) });
  });
};

let whole = false; // not page.unroute(), which leaves the answer to a second slice hanging
inPage('a slice with a flipped byte is refused by its checksum, and named', { hash: '#/mnist/train', allow: [network],
  prepare: damage((body) => { if (!whole) body[body.length >> 1] ^= 0x40; return body; }) }, async (visit, t) => {
  if (!(await staged(visit, t))) return;
  await visit.experiment((e) => { e.dataset.rows = 500; e.fit.epochs = 1; });
  const status = await visit.nabla('train');
  assert.equal(status.state, 'failed');
  assert.equal(status.error.code, 'wrong_checksum');
  assert.match(status.error.where, /data\/mnist\/train-images/);
  assert.ok(status.error.message.ko && status.error.message.en);
  whole = true;
  assert.equal((await visit.nabla('train')).state, 'done', 'the next try takes what arrives whole');
});

inPage('a slice cut short is refused, and named', { hash: '#/mnist/train', allow: [network], prepare: damage((body) => body.subarray(0, 1000)) }, async (visit, t) => {
  if (!(await staged(visit, t))) return;
  await visit.experiment((e) => { e.dataset.rows = 500; });
  const status = await visit.nabla('train');
  assert.equal(status.state, 'failed');
  assert.match(status.error.where, /data\/mnist\/train-images/);
});

const arrived = new Map(); // address of a slice -> bytes
const count = (page) => page.on('response', (response) => {
  if (!/data\/mnist\/train/.test(response.url())) return;
  response.body().then((body) => arrived.set(response.url(), body.length), () => {}); // one still on its way as the page closes
});

inPage('a run waits only for the rows it asks for', { hash: '#/mnist/look', prepare: count }, async (visit, t) => {
  if (!(await staged(visit, t))) return;
  await visit.experiment((e) => { e.dataset.rows = 12000; e.fit.epochs = 1; });
  assert.equal((await visit.nabla('train')).state, 'done');
  assert.equal((await visit.history()).loss.length, 1, 'an epoch over the rows that are there');
  const bytes = [...arrived.values()].reduce((sum, length) => sum + length, 0);
  assert.ok(bytes > 12000 * 100 && bytes < 3_000_000, `${bytes} bytes for 12,000 rows`);
});

inPage('the drawing context is lost and comes back: training goes on, the figure returns', { hash: '#/mnist/train' }, async (visit) => {
  const { page } = visit;
  await visit.experiment((e) => { e.dataset.rows = 1500; e.fit.epochs = 60; });
  const before = await visit.look();
  const stopped = visit.nabla('train');
  await visit.state('training');
  await page.evaluate(() => {
    window.lost = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.lost.loseContext();
  });
  await explained(visit);
  const at = (await visit.history()).loss.length;
  await page.waitForFunction((n) => window.nabla.history().loss.length > n, at);
  await page.evaluate(() => window.lost.restoreContext());
  await page.waitForFunction(() => document.getElementById('trouble').hidden);
  await visit.nabla('pause');
  await stopped;
  const after = await visit.look();
  assert.ok(after.colors > before.colors / 2, `${before.colors} colors before, ${after.colors} after`);
});

inBoth('a hidden tab goes on training, to the same numbers', { hash: '#/mnist/train', prepare: (page) => page.addInitScript(() => {
  // Headless pages are never hidden: this is what a browser does to one that is. No frames, and the event.
  const frame = window.requestAnimationFrame.bind(window), held = [];
  let hidden = false;
  Object.defineProperty(document, 'hidden', { get: () => hidden });
  Object.defineProperty(document, 'visibilityState', { get: () => (hidden ? 'hidden' : 'visible') });
  window.requestAnimationFrame = (fn) => (hidden ? held.push(fn) : frame((time) => (hidden ? held.push(fn) : fn(time))));
  window.setHidden = (value) => {
    hidden = value;
    document.dispatchEvent(new Event('visibilitychange'));
    if (!hidden) for (const fn of held.splice(0)) frame(fn);
  };
}) }, async (visit) => {
  await visit.experiment((e) => { e.dataset.rows = 1500; e.fit.epochs = 6; });
  await visit.nabla('train');
  const seen = numbers(await visit.history());
  const run = visit.nabla('train');
  await visit.page.evaluate(() => window.setHidden(true));
  assert.equal((await run).state, 'done', 'it ends while hidden');
  assert.deepEqual(numbers(await visit.history()), seen);
  await visit.page.evaluate(() => window.setHidden(false));
  assert.ok((await visit.look()).colors > 60);
});

inPage('storage switched off: the page works and says that it cannot remember', {
  prepare: (page) => page.addInitScript(() => { for (const name of ['localStorage', 'sessionStorage', 'caches']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } }); }),
}, async (visit) => {
  await visit.nabla('open', 'mnist', 'train');
  await visit.experiment((e) => { e.dataset.rows = 300; e.fit.epochs = 1; });
  assert.equal((await visit.nabla('train')).state, 'done');
});

inPage('a second visit works without a network', { workers: true, hash: '#/mnist/train', allow: [network] }, async (visit) => {
  await visit.page.locator('html[data-offline]').waitFor({ state: 'attached' });
  await visit.page.context().setOffline(true);
  await visit.page.reload();
  await visit.ready();
  assert.equal((await visit.call('selfTest')).passed, true);
});
