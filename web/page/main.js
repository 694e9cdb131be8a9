// Brings the page up in order: settings, isolation, the program, then everything that listens to it.
import { createApi } from './api.js';
import { Bridge } from './bridge.js';
import { connectCanvas } from './canvas.js';
import { createCatalogue } from './catalogue.js';
import { createControls } from './controls.js';
import { dataProvider } from './data.js';
import { createDataNote } from './data_note.js';
import { connectDrop } from './drop.js';
import { chosen, fallbackKey, has } from './early.js';
import { textEntry } from './edit.js';
import { hasWebgl2 } from './features.js';
import { saveBlob } from './files.js';
import { connectGlossary } from './glossary.js';
import { createHints } from './hints.js';
import { arrowKeys, undoKeys } from './keys.js';
import { createLessons, followStepLinks } from './lessons.js';
import { createLive } from './live.js';
import { fetchProgram, LoadError, start } from './loader.js';
import { reloadAction, trouble } from './notices.js';
import { isolate, keepForOffline } from './offline.js';
import { keepProgress, resetLesson, restoreProgress } from './progress.js';
import { pumpWhileHidden } from './pump.js';
import { createReading } from './reading.js';
import { createRouter } from './router.js';
import { connectSettings, onSetting, showLanguage, showTheme, startSettings, theme } from './settings.js';
import { connectShare } from './share.js';
import { connectTake } from './take.js';
import { remember } from './storage.js';
import { fillWords, language, t } from './strings.js';
import { createTabs, narrow } from './tabs.js';
import { createToolbox } from './toolbox.js';

const bridge = new Bridge();
let reading = null;
const api = createApi(bridge, { shown: () => reading?.shown() });
Object.defineProperty(window, 'nabla', { value: api.nabla, enumerable: true });

function showProgress(done, total) {
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
  const bar = document.querySelector('#loading progress');
  const whole = total > 0 && done >= total;
  if (total > 0 && !whole) bar.value = done / total;
  else bar.removeAttribute('value'); // it compiles and starts: how long is not known
  document.getElementById('loading-words').textContent = total > 0 && !whole ? t('loadingBytes', { done: megabytes(done), total: megabytes(total) }) : t('starting');
}

/** A failed fast variant is not tried again for this build: the page starts over with the plain one. */
function fallBack(build, error) {
  console.warn(`wasm-fast does not work here, falling back to wasm: ${error.message}`);
  if (remember(fallbackKey, build.build) === 'stored') return location.reload();
  const address = new URL(location.href);
  address.searchParams.set('variant', 'wasm');
  location.replace(address);
}

async function startProgram(canvas) {
  const { build, choice, asked, program } = await chosen;
  api.choose(choice.variant);
  let firstFrame;
  const drawn = new Promise((resolve) => { firstFrame = resolve; });
  bridge.on('ready', () => firstFrame());
  const hooks = {
    onNablaEvent: bridge.receive,
    onNablaData: dataProvider(bridge),
    onNablaEdit: textEntry(document.getElementById('stage'), canvas, bridge),
    onNablaDownload: (name, mime, bytes) => saveBlob(name, new Blob([bytes], { type: mime })),
  };
  try {
    if (choice.variant === 'wasm-fast' && !has.isolated) throw new LoadError('badModule', t('whyPlainIsolation'));
    bridge.connect(await start({ program: program ?? fetchProgram(choice.variant), bytes: build.bytes, canvas, hooks, progress: showProgress }));
    const test = bridge.call('selfTest');
    if (!test.passed) throw new LoadError('badTest', test.detail, { variant: choice.variant });
  } catch (error) {
    if (choice.variant !== 'wasm-fast' || asked || error.kind === 'noFiles') throw error;
    fallBack(build, error);
    return new Promise(() => {});
  }
  return { build, choice, drawn };
}

