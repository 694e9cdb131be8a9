// The page that both sides share: window.ask(side, request) and, for the peer, the batches that ours made.
//   "wasm", "wasm-fast"      our works, each variant in a worker of its own, as the classroom trains
//   "tfjs", "tfjs-threads"   TensorFlow.js, one frame each: how many threads it takes is settled when it loads
const sides = new Map();
const files = new Map(); // data set -> [[file, bytes]]
const batches = new Map();

function worker(variant) {
  const made = new Worker('ours.js', { type: 'module', name: variant });
  const waiting = [];
  made.onmessage = ({ data }) => waiting.shift().resolve(data);
  made.onerror = (event) => waiting.shift()?.reject(new Error(event.message ?? `${variant} did not load`));
  const ask = (request) => new Promise((resolve, reject) => { waiting.push({ resolve, reject }); made.postMessage(request); });
  return { ask, dataSets: new Set() };
}

async function frame(threads) {
  const made = document.createElement('iframe');
  made.src = `peer.html?threads=${threads}`;
  document.body.append(made);
  await new Promise((resolve) => { made.onload = resolve; });
  const peer = await made.contentWindow.peer;
  return { ask: (request) => peer(request) };
}

async function side(name) {
  if (!sides.has(name)) sides.set(name, name.startsWith('tfjs') ? frame(name === 'tfjs' ? 1 : navigator.hardwareConcurrency) : worker(name));
  return sides.get(name);
}

/** Our side's worker gets a data set's training files before the first work on it. */
async function bring(ours, dataset) {
  if (!dataset || ours.dataSets.has(dataset)) return;
  ours.dataSets.add(dataset);
  if (!files.has(dataset)) {
    const manifest = await fetch('data/manifest.json').then((r) => (r.ok ? r.json() : { sets: {} }));
    files.set(dataset, await Promise.all((manifest.sets[dataset]?.train ?? []).map(async ({ file, url }) => [file, await fetch(`data/${url}`).then((r) => r.arrayBuffer())])));
  }
  for (const [file, bytes] of files.get(dataset)) await ours.ask({ call: 'file', dataset, file, bytes });
}

window.ask = async (name, request) => {
  const asked = await side(name);
  if (request.call === 'prepare' && asked.dataSets) await bring(asked, request.work.experiment?.dataset.name);
  const more = request.call === 'prepare' && !asked.dataSets && request.work.experiment ? { batch: batches.get(request.batch) } : {};
  const answer = await asked.ask({ ...request, ...more });
  if (answer.error) throw new Error(answer.error);
  if (request.call !== 'batch') return answer.ok;
  batches.set(request.id, answer.ok);
  return { rows: answer.ok.rows, x: answer.ok.x.length, y: answer.ok.y.length, generated: answer.ok.generated };
};
/** One of a batch's arrays in base64, for a peer outside of the browser. */
window.batchBytes = async (id, key) => {
  const { buffer, byteOffset, byteLength } = batches.get(id)[key];
  const url = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(new Blob([new Uint8Array(buffer, byteOffset, byteLength)]));
  });
  return url.slice(url.indexOf(',') + 1);
};
