// Fetches a build with its typefaces and starts it.

/** What stopped a start; `kind` names the words to show: noFiles, badModule, badTest. */
export class LoadError extends Error {
  constructor(kind, message, details = {}) {
    super(message);
    this.name = 'LoadError';
    this.kind = kind;
    this.details = details;
  }
}

const fonts = ['label', 'mono', 'symbols'];
const site = (place) => new URL(`../${place}`, import.meta.url);

/** build.json, or what stands for it where a host lacks the file. */
export async function readBuild() {
  let response;
  try {
    response = await fetch(site('build.json'), { cache: 'no-cache' });
  } catch (error) {
    throw new LoadError('noFiles', error.message, { file: 'build.json' });
  }
  const none = { build: 'unknown', variant: null, files: [], bytes: {} };
  return response.ok ? { ...none, ...(await response.json()) } : none;
}

async function fetched(place, options) {
  let response;
  try {
    response = await fetch(site(place), options);
  } catch (error) {
    throw new LoadError('noFiles', error.message, { file: place });
  }
  if (!response.ok) throw new LoadError('noFiles', `HTTP ${response.status}`, { file: place });
  return response;
}

/** The same response, telling how many bytes have come. */
function counted(response, tell) {
  if (!response.body || typeof TransformStream !== 'function') return response;
  const counter = new TransformStream({ transform(chunk, controller) { tell(chunk.byteLength); controller.enqueue(chunk); } });
  const headers = { 'Content-Type': response.headers.get('Content-Type') ?? '' };
  return new Response(response.body.pipeThrough(counter), { headers });
}

async function compile(response, imports) {
  if (WebAssembly.instantiateStreaming && /^application\/wasm/.test(response.headers.get('Content-Type') ?? ''))
    return WebAssembly.instantiateStreaming(response, imports);
  return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

async function fetchFonts(tell) {
  const get = async (name) => [name, new Uint8Array(await counted(await fetched(`fonts/${name}.ttf`), tell).arrayBuffer())];
  const all = await Promise.allSettled(fonts.map(get)); // without one, the canvas still says what it can
  return all.filter((one) => one.status === 'fulfilled').map((one) => one.value);
}

function writeFonts(module, files) {
  module.FS.mkdirTree('/fonts');
  for (const [name, bytes] of files) module.FS.writeFile(`/fonts/${name}.ttf`, bytes);
}

/**
 * Starts `variant`. Resolves with the running module; `hooks` are its onNabla... functions.
 * @param {{variant: string, bytes: Record<string, number>, canvas: HTMLCanvasElement, hooks: object, progress: (done: number, total: number) => void}} options
 */
export async function start({ variant, bytes, canvas, hooks, progress }) {
  const wasm = `${variant}/nabla.wasm`;
  const total = [wasm, ...fonts.map((name) => `fonts/${name}.ttf`)].reduce((sum, file) => sum + (bytes[file] ?? 0), 0);
  let done = 0;
  const tell = (count) => progress(Math.min(done += count, total || Infinity), total);

  const words = fetchFonts(tell);
  const code = fetched(wasm);
  code.catch(() => {}); // it is awaited below, after the module's own file
  let createNabla;
  try {
    ({ default: createNabla } = await import(site(`${variant}/nabla.mjs`).href));
  } catch (error) {
    throw new LoadError('noFiles', error.message, { file: `${variant}/nabla.mjs` });
  }
  const files = await words;
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(error instanceof LoadError ? error : new LoadError('badModule', String(error?.message ?? error)));
    createNabla({
      ...hooks,
      canvas,
      preRun: [(module) => writeFonts(module, files)],
      instantiateWasm(imports, success) {
        code.then((response) => compile(counted(response, tell), imports)).then(({ instance, module }) => success(instance, module)).catch(fail);
        return {};
      },
      onAbort: fail,
    }).then(resolve, fail);
  });
}
