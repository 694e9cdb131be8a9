// The typefaces of the canvas and of the page, cut to the characters that the texts use.
//   node web/toolchain/fonts.mjs --out build/generated/fonts
// label.ttf    Pretendard: words in Latin and Korean       mono.ttf   JetBrains Mono: numbers and code
// symbols.ttf  Noto Sans Math: what neither has
// page.woff2   Pretendard in weights 400 to 700, for HTML  math.woff2 Noto Sans Math with its MATH table, for MathML
// glyphs.json  {label, mono, symbols}: the characters of each. LICENSE-*.txt: the SIL Open Font License of each.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fontverter from 'fontverter';
import subsetFont from 'subset-font';
import { canvasCharacters, commonSyllables, pageCharacters } from './font_chars.mjs';
import { renamed } from './font_name.mjs';

const budget = 400 * 1024; // bytes of what the canvas loads
const require = createRequire(import.meta.url);
const packageFolder = (name) => join(require.resolve(`${name}/package.json`), '..');
const sources = {
  label: ['pretendard', 'dist/public/static/alternative/Pretendard-Regular.ttf', 'dist/LICENSE.txt'],
  mono: ['@expo-google-fonts/jetbrains-mono', '400Regular/JetBrainsMono_400Regular.ttf', 'LICENSE_FONT'],
  symbols: ['@fontsource/noto-sans-math', 'files/noto-sans-math-latin-400-normal.woff2', 'LICENSE'],
};
const names = { label: 'Nabla Label', mono: 'Nabla Mono', symbols: 'Nabla Symbols', page: 'Nabla Text', math: 'Nabla Math' };
// The canvas lays out glyph by glyph.
const unused = ['GSUB', 'GPOS', 'GDEF', 'MATH', 'gasp', 'vhea', 'vmtx', 'meta'];

/** Code points that a TrueType font maps: cmap subtables of format 4 (16 bit) and 12 (32 bit). */
export function mappedCharacters(font) {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = Array.from({ length: view.getUint16(4) }, (_, i) => 12 + 16 * i);
  const cmap = view.getUint32(tables.find((at) => view.getUint32(at) === 0x636d6170) + 8); // 'cmap'
  const found = new Set();
  const range = (first, last) => { for (let code = first; code <= last; code++) found.add(code); };
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 8 + 8 * i), format = view.getUint16(at);
    if (format === 12)
      for (let g = 0; g < view.getUint32(at + 12); g++) range(view.getUint32(at + 16 + 12 * g), view.getUint32(at + 20 + 12 * g));
    if (format !== 4) continue;
    const segments = view.getUint16(at + 6) / 2; // ends, a pad, then starts; the last segment is 0xffff
    for (let s = 0; s < segments - 1; s++) range(view.getUint16(at + 16 + 2 * (segments + s)), view.getUint16(at + 14 + 2 * s));
  }
  return found;
}

async function open(name) {
  const [from, file] = sources[name];
  const bytes = readFileSync(join(packageFolder(from), file));
  const font = await subsetFont(bytes, undefined, { targetFormat: 'truetype', keepAllGlyphs: true });
  const codes = mappedCharacters(font);
  return { name, font, has: (c) => codes.has(c.codePointAt(0)) };
}

const cut = async (name, font, characters, options) => renamed(await subsetFont(font, characters.join(''), { targetFormat: 'truetype', noHinting: true, ...options }), names[name]);
const webFont = async (...what) => fontverter.convert(await cut(...what), 'woff2');

/** Letters of formulas are drawn from the mathematical alphabets: an italic x is U+1D465. */
function formulaCharacters() {
  const range = (first, last) => Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
  return [...range(0x20, 0x7e), ...range(0x391, 0x3f5), ...range(0x1d434, 0x1d467), ...range(0x1d6e2, 0x1d71b), ...range(0x1d400, 0x1d433),
    ...range(0x2070, 0x208e), ...'ℎ∂∇∑∏√∞∈≤≥≠≈→←↦⇒·×÷−±∗⋅…⋯⋮⋱′ˆˉ˜˙⏞⏟|‖⌊⌋⌈⌉⟨⟩ℝℒ½'];
}

/** The browser takes what is missing from the system's faces. */
function pageFont(characters) {
  const bytes = readFileSync(join(packageFolder('pretendard'), 'dist/public/variable/PretendardVariable.ttf'));
  return webFont('page', bytes, characters, { variationAxes: { wght: { min: 400, max: 700 } } });
}

async function build(root, out) {
  const needed = canvasCharacters(root);
  const [label, mono, symbols] = await Promise.all([open('label'), open('mono'), open('symbols')]);
  const lost = needed.filter((c) => !label.has(c) && !mono.has(c) && !symbols.has(c));
  if (lost.length) throw new Error(`no font has ${lost.map((c) => `'${c}' (U+${c.codePointAt(0).toString(16)})`).join(', ')}: find where the texts use it, and say it otherwise`);

  const isHangul = (c) => /\p{Script=Hangul}/u.test(c);
  const characters = {
    label: [...new Set([...needed, ...commonSyllables()])].filter(label.has),
    mono: needed.filter((c) => !isHangul(c) && mono.has(c)),
    symbols: needed.filter((c) => !label.has(c) && symbols.has(c)),
  };
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  let total = 0;
  for (const source of [label, mono, symbols]) {
    const bytes = await cut(source.name, source.font, characters[source.name], { dropTables: unused });
    total += bytes.length;
    writeFileSync(join(out, `${source.name}.ttf`), bytes);
    const [from, , license] = sources[source.name];
    copyFileSync(join(packageFolder(from), license), join(out, `LICENSE-${source.name}.txt`));
    console.log(`${source.name}.ttf  ${characters[source.name].length} characters, ${bytes.length} bytes`);
  }
  if (total > budget) throw new Error(`the fonts have ${total} bytes, at most ${budget} are loaded`);
  const webFonts = { page: await pageFont([...characters.label, ...pageCharacters(root)]), math: await webFont('math', symbols.font, formulaCharacters().filter(symbols.has), {}) };
  for (const [name, bytes] of Object.entries(webFonts)) {
    writeFileSync(join(out, `${name}.woff2`), bytes);
    console.log(`${name}.woff2  ${bytes.length} bytes`);
  }
  writeFileSync(join(out, 'glyphs.json'), JSON.stringify(Object.fromEntries(Object.entries(characters).map(([name, list]) => [name, list.join('')]))) + '\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) {
    console.error('usage: node web/toolchain/fonts.mjs --out DIR');
    process.exit(2);
  }
  try {
    await build(fileURLToPath(new URL('../../', import.meta.url)), values.out);
  } catch (error) {
    console.error(`fonts: ${error.message}`);
    process.exit(1);
  }
}
