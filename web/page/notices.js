// Small messages at the edge that wait until they are put away, and the card that takes the figure's place when it cannot go on.
import { t } from './strings.js';

function button(label, act) {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = label;
  element.addEventListener('click', act);
  return element;
}

function paragraph(words, className = '') {
  const element = document.createElement('p');
  element.textContent = words;
  element.className = className;
  return element;
}

/** One notice an id: a newer one replaces it. @param {{label: string, act: () => void}[]} [actions] */
export function notice(id, words, actions = []) {
  dismiss(id);
  const card = document.createElement('div');
  card.className = 'notice';
  card.dataset.notice = id;
  const buttons = document.createElement('div');
  buttons.className = 'row';
  for (const { label, act } of actions) buttons.append(button(label, act));
  buttons.append(button(t('dismiss'), () => dismiss(id)));
  card.append(paragraph(words), buttons);
  document.getElementById('notes').append(card);
  const alert = document.getElementById('alert');
  alert.lang = document.documentElement.lang;
  alert.textContent = words;
}

export function dismiss(id) {
  document.querySelector(`[data-notice="${CSS.escape(id)}"]`)?.remove();
}

/**
 * What happened, why, what to do: in the figure's place.
 * @param {string} key of the title; its reason and advice are key + 'Why' and key + 'Do'
 */
export function trouble(key, { values = {}, actions = [], details = '' } = {}) {
  const card = document.createElement('div');
  card.className = 'trouble-card';
  const title = document.createElement('h2');
  title.textContent = t(key, values);
  card.append(title, paragraph(t(`${key}Why`, values)), paragraph(t(`${key}Do`, values), 'advice'));
  const row = document.createElement('div');
  row.className = 'row';
  for (const { label, act } of actions) row.append(button(label, act));
  if (actions.length) card.append(row);
  if (details) {
    const more = document.createElement('details'), summary = document.createElement('summary'), text = document.createElement('pre');
    summary.textContent = t('details');
    text.textContent = details;
    more.append(summary, text);
    card.append(more);
  }
  const place = document.getElementById('trouble');
  place.replaceChildren(card);
  place.hidden = false;
  const loading = document.getElementById('loading');
  if (loading) loading.hidden = true;
  document.documentElement.dataset.trouble = '';
}

export function endTrouble() {
  document.getElementById('trouble').hidden = true;
  delete document.documentElement.dataset.trouble;
}

export const reloadAction = () => ({ label: t('reload'), act: () => location.reload() });
