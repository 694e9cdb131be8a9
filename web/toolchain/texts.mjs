// Lessons' and glossary's Markdown -> DIR/texts.cpp (what the canvas draws) and DIR/site/texts/*.json (what the page reads).
//   node web/toolchain/texts.mjs --out DIR
// Korean and English say the same: the same steps in the same order, the same labels, the same terms. What differs is an error.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { textsCpp } from './text_cpp.mjs';
import { renderBody } from './text_html.mjs';
import { TextProblem, readTexts } from './text_source.mjs';

const languages = ['ko', 'en'];

/** Throws for the first section or label that one language has and the other lacks. */
function compare(ko, en) {
  for (const [one, other] of [[ko, en], [en, ko]]) {
    one.sections.forEach((section, i) => {
      const twin = other.sections.find((s) => s.id === section.id);
      if (!twin) throw new TextProblem(one.file, section.line, `${other.file} has no '${section.id}'`);
      if (other.sections[i] !== twin) throw new TextProblem(one.file, section.line, `'${section.id}' stands elsewhere in ${other.file}`);
      if (section.hints.length > twin.hints.length) throw new TextProblem(other.file, twin.line, `'${section.id}' has ${twin.hints.length} hints, in ${one.file} ${section.hints.length}`);
      for (const [key] of section.labels)
        if (!twin.labels.some(([name]) => name === key)) throw new TextProblem(other.file, twin.line, `'${section.id}' lacks the label '${key}' of ${one.file}`);
    });
  }
}

function readPair(root, stem, isLesson) {
  const texts = {};
  for (const language of languages) {
    const file = `${stem}.${language}.md`;
    if (!existsSync(join(root, file))) throw new TextProblem(file, 1, 'the file is missing');
    texts[language] = readTexts(join(root, file), file, isLesson);
  }
  compare(texts.ko, texts.en);
  return texts;
}

function writeChanged(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  writeFileSync(path, text);
}

function lessonFolders(root) {
  return readdirSync(join(root, 'lessons'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(root, 'lessons', entry.name)).some((name) => name === 'lesson.cpp' || /^text\..*\.md$/.test(name)))
    .map((entry) => entry.name).sort();
}

/** Everything from `root`/lessons into `out`. Throws TextProblem. */
export function buildTexts(root, out) {
  const glossary = readPair(root, 'lessons/glossary', false);
  const terms = new Set(glossary.ko.sections.map((section) => section.id));
  const lessons = lessonFolders(root).map((id) => ({ id, ...readPair(root, `lessons/${id}/text`, true) }));
  const files = new Map();
  for (const language of languages) {
    const entries = glossary[language].sections.map((s) => [s.id, { title: s.title, html: renderBody(glossary[language].file, s, terms) }]);
    files.set(`glossary.${language}.json`, Object.fromEntries(entries));
    for (const lesson of lessons) {
      const { file, title, summary, sections } = lesson[language];
      const steps = sections.map((s) => ({ id: s.id, title: s.title, task: s.task, hints: s.hints, html: renderBody(file, s, terms), labels: Object.fromEntries(s.labels) }));
      files.set(`${lesson.id}.${language}.json`, { title, summary, steps });
    }
  }
  const folder = join(out, 'site/texts');
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder)) if (!files.has(old)) rmSync(join(folder, old));
  for (const [name, content] of files) writeChanged(join(folder, name), JSON.stringify(content, null, 1) + '\n');
  writeFileSync(join(out, 'texts.cpp'), textsCpp(lessons)); // always newer than its sources: the build looks at dates
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { out: { type: 'string' } } });
  if (!values.out) {
    console.error('usage: node web/toolchain/texts.mjs --out DIR');
    process.exit(2);
  }
  try {
    buildTexts(fileURLToPath(new URL('../../', import.meta.url)), values.out);
  } catch (error) {
    if (!(error instanceof TextProblem)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
