// What data the present experiment trains on, on what terms, and whether it is the real thing.
import { inLanguage, t } from './strings.js';

/** @param {import('./bridge.js').Bridge} bridge @param {() => void} openTable */
export function createDataNote(bridge, openTable) {
  const section = document.getElementById('data-note');
  let shown = '';

  const render = (status = bridge.call('status')) => {
    const info = bridge.call('datasetInfo');
    const made = status.dataset?.generated ? inLanguage(status.dataset.generatedHow) : '';
    const key = JSON.stringify([info, made, status.dataset?.generated, document.documentElement.lang]);
    if (key === shown) return;
    shown = key;
    section.hidden = !inLanguage(info.title);
    const parts = [];
    if (status.dataset?.generated) parts.push(generatedLabel(made));
    const own = ownTable(openTable);
    parts.push(info.name === 'inline' ? own : details(info, own)); // a lesson's few rows stand in its text
    const wasOpen = section.querySelector('details')?.open;
    section.replaceChildren(...parts);
    if (wasOpen) section.querySelector('details')?.setAttribute('open', '');
  };
  bridge.on('state', ({ status }) => render(status));
  for (const event of ['edited', 'step', 'language']) bridge.on(event, () => render());
  return { render };
}

function generatedLabel(how) {
  const label = document.createElement('p'), name = document.createElement('strong');
  label.className = 'generated';
  name.textContent = t('generated');
  label.append(name, ` ${t('generatedWhy')} ${how}`.trimEnd());
  return label;
}

function ownTable(open) {
  return Object.assign(document.createElement('button'), { type: 'button', className: 'link', textContent: t('ownTable'), onclick: open });
}

function details(info, own) {
  const box = document.createElement('details'), summary = document.createElement('summary'), note = document.createElement('p');
  summary.textContent = `${t('dataNote')}: ${inLanguage(info.title)}`;
  note.textContent = inLanguage(info.note);
  box.append(summary, note);
  if (inLanguage(info.licence)) {
    const terms = document.createElement('p');
    terms.className = 'terms';
    terms.textContent = `${t('terms')}: ${inLanguage(info.licence)}`;
    box.append(terms);
  }
  box.append(own);
  return box;
}
