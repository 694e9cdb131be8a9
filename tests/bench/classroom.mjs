// Rows of the classroom itself: a whole epoch, load, frames, memory. Each is a function of (context) that returns what the report shows.
import { readFile, readdir } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { open, siteFolder, variants } from '../browser/harness.mjs';
import { endurance, epoch } from './rows.mjs';
import { threads } from './sides.mjs';
import { spread, turns } from './statistics.mjs';

const tool = fileURLToPath(new URL('../../build/native/nabla', import.meta.url));
const sleep = (seconds) => new Promise((resolve) => { setTimeout(resolve, 1000 * seconds); });

/** Seconds of one epoch, validation included: the classroom's trainer in both variants, the native tool, fit() of TensorFlow.js. */
export async function timeEpoch({ sides, rounds, say }) {
  const experiment = epoch;
  const runners = [], visits = [];
  for (const variant of ['wasm', 'wasm-fast']) {
    const visit = await open({ variant, hash: '#/mnist/train' });
    visits.push(visit);
    await visit.nabla('setExperiment', experiment);
    await visit.nabla('stepBatch'); // code and data are there
    for (const count of new Set(variant === 'wasm' ? [1] : [1, threads]))
      runners.push({ who: `page ${variant}${count > 1 ? ' xn' : ''}`, run: async () => {
        await visit.nabla('reset');
        await visit.nabla('train', { threads: count });
        return (await visit.history()).seconds[0];
      } });
  }
  const folder = mkdtempSync(join(tmpdir(), 'nabla-bench-'));
  writeFileSync(join(folder, 'epoch.json'), JSON.stringify({ ...experiment, fit: { ...experiment.fit, epochs: 2 } }));
  for (const count of new Set(existsSync(tool) ? [1, threads] : []))
    runners.push({ who: `tool${count > 1 ? ' xn' : ''}`, run: async () => {
      const history = join(folder, 'history.jsonl');
      const { status, stderr } = spawnSync(tool, ['run', join(folder, 'epoch.json'), '--threads', String(count), '--history', history], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(readFileSync(history, 'utf8').trim().split('\n').at(-1)).seconds;
    } });
  await sides.prepare('tfjs', 'epoch', { kind: 'epoch', experiment, shape: [784] });
  runners.push({ who: 'tfjs', run: async () => { const { times, seconds } = await sides.time('tfjs', 'epoch', 0); return seconds / times; } });
  const samples = await turns(runners, rounds, say);
  await sides.drop('tfjs', 'epoch');
  for (const visit of visits) await visit.close();
  rmSync(folder, { recursive: true });
  return { unit: 's', title: `${epoch.dataset.rows} digits, validation included`, samples, absent: existsSync(tool) ? {} : { tool: 'build/native/nabla is not built' },
    ratios: [{ of: 'page wasm-fast', by: 'tfjs', kind: 'faster', goal: null }, { of: 'page wasm', by: 'tfjs', kind: 'faster', goal: null },
      { of: 'page wasm-fast xn', by: 'page wasm-fast', kind: 'faster', goal: null }, { of: 'tool xn', by: 'tool', kind: 'faster', goal: null }] };
}

const kindOf = (path) => (path.startsWith('data/') ? 'data' : /\.(woff2|ttf)$/.test(path) ? 'fonts' : /\.(wasm|m?js)$/.test(path) ? 'code' : 'page');

/** What a host that packs as the small server does would send of the whole site, by kind, for one variant. */
async function packedBytes(variant) {
  const total = {};
  for (const entry of await readdir(siteFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name), name = path.slice(siteFolder.length + 1);
    const kind = kindOf(name);
    if (kind === 'data' || variants.some((other) => other !== variant && name.startsWith(`${other}/`))) continue;
    const bytes = await readFile(path);
    total[kind] = (total[kind] ?? 0) + (['.woff2', '.png'].includes(extname(name)) ? bytes.length : gzipSync(bytes).length);
  }
  return total;
}

/** Bytes by kind, as the network carried them, until now. */
function counted(page) {
  const bytes = {};
  page.on('requestfinished', async (request) => {
    const { responseBodySize } = await request.sizes().catch(() => ({ responseBodySize: 0 }));
    const kind = kindOf(new URL(request.url()).pathname.slice(1));
    bytes[kind] = (bytes[kind] ?? 0) + responseBodySize;
  });
  return bytes;
}

/** Navigation to nabla.ready, the first visit and the ones after it: seconds. */
export async function timeLoad({ rounds, say }) {
  const answer = {};
  for (const variant of variants) {
    const cold = [], warm = [];
    let carried;
    for (let round = 0; round < rounds; ++round) {
      const visit = await open({ variant, workers: true, prepare: async (page) => {
        carried = counted(page);
        await page.addInitScript(() => {
          const watch = setInterval(() => {
            if (!window.nabla) return;
            clearInterval(watch);
            window.nabla.ready.then(() => { window.readyAt = performance.now(); });
          }, 1);
        });
      } });
      const readyAfter = async () => (await visit.page.waitForFunction(() => window.readyAt)).jsonValue().then((ms) => ms / 1000);
      cold.push(await readyAfter());
      await sleep(1.5); // what is kept for the next visit is kept after the start
      const first = { ...carried };
      for (let i = 0; i < 2; ++i) {
        await visit.page.reload();
        warm.push(await readyAfter());
      }
      carried = first;
      await visit.close();
      say(`load ${variant}: cold ${cold.at(-1).toFixed(2)} s, warm ${warm.at(-1).toFixed(2)} s`);
    }
    answer[variant] = { cold: spread(cold), warm: spread(warm), carried, packed: await packedBytes(variant) };
  }
  return answer;
}

/** Milliseconds of our own code a frame, each lesson idle (and whether it is) and training. */
export async function timeFrames({ quick, say }) {
  const visit = await open({ variant: 'wasm-fast', reducedMotion: 'no-preference' });
  const answer = {};
  const look = async (seconds, before = null) => {
    const first = before ?? (await visit.call('frameStats')).frames;
    await sleep(seconds);
    const { frames } = await visit.call('frameStats');
    const { median_ms, p95_ms } = await visit.call('frameStats', { newest: Math.min(600, frames - first) });
    return { frames: frames - first, median_ms, p95_ms };
  };
  for (const { id } of await visit.nabla('lessons')) {
    const before = (await visit.call('frameStats')).frames;
    await visit.nabla('open', id);
    const opening = await look(0.5, before);
    await sleep(quick ? 0.5 : 3);
    const idle = (await look(quick ? 0.5 : 2)).frames;
    const experiment = await visit.nabla('experiment');
    await visit.nabla('setExperiment', { ...experiment, fit: { ...experiment.fit, epochs: 100_000, callbacks: [] } }); // small networks, too, train for as long as is looked
    const training = visit.nabla('train', {}).catch(() => null);
    await visit.state('training', 'done', 'diverged', 'failed');
    answer[id] = { opening, idle_frames: idle, training: await look(quick ? 1 : 6), state: (await visit.status()).state };
    await visit.nabla('pause').catch(() => null);
    await training;
    say(`frame ${id}: ${answer[id].training.median_ms.toFixed(2)} ms, 95% ${answer[id].training.p95_ms.toFixed(2)} ms over ${answer[id].training.frames} frames; idle drew ${idle}`);
  }
  await visit.close();
  return answer;
}

/** wasm memory and JavaScript heap with MNIST loaded, and after 30 epochs. */
export async function measureMemory({ quick, say }) {
  const answer = {};
  for (const variant of variants) {
    const visit = await open({ variant, hash: '#/mnist/train' });
    const devtools = await visit.page.context().newCDPSession(visit.page);
    const measure = async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize } = await devtools.send('Runtime.getHeapUsage');
      return { wasm: (await visit.call('memory')).wasm, js: usedSize };
    };
    const epochs = quick ? 2 : endurance.fit.epochs;
    await visit.nabla('setExperiment', { ...endurance, fit: { ...endurance.fit, epochs } });
    await visit.nabla('stepBatch');
    const loaded = await measure();
    await visit.nabla('reset');
    await visit.nabla('train', { threads: variant === 'wasm' ? 1 : threads });
    answer[variant] = { epochs, loaded, trained: await measure() };
    const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
    say(`memory ${variant}: wasm ${mib(loaded.wasm)} -> ${mib(answer[variant].trained.wasm)} MiB, JavaScript ${mib(loaded.js)} -> ${mib(answer[variant].trained.js)} MiB after ${epochs} epochs`);
    await visit.close();
  }
  return answer;
}
