// Which characters have to be drawn: those of the lessons' texts, of every string literal in C++, and of the page's own words.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const always = '∇ŷσδ∂ηθαβγελμρφπΔΣ∑∏√∞·×÷−±→←↑↓↔≤≥≠≈∈²³⁻¹₀₁₂₃₄₅₆₇₈₉½…–—‘’“”•✓°\u00a0'; // the last holds words together

function filesUnder(folder, form) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && form.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

// Comments come first in the alternatives, so that a quote in one opens no string, and a // in a string no comment.
const token = /\/\/[^\n]*|\/\*[^]*?\*\/|R"([^()\s\\]{0,16})\(([^]*?)\)\1"|"((?:[^"\\\n]|\\[^])*)"|'(?:[^'\\\n]|\\[^])+'/g;

/** The literals' texts, escapes such as \u2207 and \xe2\x88\x87 resolved. */
export function stringLiterals(source) {
  const texts = [];
  for (const [, , raw, quoted] of source.matchAll(token)) {
    if (raw !== undefined) texts.push(raw);
    if (quoted === undefined) continue;
    const unicode = quoted.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (_, short, long) => String.fromCodePoint(parseInt(short ?? long, 16)));
    texts.push(unicode.replace(/(?:\\x[0-9a-fA-F]{2})+/g, (bytes) => Buffer.from(bytes.replace(/\\x/g, ''), 'hex').toString('utf8')));
  }
  return texts;
}

/**
 * Syllables that a learner is likely to type when naming a run or a column; the texts bring the rarer ones they need.
 * A syllable is 0xAC00 + (initial * 21 + vowel) * 28 + final.
 */
export function commonSyllables() {
  const initials = [0, 2, 3, 5, 6, 7, 9, 11, 12, 14, 15, 16, 17, 18], vowels = [0, 1, 4, 5, 6, 8, 12, 13, 18, 20], finals = [0, 1, 4, 8, 16, 21];
  return initials.flatMap((i) => vowels.flatMap((v) => finals.map((f) => String.fromCodePoint(0xac00 + (i * 21 + v) * 28 + f))));
}

// Controls, separators and combining marks have no glyph of their own.
const unprintable = /[\p{C}\p{M}\p{Zl}\p{Zp}\uFE0F]/u;
const characters = (texts) => [...new Set(texts.join(''))].filter((c) => !unprintable.test(c)).sort((a, b) => a.codePointAt(0) - b.codePointAt(0));
const ascii = String.fromCodePoint(...Array.from({ length: 0x7f - 0x20 }, (_, i) => 0x20 + i));

/** What the canvas draws. */
export function canvasCharacters(root) {
  const texts = filesUnder(join(root, 'lessons'), /\.md$/).map((file) => readFileSync(file, 'utf8'));
  const sources = ['core', 'lessons', 'web'].flatMap((folder) => filesUnder(join(root, folder), /\.(cpp|h)$/));
  return characters([always, ascii, ...texts, ...sources.flatMap((file) => stringLiterals(readFileSync(file, 'utf8')))]);
}

/** What the page says by itself; the rest it has from the canvas's side. */
export function pageCharacters(root) {
  const files = [join(root, 'index.html'), ...filesUnder(join(root, 'web/page'), /\.(js|html)$/)].filter(existsSync);
  return characters(files.map((file) => readFileSync(file, 'utf8')));
}
