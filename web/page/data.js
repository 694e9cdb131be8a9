// Fetches the files of a data set that the program asks for, checks them, keeps them for the next time, hands them over.
import { withText } from './bridge.js';
import { recallTable } from './own_tables.js';

const cacheName = 'nabla-data';
const together = 4;                 // downloads at a time
const waits = [0, 600, 2500];       // ms before each try
const home = new URL('../data/', import.meta.url);

class DataError extends Error {
  constructor(code, where, expected, received) {
    super(`${where}: ${code}`);
    this.info = { code, where, expected, received, advice: '' };
  }
}

const sleep = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
let manifest = null;

async function readManifest() {
  let response;
  try {
    response = await fetch(new URL('manifest.json', home), { cache: 'no-cache' });
  } catch (error) {
    throw new DataError('data_failed', 'data/manifest.json', 'the list of data files', error.message);
  }
  if (response.status === 404) return { sets: {} }; // a site without data: stand-ins are generated
  if (!response.ok) throw new DataError('data_failed', 'data/manifest.json', 'the list of data files', `HTTP ${response.status}`);
  return response.json();
}

/** Lower-case hex, or null where the page is not secure and there is no crypto.subtle. */
async function sha256(bytes) {
  if (!crypto.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function check(entry, bytes) {
  if (bytes.length !== entry.bytes) throw new DataError('truncated_file', `data/${entry.url}`, `${entry.bytes} bytes`, `${bytes.length} bytes`);
  const sum = await sha256(bytes);
  if (sum && entry.sha256 && sum !== entry.sha256) throw new DataError('wrong_checksum', `data/${entry.url}`, `SHA-256 ${entry.sha256}`, sum);
  return bytes;
}

async function readStream(response, tell) {
  const parts = [];
  let length = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    parts.push(next.value);
    length += next.value.length;
    tell(length);
  }
  const bytes = new Uint8Array(length);
  parts.reduce((at, part) => { bytes.set(part, at); return at + part.length; }, 0);
  return bytes;
}

/** The address carries the checksum: what is kept of an older edition is never taken for this one. */
const addressOf = (entry) => new URL(`${entry.url}?sha256=${(entry.sha256 ?? '').slice(0, 16)}`, home).href;

async function kept(entry) {
  try {
    const response = await (await caches.open(cacheName)).match(addressOf(entry));
    return response && (await check(entry, new Uint8Array(await response.arrayBuffer())));
  } catch {
    return undefined; // no cache here, or a damaged copy
  }
}

async function keep(entry, bytes) {
  try {
    await (await caches.open(cacheName)).put(addressOf(entry), new Response(bytes, { headers: { 'Content-Type': 'application/octet-stream' } }));
  } catch { /* no room: it will be fetched again */ }
}

async function fetchOnce(entry, again, tell) {
  const where = `data/${entry.url}`;
  let response, bytes;
  try {
    response = await fetch(addressOf(entry), { cache: again ? 'reload' : 'default' });
    if (response.ok) bytes = await readStream(response, tell);
  } catch (error) {
    throw new DataError('data_failed', where, `${entry.bytes} bytes`, error.message);
  }
  if (!response.ok) throw new DataError(response.status === 404 ? 'missing_file' : 'data_failed', where, `${entry.bytes} bytes`, `HTTP ${response.status}`);
  return check(entry, bytes);
}

async function fetchEntry(entry, tell) {
  const copy = await kept(entry);
  if (copy) {
    tell(copy.length);
    return copy;
  }
  let last;
  for (const [i, wait] of waits.entries()) {
    await sleep(wait);
    try {
      const bytes = await fetchOnce(entry, i > 0, tell);
      await keep(entry, bytes);
      return bytes;
    } catch (error) {
      last = error;
      tell(0);
      if (error.info?.code === 'missing_file') break;
    }
  }
  throw last;
}

const underWay = new Map(); // address -> {bytes: promise, listeners}

/** A file that two requests want at the same time comes once. */
function fetchShared(entry, tell) {
  const address = addressOf(entry);
  let download = underWay.get(address);
  if (!download) {
    const listeners = new Set();
    const bytes = fetchEntry(entry, (length) => listeners.forEach((listener) => listener(length))).finally(() => underWay.delete(address));
    download = { bytes, listeners };
    underWay.set(address, download);
  }
  download.listeners.add(tell);
  return download.bytes;
}

/** The entries' bytes in their order, a few downloads at a time. `progress(done, total)` in bytes. */
async function fetchAll(entries, progress) {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const done = entries.map(() => 0), results = entries.map(() => null);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < entries.length; i = next++)
      results[i] = await fetchShared(entries[i], (bytes) => {
        done[i] = bytes;
        progress(done.reduce((a, b) => a + b, 0), total);
      });
  };
  progress(0, total);
  await Promise.all(Array.from({ length: Math.min(together, entries.length) }, work));
  return results;
}

/** Which files a request needs; undefined if the site does not have the set. Rows beyond what is asked are not fetched. */
export function entriesFor(sets, { dataset, test, rows }) {
  const entries = sets[dataset]?.[test ? 'test' : 'train'];
  return entries?.filter((entry) => !entry.rows || !rows || entry.rows[0] < rows);
}

/** What the program calls with each request; ends with nabla_data_end whatever happens. @param {import('./bridge.js').Bridge} bridge */
export function dataProvider(bridge) {
  const end = (id, answer) => withText(bridge.module, answer, (at) => bridge.module._nabla_data_end(id, at));
  const hand = (id, part, name, bytes) => {
    const { module } = bridge;
    const at = module._malloc(bytes.length || 1);
    if (!at) throw new DataError('out_of_memory', name, `room for ${bytes.length} bytes`, 'none');
    bridge.heap().set(bytes, at);
    withText(module, part, (file) => withText(module, name, (chunk) => module._nabla_data_chunk(id, file, chunk, at, bytes.length)));
    module._free(at);
  };
  const handOwn = async (id, name) => {
    const bytes = await recallTable(name);
    if (!bytes) throw new DataError('own_file', name, 'the opened file', 'nothing');
    hand(id, 'table', name, bytes);
    end(id, '');
  };
  return async (id, text) => {
    try {
      const request = JSON.parse(text);
      if (request.dataset === 'csv') return await handOwn(id, request.file);
      manifest ??= await readManifest();
      const entries = entriesFor(manifest.sets, request);
      if (!entries) return end(id, 'missing');
      const files = await fetchAll(entries, (done, total) => bridge.module._nabla_data_progress(id, done, total));
      files.forEach((bytes, i) => hand(id, entries[i].file, `data/${entries[i].url}`, bytes));
      end(id, '');
    } catch (error) {
      end(id, JSON.stringify(error.info ?? { code: 'data_failed', where: 'data', expected: '', received: String(error.message ?? error), advice: '' }));
    }
  };
}
