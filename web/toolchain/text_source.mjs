// Reads one Markdown file of texts. A lesson:
//
//   # Title of the lesson
//   Summary for the catalogue.
//   ## step-id · Title of the step
//   > The task: one sentence, what to do now.
//   > hint: a sentence that helps; each line that begins so is opened a while after the one before (the word is "hint" in every language)
//   Body in Markdown, at most 80 words; $x$ and $$x$$ are formulas, [word](term:gradient) opens the glossary,
//   a fence ```keras shows the step's experiment as Keras code.
//   ```labels
//   key: words that the figure shows
//   ```
//
// The glossary has the same form without summary and tasks: `## gradient · Gradient`, then the definition.
import { readFileSync } from 'node:fs';

/** One thing that is wrong, where an editor can jump to it. */
export class TextProblem extends Error {
  constructor(file, line, message) { super(`${file}:${line}: ${message}`); }
}

const wordLimit = 80;
const idForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Words as a reader counts them: a formula or a piece of code is one, a fenced block is none. */
export function countWords(body) {
  const plain = body.replace(/^```[^]*?^```/gm, ' ').replace(/\$\$[^]*?\$\$|\$[^$\n]+\$|`[^`]+`/g, ' x ').replace(/\]\([^)]*\)/g, ' ');
  return plain.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Titles, tasks and labels are drawn on the canvas as they are. */
function plainText(file, line, what, text) {
  const markup = /\$|`|\*\*|\]\(|<\w/.exec(text);
  if (markup) throw new TextProblem(file, line, `${what} is plain text, but has '${markup[0]}'`);
  return text;
}

function readLabels(file, lines, first) {
  const labels = [];
  lines.forEach((text, i) => {
    if (!text.trim()) return;
    const match = /^([\w.-]+):\s+(.+)$/.exec(text);
    if (!match) throw new TextProblem(file, first + i, `a label is 'key: words', not '${text}'`);
    if (labels.some(([key]) => key === match[1])) throw new TextProblem(file, first + i, `label '${match[1]}' appears twice`);
    labels.push([match[1], plainText(file, first + i, 'a label', match[2].trim())]);
  });
  return labels;
}

/** Takes the ```labels block out of a section; blank lines stand for it, so that line numbers stay. */
function takeLabels(file, lines, first) {
  const begin = lines.findIndex((text) => text.trim() === '```labels');
  if (begin < 0) return [];
  const end = lines.findIndex((text, i) => i > begin && text.trim() === '```');
  if (end < 0) throw new TextProblem(file, first + begin, 'the labels block has no end');
  const labels = readLabels(file, lines.slice(begin + 1, end), first + begin + 1);
  lines.fill('', begin, end + 1);
  return labels;
}

/** Takes the quoted lines in front of the body: the task, then the hints, each of which begins with "hint:". */
function takeTask(file, lines, first) {
  const parts = [''];
  for (let i = 0; i < lines.length && (lines[i].startsWith('>') || !lines[i].trim()); i++) {
    const words = lines[i].replace(/^>\s*/, '').trim(), hint = /^hint:\s*(.*)$/i.exec(words);
    lines[i] = '';
    if (hint) parts.push(hint[1]);
    else parts.push(`${parts.pop()} ${words}`.trim());
  }
  const [task, ...hints] = parts.map((text, k) => plainText(file, first, k ? 'a hint' : 'the task', text.trim()));
  if (hints.some((hint) => !hint)) throw new TextProblem(file, first, 'a hint has no words');
  return { task, hints };
}

function checkBody(file, lines, first) {
  let fenced = false;
  lines.forEach((text, i) => {
    if (text.startsWith('```')) fenced = !fenced;
    if (!fenced && /^#{1,6}\s/.test(text)) throw new TextProblem(file, first + i, 'a body has no headings of its own; a step begins with "## id · title"');
  });
  if (fenced) throw new TextProblem(file, first, 'a ``` block has no end');
  const words = countWords(lines.join('\n'));
  if (words > wordLimit) throw new TextProblem(file, first, `the body has ${words} words, at most ${wordLimit} are read`);
}

function readSection(file, heading, line, lines, isLesson) {
  const match = /^## (\S+) · (.+)$/.exec(heading);
  if (!match) throw new TextProblem(file, line, `a section begins with '## id · title', not '${heading}'`);
  const [, id, title] = match;
  if (!idForm.test(id)) throw new TextProblem(file, line, `'${id}' is no id: small letters, digits and single hyphens`);
  const labels = takeLabels(file, lines, line + 1);
  const { task, hints } = isLesson ? takeTask(file, lines, line + 1) : { task: '', hints: [] };
  if (isLesson && !task) throw new TextProblem(file, line, `step '${id}' has no task: a line that begins with '>'`);
  checkBody(file, lines, line + 1);
  const body = lines.join('\n');
  if (!body.trim()) throw new TextProblem(file, line, `'${id}' has no body`);
  return { id, title: plainText(file, line, 'the title', title.trim()), task, hints, labels, body, line };
}

/** @returns {{file, title, summary, sections: {id, title, task, hints: string[], labels: [key, words][], body, line}[]}} */
export function readTexts(path, file, isLesson = true) {
  const lines = readFileSync(path, 'utf8').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').split('\n');
  const starts = [];
  let fenced = false;
  lines.forEach((text, i) => {
    if (text.startsWith('```')) fenced = !fenced;
    if (!fenced && text.startsWith('## ')) starts.push(i);
  });
  const top = lines.slice(0, starts[0] ?? lines.length);
  const at = top.findIndex((text) => text.trim());
  const title = /^# (.+)$/.exec(top[at] ?? '')?.[1].trim();
  if (!title) throw new TextProblem(file, Math.max(at, 0) + 1, 'the first line is the title: # Title');
  const summary = top.slice(at + 1).join(' ').replace(/\s+/g, ' ').trim();
  if (isLesson && !summary) throw new TextProblem(file, at + 1, 'a paragraph after the title says what the lesson is about');
  const sections = starts.map((from, i) => readSection(file, lines[from], from + 1, lines.slice(from + 1, starts[i + 1] ?? lines.length), isLesson));
  sections.forEach((section, i) => {
    if (sections.findIndex((other) => other.id === section.id) < i) throw new TextProblem(file, section.line, `'${section.id}' appears twice`);
  });
  if (!sections.length) throw new TextProblem(file, lines.length, 'there is no section: ## id · title');
  return { file, title: plainText(file, at + 1, 'the title', title), summary: plainText(file, at + 2, 'the summary', summary), sections };
}
