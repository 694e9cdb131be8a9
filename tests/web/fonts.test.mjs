import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { canvasCharacters, stringLiterals } from '../../web/toolchain/font_chars.mjs';
import { mappedCharacters } from '../../web/toolchain/fonts.mjs';

const folder = 'build/generated/fonts';
const skip = existsSync(`${folder}/glyphs.json`) ? false : 'the fonts have not been made: web/play --build-only';

test('string literals are found, comments and characters are not', () => {
  const source = `// "no"\n/* "no" */ a("한글 \\"x\\"", 'q', '"', "\\u2207 \\xe2\\x88\\x82", R"(raw // "r")");`;
  assert.deepEqual(stringLiterals(source), ['한글 \\"x\\"', '∇ ∂', 'raw // "r"']);
});

test('every character that the canvas draws is in one of its fonts', { skip }, () => {
  const fonts = ['label', 'mono', 'symbols'].map((name) => mappedCharacters(readFileSync(`${folder}/${name}.ttf`)));
  const lost = canvasCharacters('.').filter((c) => !fonts.some((codes) => codes.has(c.codePointAt(0))));
  assert.deepEqual(lost, []);
});

test('a word of Korean or English needs no other font than its own', { skip }, () => {
  const label = mappedCharacters(readFileSync(`${folder}/label.ttf`));
  const letters = canvasCharacters('.').filter((c) => /[\p{Script=Hangul}\p{Script=Latin}\p{N}]/u.test(c) && c.codePointAt(0) < 0x10000);
  assert.deepEqual(letters.filter((c) => !label.has(c.codePointAt(0))), []);
});

test('the canvas loads at most 400 KB of fonts, each a TrueType font with outlines', { skip }, () => {
  let total = 0;
  for (const name of ['label', 'mono', 'symbols']) {
    const font = readFileSync(`${folder}/${name}.ttf`);
    total += statSync(`${folder}/${name}.ttf`).size;
    assert.equal(font.readUInt32BE(0), 0x00010000, name);
    const tags = Array.from({ length: font.readUInt16BE(4) }, (_, i) => font.toString('latin1', 12 + 16 * i, 16 + 16 * i));
    assert.ok(tags.includes('glyf') && tags.includes('name'), `${name}: ${tags}`);
  }
  assert.ok(total <= 400 * 1024, `${total} bytes`);
});
