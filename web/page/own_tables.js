// CSV files of the learner's own: read here, kept on this device, sent nowhere.
import { t } from './strings.js';

const cacheName = 'nabla-own';
const most = 20e6; // bytes: the program takes a table as one text
const home = new URL('../own/', import.meta.url);
const addressOf = (name) => new URL(encodeURIComponent(name), home).href;
const opened = new Map(); // name -> Uint8Array; all there is where the browser keeps nothing

/** @returns {Promise<Uint8Array|undefined>} */
export async function recallTable(name) {
  if (opened.has(name)) return opened.get(name);
  try {
    const response = await (await caches.open(cacheName)).match(addressOf(name));
    return response && new Uint8Array(await response.arrayBuffer());
  } catch {
    return undefined; // no cache here
  }
}

/** @returns {Promise<boolean>} whether it will be here after a reload */
export async function keepTable(name, text) {
  const bytes = new TextEncoder().encode(text);
  opened.set(name, bytes);
  try {
    await (await caches.open(cacheName)).put(addressOf(name), new Response(bytes, { headers: { 'Content-Type': 'text/csv' } }));
    return true;
  } catch {
    return false;
  }
}

/** Names of the tables that are here. @returns {Promise<string[]>} */
export async function keptTables() {
  const names = new Set(opened.keys());
  try {
    for (const { url } of await (await caches.open(cacheName)).keys()) names.add(decodeURIComponent(new URL(url).pathname.split('/').at(-1)));
  } catch { /* no cache here */ }
  return [...names].sort();
}

export async function forgetTable(name) {
  opened.delete(name);
  try { await (await caches.open(cacheName)).delete(addressOf(name)); } catch { /* it was not kept */ }
}

/** A name that no other table has here: runs on the older one keep their data. */
export async function freeName(name, text) {
  const bytes = new TextEncoder().encode(text);
  const same = (other) => other.length === bytes.length && other.every((byte, i) => byte === bytes[i]);
  const [, stem, ending] = /^(.*?)(\.[^.]*)?$/s.exec(name);
  for (let n = 1; ; ++n) {
    const candidate = n === 1 ? name : `${stem}-${n}${ending ?? ''}`;
    const other = await recallTable(candidate);
    if (!other || same(other)) return candidate;
  }
}

const starts = (bytes, ...first) => first.every((byte, i) => bytes[i] === byte);

/** UTF-8, what spreadsheets here still write (EUC-KR), or UTF-16 by its mark. Throws with words for the learner. */
export function decode(bytes) {
  if (starts(bytes, 0x50, 0x4b, 3, 4) || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0)) throw new Error(t('tableIsSheet'));
  const marked = starts(bytes, 0xff, 0xfe) ? 'utf-16le' : starts(bytes, 0xfe, 0xff) ? 'utf-16be' : null;
  for (const encoding of marked ? [marked] : ['utf-8', 'euc-kr']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text;
    } catch { /* not this one */ }
  }
  throw new Error(t('tableNotText'));
}

/**
 * @param {File} file @param {string} [wanted] the table that the experiment waits for: of this name, the file takes an older one's place
 * @returns {Promise<{name: string, text: string}>} under a name that is free for it
 */
export async function readTable(file, wanted) {
  if (file.size > most) throw new Error(t('tableTooLarge', { most: most / 1e6 }));
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  return { name: file.name === wanted ? file.name : await freeName(file.name, text), text };
}
