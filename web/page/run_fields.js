// The kept runs as fields of the form: shown or hidden, named, restored. The canvas lists the same.
import { arrange } from './arrange.js';
import { t } from './strings.js';

function makeRun(number, send) {
  const element = document.createElement('div'), show = document.createElement('input'), label = document.createElement('label');
  const name = document.createElement('input'), restore = document.createElement('button');
  element.className = 'kept-run';
  show.type = 'checkbox';
  show.id = `run-${number}-visible`;
  label.htmlFor = show.id;
  name.type = 'text';
  name.autocomplete = 'off';
  restore.type = 'button';
  element.append(show, label, name, restore);
  let present = null;
  const rename = () => {
    const wanted = name.value.trim();
    if (wanted && wanted !== present.name) send('setRun', { number, name: wanted });
    else name.value = present.name;
  };
  show.addEventListener('change', () => send('setRun', { number, visible: show.checked }));
  name.addEventListener('change', rename);
  name.addEventListener('keydown', (event) => { if (event.key === 'Enter' && !event.isComposing) rename(); });
  restore.addEventListener('click', () => send('restoreRun', { number }));
  const update = (run) => {
    present = run;
    show.checked = run.visible;
    label.textContent = t('showRun', { name: run.name });
    if (document.activeElement !== name) name.value = run.name;
    name.setAttribute('aria-label', t('nameOfRun', { name: run.name }));
    restore.textContent = t('restoreRun');
    restore.setAttribute('aria-label', `${t('restoreRun')}: ${run.name}`);
  };
  return { element, update };
}

/** @param {import('./bridge.js').Bridge} bridge */
export function createRunFields(bridge) {
  const set = document.createElement('fieldset'), legend = document.createElement('legend'), made = new Map();
  set.dataset.group = 'runs';
  set.append(legend);
  let lesson = '';
  const render = () => {
    const here = bridge.call('location').lesson;
    if (here !== lesson) made.clear();
    lesson = here;
    const runs = bridge.call('runs').reverse(); // the newest first, as on the canvas
    legend.textContent = t('runs');
    set.hidden = runs.length === 0;
    const numbers = new Set(runs.map((run) => run.number));
    for (const number of made.keys()) if (!numbers.has(number)) made.delete(number);
    const elements = runs.map((run) => {
      if (!made.has(run.number)) made.set(run.number, makeRun(run.number, (name, values) => bridge.call(name, values)));
      made.get(run.number).update(run);
      return made.get(run.number).element;
    });
    arrange(set, [legend, ...elements]);
  };
  return { set, render };
}
