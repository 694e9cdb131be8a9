// A worker that answers for one variant of our works; its name is the variant.
const loaded = import(`./${self.name}/bench.mjs`).then(({ default: create }) => create());

function file(module, { dataset, file: name, bytes }) {
  const at = module._malloc(bytes.byteLength);
  new Uint8Array(module.wasmMemory.buffer).set(new Uint8Array(bytes), at);
  module.ccall('bench_file', null, ['string', 'string', 'number', 'number'], [dataset, name, at, bytes.byteLength]);
  module._free(at);
  return { ok: null };
}

function answer(module, request) {
  if (request.call === 'file') return file(module, request);
  const said = JSON.parse(module.ccall('bench_call', 'string', ['string'], [JSON.stringify(request)]));
  if (request.call === 'batch' && said.ok)
    for (const key of ['x', 'y']) said.ok[key] = new Float32Array(module.wasmMemory.buffer, ...said.ok[key]).slice();
  return said;
}

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(answer(await loaded, data));
  } catch (error) {
    self.postMessage({ error: String(error.message ?? error) });
  }
};
