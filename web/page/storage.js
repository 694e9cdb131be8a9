// localStorage, which may be missing (private windows), full, or hold what another edition wrote. Nothing here throws.

/** @returns {any} undefined if there is nothing, or nothing readable */
export function recall(key) {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns {'stored'|'full'|'off'} */
export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return 'stored';
  } catch (error) {
    return /quota/i.test(error?.name ?? '') || error?.code === 22 ? 'full' : 'off';
  }
}

export function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}
