// Who takes part in a row: programs and pages behind the same calls (door.h). A side that cannot be had says why.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { serve } from '../../web/serve.mjs';
import { launch, siteFolder } from '../browser/harness.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const require = createRequire(import.meta.url);
export const threads = Math.min(8, availableParallelism());

/** A program that answers a line with a line. */
function program(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const end = (why) => { for (const one of waiting.splice(0)) one.reject(new Error(`${command}: ${why}`)); };
  child.on('error', (error) => end(error.message)).on('exit', (code) => end(`exit ${code}`));
  const ask = (request) => new Promise((resolve, reject) => { waiting.push({ resolve, reject }); child.stdin.write(`${JSON.stringify(request)}\n`); })
    .then((said) => { if (said.error) throw new Error(said.error); return said.ok; });
  return { ask, close: () => child.stdin.end() };
}

/** The folder that the benchmark's page is served from: the page, our two programs, TensorFlow.js, the site's data. */
async function assemble() {
  const folder = join(root, 'build/bench');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(root, 'tests/bench/page'), folder, { recursive: true });
  for (const variant of ['wasm', 'wasm-fast']) await cp(join(root, 'build', variant, 'bench'), join(folder, variant), { recursive: true });
  for (const [name, file] of [['tfjs', 'tf.es2017.min.js'], ['tfjs-backend-wasm', 'tf-backend-wasm.es2017.min.js'], ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd.wasm'],
    ['tfjs-backend-wasm', 'tfjs-backend-wasm-threaded-simd.wasm']])
    await cp(join(dirname(require.resolve(`@tensorflow/${name}/package.json`)), 'dist', file), join(folder, 'tfjs', file));
  const data = join(siteFolder, 'data');
  if (existsSync(data)) for (const name of ['manifest.json', 'mnist', 'boston_housing', 'imdb'])
    if (existsSync(join(data, name))) await cp(join(data, name), join(folder, 'data', name), { recursive: true });
  return folder;
}

/** One Chromium, one isolated page. */
async function openPage() {
  const server = await serve({ root: await assemble(), port: 0, isolation: true });
  const browser = await launch();
  const page = await browser.newPage();
  page.setDefaultTimeout(0);
  await page.goto(server.url);
  await page.waitForFunction(() => window.ask && window.crossOriginIsolated);
  const ask = (side, request) => page.evaluate(([name, asked]) => window.ask(name, asked), [side, request]);
  const bytes = async (id, key) => Buffer.from(await page.evaluate(([name, which]) => window.batchBytes(name, which), [id, key]), 'base64');
  return { ask, bytes, version: browser.version(), close: async () => { await browser.close(); await server.close(); } };
}

async function nativeSide() {
  const path = join(root, 'build/native/bench');
  if (!existsSync(path)) return { absent: 'build/native/bench is not built' };
  const made = program(path, []);
  const manifest = JSON.parse(await readFile(join(siteFolder, 'data/manifest.json'), 'utf8').catch(() => '{"sets": {}}'));
  for (const dataset of ['mnist', 'boston_housing', 'imdb'])
    for (const { file, url } of manifest.sets[dataset]?.train ?? []) await made.ask({ call: 'file', dataset, file, path: join(siteFolder, 'data', url) });
  return made;
}

function torchSide() {
  for (const python of ['python3', '/usr/bin/python3']) { // the distribution's python3-torch is for its own
    const found = spawnSync(python, ['-c', 'import torch; print(torch.__version__)'], { encoding: 'utf8' });
    if (found.status === 0) return { ...program(python, [join(root, 'tests/bench/torch_side.py')]), version: found.stdout.trim() };
  }
  return { absent: 'python3 has no torch here' };
}

/**
 * Everyone, by the name that rows.mjs calls them; ' xn' is the same side with all threads.
 * prepare(who, id, work), time(who, id, seconds) -> {times, seconds}, drop(who, id); absent(who): why not, or ''.
 */
export async function openSides() {
  const page = await openPage();
  const folder = await mkdtemp(join(tmpdir(), 'nabla-bench-'));
  const outside = { native: await nativeSide(), torch: torchSide() };
  const split = (who) => ({ name: who.split(' ')[0], all: who.endsWith(' xn'), backend: who.endsWith(' cpu') ? 'cpu' : 'wasm' });
  const ask = (who, request) => {
    const { name, all } = split(who);
    if (outside[name]) return outside[name].ask(request);
    return page.ask(name === 'tfjs' && all ? 'tfjs-threads' : name, request);
  };
  const tfjs = await page.ask('tfjs-threads', { call: 'about' });
  const batches = new Map(); // work -> what it is called on the page
  /** The batch that our own side trains on is the peers' too; all rows, for an epoch. */
  async function batchOf({ kind, experiment }) {
    const work = { kind: 'step', experiment: kind === 'epoch' ? { ...experiment, fit: { batch_size: experiment.dataset.rows } } : experiment };
    const key = JSON.stringify(work.experiment);
    if (!batches.has(key)) {
      const id = `batch ${batches.size}`;
      await page.ask('wasm', { call: 'prepare', id, work });
      batches.set(key, { id, ...(await page.ask('wasm', { call: 'batch', id })) });
      await page.ask('wasm', { call: 'drop', id });
    }
    return batches.get(key);
  }
  async function filesOf(batch) {
    const named = {};
    for (const key of ['x', 'y']) {
      named[key] = join(folder, `${batch.id}.${key}`.replaceAll(' ', '-'));
      if (!existsSync(named[key])) await writeFile(named[key], await page.bytes(batch.id, key));
    }
    return { rows: batch.rows, ...named };
  }
  async function prepare(who, id, work) {
    const { name, all, backend } = split(who);
    const request = { call: 'prepare', id: `${who}: ${id}`, work: { ...work, threads: all ? threads : 1 }, backend };
    const peer = name === 'tfjs' || name === 'torch';
    if (peer && work.experiment) {
      const batch = await batchOf(work);
      request.batch = name === 'torch' ? await filesOf(batch) : batch.id;
    }
    return ask(who, request);
  }
  return {
    prepare, tfjs, version: page.version, torch: outside.torch.version ?? null,
    time: (who, id, seconds) => ask(who, { call: 'time', id: `${who}: ${id}`, seconds }),
    drop: (who, id) => ask(who, { call: 'drop', id: `${who}: ${id}` }),
    absent(who) {
      const { name, all } = split(who);
      if (outside[name]?.absent) return outside[name].absent;
      if (all && threads < 2) return 'one processor';
      // It counts every second processor, whatever it is asked for.
      return all && name === 'tfjs' && tfjs.threads < 2 ? `it takes 1 thread of ${threads} processors` : '';
    },
    async close() {
      for (const one of Object.values(outside)) one.close?.();
      await page.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
