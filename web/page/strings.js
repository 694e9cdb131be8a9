// The page's own words. Both languages have the same keys; {name} is replaced. `t` answers in the present language.
import { korean } from './strings.ko.js';
import { english } from './strings.en.js';

const tables = { ko: korean, en: english };

/** @returns {'ko'|'en'} */
export const language = () => (document.documentElement.lang === 'en' ? 'en' : 'ko');

/** @param {string} key @param {Record<string, string|number>} [values] */
export function t(key, values = {}, of = language()) {
  const text = tables[of][key];
  if (text === undefined) throw new Error(`no words for '${key}'`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** data-text becomes the element's text, data-label its accessible name, data-title its tooltip. */
export function fillWords(root = document) {
  for (const element of root.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of root.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
  for (const element of root.querySelectorAll('[data-title]')) element.title = t(element.dataset.title);
}

const formats = new Map(); // to make one takes longer than to use it a hundred times
function format(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat('en-US', options));
  return formats.get(key);
}

/** A number as people read it: 0.0312, 48,200, 1.5e-5; NaN comes as null. */
export function number(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value)) return 'NaN';
  if (value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e7)) return value.toExponential(2).replace('e+', 'e');
  return format(Math.abs(value) >= 100 ? { maximumFractionDigits: 1 } : { maximumSignificantDigits: digits }).format(value);
}

/** @param {{ko: string, en: string}|string|null|undefined} text */
export const inLanguage = (text) => (text && typeof text === 'object' ? text[language()] : text) ?? '';
