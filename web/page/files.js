// Files into and out of the page, and text to the clipboard.
import { t } from './strings.js';

export function saveBlob(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser has begun to read it by then
}

/** @returns {Promise<boolean>} */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** Copies, and tells in the live region that it did, or that it could not. @returns {Promise<string>} what was told */
export async function copyAndTell(text) {
  const words = t((await copyText(text)) ? 'copied' : 'copyFailed');
  document.getElementById('live').textContent = words;
  return words;
}

/** Where the clipboard's own interface is missing: pages that are not secure, older browsers. */
function copyBySelection(text) {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'visually-hidden';
  const focused = document.activeElement;
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  area.select();
  let done = false;
  try { done = document.execCommand('copy'); } catch { /* stays false */ }
  area.remove();
  focused?.focus?.();
  return done;
}

/** @param {Uint8Array} bytes */
export function toBase64(bytes) {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000)); // arguments are limited
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

/** A part of a model, however it comes. @param {Blob|ArrayBuffer|ArrayBufferView|string|object} part @returns {Promise<Uint8Array>} */
export async function bytesOf(part) {
  if (part instanceof Blob) return new Uint8Array(await part.arrayBuffer());
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  return new TextEncoder().encode(typeof part === 'string' ? part : JSON.stringify(part));
}
