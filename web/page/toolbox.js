// Taking things along and bringing them back: link, Keras code, experiment, model, predictions, progress.
import { parseExperiment } from './api.js';
import { classLink } from './class_link.js';
import { copyText, saveBlob } from './files.js';
import { downloadProgress, openProgress } from './progress.js';
import { action, filePicker, make, row, section } from './sheet.js';
import { number, t } from './strings.js';
import { tableSection } from './table_section.js';

const json = (value) => JSON.stringify(value, null, 2);
const copied = async (text) => ((await copyText(text)) ? t('copied') : t('copyFailed'));

/** Rows of numbers from text: commas, semicolons, tabs or blanks between them. Throws with the line's number. */
export function readRows(text) {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, i) => {
    if (!line) return [];
    const values = line.split(/[\s,;]+/).filter(Boolean).map(Number);
    if (values.some((value) => !Number.isFinite(value))) throw new Error(t('badNumbers', { line: i + 1 }));
    return [values];
  });
}

function linkSection(bridge, linkTo) {
  return section(t('takeLink'), t('takeLinkHint'), (told) => {
    const field = make('input', { type: 'text', readOnly: true, value: linkTo(), onfocus: () => field.select() });
    field.setAttribute('aria-label', t('takeLink'));
    return [row(field, action(t('copy'), told, () => copied(field.value))), classLink(bridge.call('restrictions'), (limits) => { field.value = linkTo(limits); })];
  });
}

function codeSection(bridge) {
  return section(t('takeCode'), '', (told) => {
    const code = bridge.call('kerasCode');
    const block = make('pre', { tabIndex: 0 }, make('code', { textContent: code }));
    block.setAttribute('aria-label', t('takeCode'));
    return [block, row(action(t('copy'), told, () => copied(code)), action(t('download'), told, () => void saveBlob('experiment.py', new Blob([code], { type: 'text/x-python' }))))];
  });
}

function experimentSection(bridge) {
  return section(t('takeExperiment'), t('takeExperimentHint'), (told) => {
    const area = make('textarea', { rows: 8, spellcheck: false, value: json(bridge.call('experiment')) });
    area.setAttribute('aria-label', t('takeExperiment'));
    const apply = () => {
      area.value = json(bridge.call('setExperiment', { experiment: parseExperiment(area.value) }));
      return t('applied');
    };
    return [area, row(action(t('apply'), told, apply), action(t('copy'), told, () => copied(area.value)),
      action(t('download'), told, () => void saveBlob('experiment.json', new Blob([area.value], { type: 'application/json' }))))];
  });
}

function modelSection(nabla) {
  return section(t('takeModel'), t('takeModelHint'), (told) => {
    const save = async () => {
      for (const [name, blob] of Object.entries(await nabla.saveModel())) saveBlob(name, blob);
    };
    const open = async (files) => {
      await nabla.loadModel(files);
      return t('opened');
    };
    return [row(action(t('saveModel'), told, save), ...filePicker(t('openModel'), '.json,.bin', true, told, open))];
  });
}

function predictSection(nabla) {
  return section(t('takePredict'), t('takePredictHint'), (told) => {
    const area = make('textarea', { rows: 3, spellcheck: false }), list = make('ol', { className: 'predictions' });
    area.setAttribute('aria-label', t('takePredictHint'));
    const predict = async () => {
      const outputs = await nabla.predict(readRows(area.value));
      list.replaceChildren(...outputs.map((values) => make('li', { textContent: values.map((value) => number(value, 4)).join(', ') })));
    };
    return [area, row(action(t('predict'), told, predict)), list];
  });
}

function threadsSection(nabla, bridge, close) {
  const most = bridge.call('threadsAvailable');
  if (most < 2) return [];
  return [section(t('takeThreads'), t('takeThreadsHint'), (told) => {
    const buttons = Array.from({ length: most }, (_, i) => action(t('trainThreads', { n: i + 1 }), told, () => { nabla.train({ threads: i + 1 }).catch(() => {}); close(); }));
    return [row(...buttons)];
  })];
}

function progressSection(bridge, page) {
  return section(t('takeProgress'), t('takeProgressHint'), (told) => [
    row(action(t('saveProgress'), told, () => downloadProgress(bridge)),
      ...filePicker(t('openProgress'), '.json', false, told, async ([file]) => {
        await openProgress(bridge, file, page.restored);
        return t('opened');
      }),
      action(t('resetLesson'), told, () => void page.resetLesson()))]);
}

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {{restored: () => void, resetLesson: () => void, trying: () => void, link: (limits?: object) => string}} page
 *   `restored`: the whole state is another one; `trying`: the learner wants to see the experiment
 */
export function createToolbox(bridge, nabla, page) {
  const dialog = document.getElementById('toolbox');
  let table = null;
  const render = () => {
    const title = make('h2', { id: 'toolbox-title', textContent: t('take') });
    const close = make('button', { type: 'button', className: 'quiet icon close', textContent: '×', onclick: () => dialog.close() });
    close.setAttribute('aria-label', t('close'));
    table = tableSection(bridge, table?.opened, () => { dialog.close(); page.trying(); });
    dialog.replaceChildren(make('div', { className: 'sheet' }, make('header', {}, title, close), linkSection(bridge, page.link), codeSection(bridge), table.section, experimentSection(bridge),
      modelSection(nabla), predictSection(nabla), ...threadsSection(nabla, bridge, () => dialog.close()), progressSection(bridge, page)));
  };
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  const open = () => {
    render();
    dialog.showModal();
  };
  document.getElementById('toolbox-button').addEventListener('click', open);
  const bring = (part, focus) => {
    if (!dialog.open) open();
    const target = part();
    target.closest('section').scrollIntoView();
    focus(target).focus({ preventScroll: true });
  };
  return {
    render() { if (dialog.open) render(); },
    /** Opens where a table of the learner's own is opened; with a file, that one. @param {File} [file] */
    openTable(file) {
      bring(() => table.section, (section) => section.querySelector('button'));
      if (file) table.open(file);
    },
    /** Opens at the code. */
    openCode() { bring(() => dialog.querySelector('pre'), (code) => code); },
  };
}
