/**
 * window.nabla: the page for programs. Everything here can also be done by hand.
 *
 *   await nabla.ready;
 *   await nabla.open('mnist', 'train');
 *   const experiment = nabla.experiment();
 *   experiment.fit.epochs = 3;
 *   await nabla.setExperiment(experiment);
 *   await nabla.train();
 *   nabla.history().val_accuracy;
 *
 * ready             promise of undefined: the page can be used. It rejects if the page cannot start
 * variant           "wasm" | "wasm-fast", null before it is chosen
 * lessons()         [{id, title: {ko, en}, steps: [{id, title: {ko, en}}]}]
 * open(id, step)    setLanguage("ko" | "en")   setTheme("dark" | "light")   promises: resolved once the page shows it
 * location()        {lesson, step, language, theme}
 * experiment()      the experiment as JSON. setExperiment(json): promise; it rejects and changes nothing if the JSON is not valid
 * train({threads})  promise of the status when the run stops; goes on with a paused run, starts a finished one afresh
 * pause()  stepBatch()  stepEpoch()  reset()     promises of the status
 * status()          {state, busy, epoch, batch, batches, samplesPerSecond, threads, error, dataset: {name, rows, generated}, ...}
 * history()         {loss: [], val_loss: [], accuracy: [], ..., seconds: []}: one entry an epoch, NaN is null
 * evaluate()        promise of {loss, accuracy | mae} on the test rows
 * predict(rows)     promise of one output row for each row; of several outputs, one behind another
 * saveModel()       promise of {"model.json": Blob, "weights.bin": Blob}
 * loadModel(files)  the same back: Blobs, texts, buffers, or a FileList of the two
 * on(event, fn)     "batch", "epoch", "state", "step", "error"; returns a function that unsubscribes. Of epochs that end between
 *                   two frames the newest 50 are told; history() has all
 *
 * Promises may be asked for before `ready`; they wait. A rejection is an Error with code, where, expected, received and
 * text: {ko, en}.
 */
import { NablaError } from './bridge.js';
import { bytesOf, fromBase64, toBase64 } from './files.js';
import { t } from './strings.js';

const events = ['batch', 'epoch', 'state', 'step', 'error'];

const frame = () => new Promise((resolve) => { if (document.hidden) setTimeout(resolve); else requestAnimationFrame(resolve); });

async function modelFiles(files) {
  const named = typeof files?.[Symbol.iterator] === 'function' ? Object.fromEntries([...files].map((file) => [file.name.endsWith('.json') ? 'model.json' : 'weights.bin', file])) : files ?? {};
  for (const name of ['model.json', 'weights.bin'])
    if (named[name] === undefined) throw new NablaError({ code: 'missing_file', where: name, expected: 'model.json and weights.bin', message: { ko: `${name} 파일이 없어요. model.json과 weights.bin을 함께 골라 주세요.`, en: `${name} is missing. Choose model.json and weights.bin together.` } });
  return { 'model.json': new TextDecoder().decode(await bytesOf(named['model.json'])), 'weights.bin': toBase64(await bytesOf(named['weights.bin'])) };
}

/** Text is taken as well as an object. */
export function parseExperiment(json) {
  if (typeof json !== 'string') return json;
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new NablaError({ code: 'bad_json', where: 'experiment', expected: 'JSON', received: error.message, message: { ko: t('badJson', { why: error.message }, 'ko'), en: t('badJson', { why: error.message }, 'en') } });
  }
}

const plainRows = (rows) => Array.from(rows, (row) => Array.from(row));

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {{shown: () => Promise<void>}} page `shown`: the words of the present step are in place
 * @returns {{nabla: object, becomeReady: (variant: string) => void, fail: (error: Error) => void, choose: (variant: string) => void}}
 */
export function createApi(bridge, page) {
  let isReady = false, variant = null, resolveReady, rejectReady;
  const ready = new Promise((resolve, reject) => { resolveReady = resolve; rejectReady = reject; });
  ready.catch(() => {}); // who does not wait for it sees the message on the page

  const now = (name, before) => (args) => {
    if (isReady) return bridge.call(name, args);
    if (before) return before();
    throw new NablaError({ code: 'not_ready', where: name, expected: 'await nabla.ready', message: 'The page is still loading: await nabla.ready.' });
  };
  const later = (act) => async (...args) => {
    await ready;
    return act(...args);
  };
  const show = (name, argsOf) => later(async (...args) => {
    const answer = bridge.call(name, argsOf(...args));
    await page.shown();
    await frame();
    await frame(); // the canvas draws in one of its own
    return answer;
  });
  const run = (name) => later(() => bridge.request(name));

  const nabla = {
    ready,
    get variant() { return variant; },
    lessons: now('lessons'),
    location: now('location'),
    experiment: now('experiment'),
    status: now('status', () => ({ state: 'loading', epoch: 0, batch: 0, batches: 0, samplesPerSecond: 0, threads: 0, error: null, dataset: { name: '', rows: 0, generated: false } })),
    history: now('history', () => ({ loss: [], seconds: [] })),
    open: show('open', (lesson, step) => (step === undefined ? { lesson } : { lesson, step })),
    setLanguage: show('setLanguage', (language) => ({ language })),
    setTheme: show('setTheme', (theme) => ({ theme })),
    setExperiment: later((json) => bridge.call('setExperiment', { experiment: parseExperiment(json) })),
    train: later(({ threads } = {}) => bridge.request('train', threads ? { threads } : {})),
    pause: run('pause'), stepBatch: run('stepBatch'), stepEpoch: run('stepEpoch'), reset: run('reset'),
    evaluate: run('evaluate'),
    predict: later((rows) => bridge.request('predict', { rows: plainRows(rows) })),
    saveModel: later(async () => {
      const files = await bridge.request('saveModel');
      return { 'model.json': new Blob([files['model.json']], { type: 'application/json' }), 'weights.bin': new Blob([fromBase64(files['weights.bin'])], { type: 'application/octet-stream' }) };
    }),
    loadModel: later(async (files) => bridge.request('loadModel', { files: await modelFiles(files) })),
    on(event, fn) {
      if (!events.includes(event)) throw new NablaError({ code: 'unknown_name', where: 'event', expected: events.join(', '), received: String(event), message: `There is no event "${event}". Use ${events.join(', ')}.` });
      return bridge.on(event, fn);
    },
    /** Any call of the program by name, for what has no method of its own here: runs, share, kerasCode, summary, controls... */
    call: later((name, args) => bridge.request(name, args)),
  };
  return {
    nabla: Object.freeze(nabla),
    choose(value) { variant = value; },
    becomeReady() { isReady = true; resolveReady(); },
    fail: rejectReady,
  };
}
