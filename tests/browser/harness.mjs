// What the browser tests share: the site on a port of its own, a Chromium, pages that fail a test when they log an error.
//   inPage('a name', {variant: 'wasm'}, async (visit) => { ... })
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { Visit } from './visit.mjs';

export { answer, numbers } from './visit.mjs';

export const siteFolder = process.env.NABLA_SITE ?? fileURLToPath(new URL('../../build/site', import.meta.url));
export const variants = ['wasm-fast', 'wasm'];

// No graphics card here: the processor puts the page together faster than an imitated card does. WebGL needs the imitation.
const flags = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function findChromium() {
  if (process.env.NABLA_CHROMIUM) return process.env.NABLA_CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome'])
    for (const folder of folders) if (folder && existsSync(join(folder, name))) return join(folder, name);
  throw new Error('No Chromium on PATH. Install the chromium package or name one in NABLA_CHROMIUM.');
}

/** A browser with the flags that this machine's drawing needs, and more of the test's own. */
export const launch = (more = []) => chromium.launch({ executablePath: findChromium(), headless: true, args: [...flags, ...more] });

let shared = null;
const servers = new Map();
/** Ends the browser and the servers. */
export async function close() {
  await (await shared)?.close();
  for (const server of servers.values()) await (await server).close();
}
if (process.argv[1]?.endsWith('.test.mjs')) after(close);

/** The site's address; without isolation it is a plain static host. */
export async function address({ isolation = true } = {}) {
  assert.ok(existsSync(join(siteFolder, 'index.html')), `there is no site at ${siteFolder}: web/play --build-only makes it`);
  if (!servers.has(isolation)) servers.set(isolation, serve({ root: siteFolder, port: 0, isolation }));
  return (await servers.get(isolation)).url;
}

/**
 * Opens the page and waits until it can be used.
 * @param {object} options
 *   variant  'wasm' | 'wasm-fast' forces one      hash  '#/mnist/train'      query  {name: value} of the address
 *   isolation  false: a host without the two headers      workers  false: no service worker (routes see every request)
 *   width, height, scale (device pixel ratio), language (the browser's), theme ('dark' | 'light', the system's), touch
 *   prepare(page)  before the page is loaded: routes, scripts      ready  false: do not wait for nabla.ready
 *   allow  [RegExp] console errors that belong to the test      browser  another browser than the shared one
 */
export async function open(options = {}) {
  const { variant, hash = '', query = {}, isolation = true, workers = false, width = 1280, height = 800, scale = 1, language = 'en-US',
    theme = 'light', touch = false, prepare, ready = true, allow = [], browser, reducedMotion = 'reduce', storage } = options;
  shared ??= browser ? null : launch();
  const context = await (browser ?? (await shared)).newContext({
    viewport: { width, height }, deviceScaleFactor: scale, locale: language, colorScheme: theme, hasTouch: touch, reducedMotion,
    serviceWorkers: workers ? 'allow' : 'block', storageState: storage,
  });
  const page = await context.newPage();
  const visit = new Visit(page, allow);
  try {
    await prepare?.(page);
    const url = new URL(await address({ isolation }));
    if (variant) url.searchParams.set('variant', variant);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    url.hash = hash;
    visit.url = url.href;
    await page.goto(url.href);
    if (ready) await visit.ready();
    return visit;
  } catch (error) {
    visit.explain(error);
    await visit.close();
    throw error;
  }
}

/** A test in a page of its own. What the page logs as an error fails it. `limit`: milliseconds. */
export function inPage(name, options, body, limit = 180_000) {
  test(name, { timeout: limit }, async (t) => {
    const visit = await open(options);
    try {
      await body(visit, t);
      visit.assertQuiet();
    } catch (error) {
      visit.explain(error);
      throw error;
    } finally {
      await visit.close();
    }
  });
}

/** The same once in each variant. */
export function inBoth(name, options, body) {
  for (const variant of variants) inPage(`${name} (${variant})`, { ...options, variant }, body);
}
