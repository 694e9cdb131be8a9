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
  if (!response.ok) return none;
  try {
    return { ...none, ...(await response.json()) };
  } catch (error) { // cut short, or another page in its place
    throw new LoadError('noFiles', error.message, { file: 'build.json' });
  }
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

/** Compiles while it arrives, where the host names the type as the engine wants it: without parameters. */
async function compile(response, place) {
  try {
    if (WebAssembly.compileStreaming && /^application\/wasm$/i.test(response.headers.get('Content-Type') ?? ''))
      return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (error) { // what is no compile error is a connection that broke off
    if (error instanceof WebAssembly.CompileError) throw new LoadError('badModule', error.message);
    throw new LoadError('noFiles', error.message, { file: place });
  }
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
 * Begins to fetch and compile a build.
 * @returns {{files: string[], code: Promise<WebAssembly.Module>, typefaces: Promise<[string, Uint8Array][]>, script: Promise<object>,
 *   arrived: {bytes: number, tell: () => void}}} tell is called as bytes arrive; code and script reject with a LoadError, typefaces lack what did not come
 */
export function fetchProgram(variant) {
  const arrived = { bytes: 0, tell: () => {} };
  const count = (bytes) => { arrived.bytes += bytes; arrived.tell(); };
  const wasm = `${variant}/nabla.wasm`, script = `${variant}/nabla.mjs`;
  const program = {
    files: [wasm, ...fonts.map((name) => `fonts/${name}.ttf`)],
    arrived,
    typefaces: fetchFonts(count),
    code: fetched(wasm).then((response) => compile(counted(response, count), wasm)),
    script: import(site(script).href).catch((error) => { throw new LoadError('noFiles', error.message, { file: script }); }),
  };
  for (const part of [program.code, program.script]) part.catch(() => {}); // awaited later
  return program;
}

/**
 * Starts what fetchProgram fetches. Resolves with the running module; `hooks` are its onNabla... functions.
 * @param {{program: ReturnType<typeof fetchProgram>, bytes: Record<string, number>, canvas: HTMLCanvasElement, hooks: object, progress: (done: number, total: number) => void}} options
 */
export async function start({ program, bytes, canvas, hooks, progress }) {
  const total = program.files.reduce((sum, file) => sum + (bytes[file] ?? 0), 0);
  const { arrived } = program;
  arrived.tell = () => progress(Math.min(arrived.bytes, total || Infinity), total);
  arrived.tell();
  const { default: createNabla } = await program.script;
  const files = await program.typefaces;
  return new Promise((resolve, reject) => {
    const fail = (error) => reject(error instanceof LoadError ? error : new LoadError('badModule', String(error?.message ?? error)));
    createNabla({
      ...hooks,
      canvas,
      preRun: [(module) => writeFonts(module, files)],
      instantiateWasm(imports, success) {
        program.code.then(async (code) => success(await WebAssembly.instantiate(code, imports), code)).catch(fail);
        return {};
      },
      onAbort: fail,
    }).then(resolve, fail);
  });
}
