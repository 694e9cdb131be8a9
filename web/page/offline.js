// The service worker's page side: the reload that makes a page isolated, and the copy of the site for offline use.

const reloadMark = 'nabla.isolation'; // in sessionStorage: this tab has been reloaded for it
const patience = 3000;                // ms until a worker that does not start is given up
const together = 6;                   // downloads at a time

const workers = () => (isSecureContext && 'serviceWorker' in navigator ? navigator.serviceWorker : null);

async function register() {
  try {
    return await workers()?.register('sw.js');
  } catch {
    return undefined; // private windows of some browsers, a host without sw.js
  }
}

function controlled() {
  if (navigator.serviceWorker.controller) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), patience);
  });
}

/**
 * Reloads the page once if that makes it cross-origin isolated; then it does not return. Never twice in a row: the mark
 * is taken away by a page that is isolated, and without sessionStorage there is no reload at all.
 * @param {boolean} wanted whether isolation would be of use
 */
export async function isolate(wanted) {
  try {
    if (crossOriginIsolated) return sessionStorage.removeItem(reloadMark);
    if (!wanted || !workers() || window.top !== window || sessionStorage.getItem(reloadMark)) return;
    if (!(await register()) || !(await controlled())) return;
    sessionStorage.setItem(reloadMark, '1');
  } catch {
    return;
  }
  location.reload();
  await new Promise(() => {});
}

/** Registers the worker and keeps a copy of this build's files; older copies go once this one is whole. */
export async function keepForOffline({ build, files }, variant) {
  if (!(await register()) || !('caches' in globalThis)) return;
  const name = `nabla-site-${build}`;
  const wanted = ['./', 'build.json', 'data/manifest.json', ...files.filter((file) => file !== 'sw.js' && !isOfOther(variant, file))];
  try {
    const cache = await caches.open(name);
    const there = new Set((await cache.keys()).map((request) => request.url));
    const urls = wanted.map((file) => new URL(file, document.baseURI).href).filter((url) => !there.has(url));
    const work = async () => {
      for (let url = urls.pop(); url; url = urls.pop()) {
        const response = await fetch(url);
        if (response.ok) await cache.put(url, response);
        else if (!url.endsWith('/manifest.json')) throw new Error(`${url}: HTTP ${response.status}`);
      }
    };
    await Promise.all(Array.from({ length: together }, work));
    for (const other of await caches.keys()) if (/^nabla-site-/.test(other) && other !== name) await caches.delete(other);
    document.documentElement.dataset.offline = build; // from here on the page opens without a connection
  } catch { /* full, or the connection went: the next visit goes on */ }
}

const isOfOther = (variant, file) => /^wasm(-fast)?\//.test(file) && !file.startsWith(`${variant}/`);
