// Language, theme and folding: known before anything else is loaded, so they have a small entry of their own.
import { remember, recall } from './storage.js';
import { fillWords, language, t } from './strings.js';

const key = 'nabla.settings';
const systemDark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();
let settings = recall(key) ?? {};

const root = document.documentElement;
export const theme = () => root.dataset.theme || (systemDark.matches ? 'dark' : 'light');

/** fn('language' | 'theme') after every change. */
export const onSetting = (fn) => { listeners.add(fn); };

function change(name, value) {
  settings = { ...settings, [name]: value };
  remember(key, settings);
}

export function showLanguage(value) {
  if (value !== 'ko' && value !== 'en') return;
  const changed = value !== root.lang;
  root.lang = value;
  if (changed) change('language', value);
  fillWords();
  fillButtons();
  if (changed) for (const fn of listeners) fn('language');
}

export function showTheme(value) {
  if (value !== 'dark' && value !== 'light') return;
  const changed = value !== theme();
  root.dataset.theme = value;
  if (changed) change('theme', value);
  fillButtons();
  if (changed) for (const fn of listeners) fn('theme');
}

function fillButtons() {
  const other = document.getElementById('language'), moon = document.getElementById('theme'), fold = document.getElementById('fold');
  other.textContent = t('toLanguage');
  other.lang = language() === 'ko' ? 'en' : 'ko';
  other.setAttribute('aria-label', t('toLanguageName'));
  label(moon, theme() === 'dark' ? t('toLight') : t('toDark'));
  const folded = 'folded' in root.dataset;
  label(fold, folded ? t('unfold') : t('fold'));
  fold.setAttribute('aria-expanded', String(!folded));
}

function label(button, words) {
  button.setAttribute('aria-label', words);
  button.title = words;
}

function toggleFold() {
  if ('folded' in root.dataset) delete root.dataset.folded;
  else root.dataset.folded = '';
  change('folded', 'folded' in root.dataset);
  fillButtons();
}

/** Buttons of the masthead. setLanguage and setTheme go to the session once there is one; it answers with an event. */
export function connectSettings({ setLanguage, setTheme }) {
  document.getElementById('language').onclick = () => setLanguage(language() === 'ko' ? 'en' : 'ko');
  document.getElementById('theme').onclick = () => setTheme(theme() === 'dark' ? 'light' : 'dark');
  document.getElementById('fold').onclick = toggleFold;
  systemDark.addEventListener('change', () => { if (!settings.theme) setTheme(systemDark.matches ? 'dark' : 'light'); });
}

export function startSettings() {
  fillWords();
  fillButtons();
  connectSettings({ setLanguage: showLanguage, setTheme: showTheme });
}
