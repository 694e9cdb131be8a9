// The service worker, at the site's root. Two services, both only for files of this site:
//   isolation  adds the two headers that threads need, on hosts that cannot send them;
//   offline    answers from the copy that the page keeps (offline.js) when the network does not.
// The network comes first: files have no version in their names, so a copy must never hide a newer site.

const patience = 4000; // ms for a network that neither answers nor fails, where there is a copy
const siteCache = /^nabla-site-/;

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return;
  if (request.cache === 'only-if-cached' && request.mode !== 'same-origin') return;
  if (request.headers.has('range')) return;
  event.respondWith(answer(request));
});

async function answer(request) {
  const copy = () => findCopy(request);
  const network = fetch(request);
  network.catch(() => {}); // a late failure is nobody's, when the copy has been taken
  try {
    const response = await (request.mode === 'navigate' ? withPatience(network, copy) : network);
    if (response.status >= 500) return isolated(request, (await copy()) ?? response);
    return isolated(request, response);
  } catch (error) {
    const found = await copy();
    if (found) return isolated(request, found);
    throw error;
  }
}

/** The network's answer, or after a while the copy's if there is one. */
async function withPatience(network, copy) {
  const late = new Promise((resolve) => { setTimeout(resolve, patience); });
  const first = await Promise.race([network, late]);
  return first ?? (await copy()) ?? network;
}

async function findCopy(request) {
  const wanted = request.mode === 'navigate' ? registration.scope : request.url;
  for (const name of await caches.keys()) {
    if (!siteCache.test(name)) continue;
    const found = await (await caches.open(name)).match(wanted, { ignoreSearch: true, ignoreVary: true });
    if (found) return found;
  }
  return undefined;
}

/** Pages and workers are what the headers isolate; everything else goes through as it came. */
function isolated(request, response) {
  if (request.mode !== 'navigate' && !request.destination.endsWith('worker')) return response;
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  const empty = response.status === 204 || response.status === 304;
  return new Response(empty ? null : response.body, { status: response.status, statusText: response.statusText, headers });
}