/** The session as the learner left it, with the language and theme that the page has been showing, at the address's step. */
function connectPage(canvas) {
  const lessons = createLessons(bridge);
  const setLanguage = (value) => bridge.call('setLanguage', { language: value });
  const setTheme = (value) => bridge.call('setTheme', { theme: value });
  restoreProgress(bridge);
  setLanguage(language());
  setTheme(theme());
  const adopt = () => {
    const present = bridge.call('location');
    showLanguage(present.language);
    showTheme(present.theme);
  };
  bridge.on('language', adopt);
  bridge.on('theme', adopt);
  connectSettings({ setLanguage, setTheme });

  const catalogue = createCatalogue(lessons);
  const router = createRouter(bridge, { openCatalogue: catalogue.open, setLanguage, setTheme });
  router.begin();
  reading = createReading(bridge, lessons);
  const controls = createControls(bridge), note = createDataNote(bridge, () => toolbox.openTable());
  const tabs = createTabs(bridge);
  tabs.connect();
  const everything = () => { lessons.forget(); adopt(); reading.show(); controls.render(); note.render(); };
  const startAfresh = () => resetLesson(bridge, everything);
  const toolbox = createToolbox(bridge, api.nabla, { restored: everything, resetLesson: startAfresh, trying: () => tabs.show('experiment', narrow.matches), link: router.link });
  connectDrop(toolbox.openTable);
  document.getElementById('reset-lesson').addEventListener('click', startAfresh);
  bridge.on('show', ({ what }) => { if (what === 'keras') toolbox.openCode(); });
  connectShare(bridge, lessons, router.link);
  connectTake(bridge);
  onSetting(() => { catalogue.render(); toolbox.render(); showVariant(); });

  const open = (lesson, step) => bridge.call('open', { lesson, step });
  followStepLinks(document, open);
  arrowKeys((direction) => {
    const place = lessons.neighbour(direction);
    if (place) open(place.lesson, place.step);
  });
  undoKeys({ undo: () => bridge.call('undo'), redo: () => bridge.call('redo') });
  document.getElementById('catalogue-button').addEventListener('click', catalogue.open);
  for (const link of document.querySelectorAll('[data-skip]')) link.addEventListener('click', (event) => skipTo(event, link.dataset.skip, tabs));
  document.querySelector('.brand').addEventListener('click', (event) => { event.preventDefault(); catalogue.open(); });
  createLive(bridge, lessons);
  createHints(bridge, { asked: router.hints, isDone: () => lessons.here().step.done });
  connectGlossary();
  connectCanvas(canvas, bridge);
  pumpWhileHidden(bridge);
  keepProgress(bridge);
  everything();
}

/** Skip links name elements, addresses name steps: the hash stays. */
function skipTo(event, id, tabs) {
  event.preventDefault();
  if (id === 'step') tabs.show('read');
  if (id === 'canvas') tabs.show('figure');
  document.getElementById(id).focus();
}

let present = null;
function showVariant() {
  if (!present) return;
  const { variant, why } = present;
  const words = variant === 'wasm-fast' ? t('variantFast', { threads: bridge.call('threadsAvailable') }) : `${t('variantPlain')} ${why ? t(why) : ''}`;
  document.getElementById('variant').textContent = words.trim();
}

/** What stops the start, in the learner's words. */
function explain(error) {
  console.error(error);
  const actions = [{ label: t('tryAgain'), act: () => location.reload() }];
  const details = `${error.message}\n${navigator.userAgent}`;
  if (error.kind === 'noFiles' && !navigator.onLine) return trouble('offline', { actions, details });
  if (error.kind === 'noFiles') return trouble('noFiles', { values: error.details, actions, details });
  if (error.kind === 'badTest') return trouble('badTest', { values: error.details, actions, details });
  return trouble('badModule', { actions, details });
}

/** After the start: an error that comes out of the program itself has ended it. */
function watchCrashes() {
  const crashed = (error) => {
    // A trap, or a C++ exception that nobody caught.
    if (!(error instanceof WebAssembly.RuntimeError || (WebAssembly.Exception && error instanceof WebAssembly.Exception))) return;
    trouble('crashed', { actions: [reloadAction()], details: String(error.stack ?? error) });
  };
  addEventListener('error', (event) => crashed(event.error));
  addEventListener('unhandledrejection', (event) => crashed(event.reason));
}

async function main() {
  startSettings();
  const canvas = document.getElementById('canvas');
  const missing = !hasWebgl2() ? 'noWebgl' : !has.simd || !has.exceptions ? 'noSimd' : null;
  if (missing) {
    createTabs(bridge).show('figure');
    trouble(missing, { actions: [reloadAction()], details: navigator.userAgent });
    return api.fail(new Error(t(missing, {}, 'en')));
  }
  showProgress(0, 0);
  const asked = new URLSearchParams(location.search).get('variant');
  await isolate(has.relaxedSimd && has.threads && asked !== 'wasm');
  try {
    const { build, choice, drawn } = await startProgram(canvas);
    watchCrashes();
    present = choice;
    connectPage(canvas);
    showVariant();
    await Promise.all([drawn, reading.shown()]);
    document.getElementById('loading').remove();
    document.documentElement.dataset.ready = '';
    api.becomeReady();
    keepForOffline(build, choice.variant);
  } catch (error) {
    explain(error);
    api.fail(error);
  }
}

fillWords();
await main();
