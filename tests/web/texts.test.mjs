import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildTexts } from '../../web/toolchain/texts.mjs';
import { keepParticles, keepTogether } from '../../web/page/lines.js';
import { joinParticles } from '../../web/toolchain/text_html.mjs';
import { countWords } from '../../web/toolchain/text_source.mjs';

const root = mkdtempSync(join(tmpdir(), 'nabla-texts-'));
after(() => rmSync(root, { recursive: true }));
mkdirSync(join(root, 'lessons/demo'), { recursive: true });
for (const language of ['ko', 'en']) cpSync(`lessons/glossary.${language}.md`, join(root, `lessons/glossary.${language}.md`));

const korean = `# 숫자
요약이에요.

## look · 살펴보기
> 세 개를 눌러 보세요.

[그레이디언트](term:gradient)는 $\\frac{a}{b}$예요.

\`\`\`labels
count: {n}개
\`\`\`

## keras · Keras
> 복사해 보세요.

\`\`\`keras
\`\`\`
`;
const english = korean.replace('숫자', 'Digits').replace('살펴보기', 'Look').replace('세 개를 눌러 보세요.', 'Press three.');

function build(ko, en) {
  writeFileSync(join(root, 'lessons/demo/text.ko.md'), ko);
  writeFileSync(join(root, 'lessons/demo/text.en.md'), en);
  buildTexts(root, join(root, 'out'));
  return JSON.parse(readFileSync(join(root, 'out/site/texts/demo.ko.json'), 'utf8'));
}

test('a lesson becomes HTML with MathML and glossary links, and C++ with its plain texts', () => {
  const { title, summary, steps } = build(korean, english);
  assert.equal(title, '숫자');
  assert.equal(summary, '요약이에요.');
  assert.deepEqual(steps.map((step) => [step.id, step.title, step.task]), [['look', '살펴보기', '세 개를 눌러 보세요.'], ['keras', 'Keras', '복사해 보세요.']]);
  assert.deepEqual(steps[0].labels, { count: '{n}개' });
  assert.match(steps[0].html, /<a class="term" href="#term-gradient" data-term="gradient"[^>]*>그레이디언트<\/a>는/);
  assert.match(steps[0].html, /<math><mfrac><mi>a<\/mi><mi>b<\/mi><\/mfrac><\/math>\u2060예요/);
  assert.match(steps[1].html, /data-live="keras"/);
  const cpp = readFileSync(join(root, 'out/texts.cpp'), 'utf8');
  assert.match(cpp, /\{"look", \{"살펴보기", "Look"\},\s*\{"세\u00a0개를 눌러 보세요\.", "Press three\."\}/);
  assert.match(cpp, /\{"count", \{"\{n\}개", "\{n\}개"\}\}/);
});

test('hints stand behind the task, in both languages', () => {
  const ko = korean.replace('> 세 개를 눌러 보세요.', '> 세 개를\n> 눌러 보세요.\n> hint: 왼쪽부터 보세요.\n\n> hint: 4와 9를\n> 견줘 보세요.');
  const en = english.replace('> Press three.', '> Press three.\n> hint: Begin at the left.\n> hint: Compare 4 and 9.');
  const { steps } = build(ko, en);
  assert.equal(steps[0].task, '세 개를 눌러 보세요.');
  assert.deepEqual(steps[0].hints, ['왼쪽부터 보세요.', '4와 9를 견줘 보세요.']);
  assert.deepEqual(steps[1].hints, []);
  assert.match(steps[0].html, /^<p>/, 'the body begins behind them');
  assert.match(readFileSync(join(root, 'out/texts.cpp'), 'utf8'), /\{"왼쪽부터 보세요\.", "Begin at the left\."\},\s*\{"4와 9를 견줘 보세요\.", "Compare 4 and\u00a09\."\}\};/);
  assert.throws(() => build(ko, english), /text\.en\.md:4: 'look' has 0 hints, in .*text\.ko\.md 2/);
});

const mistakes = [
  ['a term that the glossary lacks', (text) => text.replace('term:gradient', 'term:nonsense'), /text\.ko\.md:7: the glossary has no 'nonsense'/],
  ['a step without a task', (text) => text.replace('> 세 개를 눌러 보세요.\n', ''), /text\.ko\.md:4: step 'look' has no task/],
  ['a hint without words', (text) => text.replace('> 세 개를 눌러 보세요.', '> 세 개를 눌러 보세요.\n> hint:'), /text\.ko\.md:5: a hint has no words/],
  ['a label that one language lacks', (text) => text.replace('count:', 'total:'), /'look' lacks the label/],
  ['a step that one language lacks', (text) => text.replace('## keras ·', '## other ·'), /has no 'other'/],
  ['a step twice', (text) => text.replace('## keras ·', '## look ·'), /:13: .look. appears twice/],
  ['a formula that cannot be read', (text) => text.replace('\\frac', '\\fracc'), /text\.ko\.md:4: in 'look': .*fracc/],
  ['emphasis that Markdown does not take', (text) => text.replace('예요.', '**끝(end)**이에요.'), /'\*\*' would be shown as it stands/],
  ['a label with markup', (text) => text.replace('{n}개', '$n$개'), /:10: a label is plain text/],
  ['more words than are read', (text) => text.replace('는 $', ` ${'말 '.repeat(80)}는 $`), /the body has \d+ words, at most 80/],
  ['a heading within a body', (text) => text.replace('[그레이', '# 제목\n[그레이'), /a body has no headings/],
  ['a block without an end', (text) => text.replace('개\n```', '개'), /the labels block has no end|appears twice|is 'key: words'/],
];
for (const [what, change, message] of mistakes)
  test(`${what} is an error with file and line`, () => {
    assert.throws(() => build(change(korean), english), message);
  });

test('a Korean particle stays on the line of its word', () => {
  const joined = (html) => joinParticles(html).replaceAll('\u2060', '|');
  assert.equal(joined('<p>75%를 <strong>(둘)</strong>은 원-핫 <math><mi>x</mi></math>는</p>'), '<p>75%|를 <strong>(둘)</strong>|은 원|-|핫 <span class="whole"><math><mi>x</mi></math>|는</span></p>');
  assert.equal(joined('<p>64-64 <a href="https://doi.org/10.1-2">문서</a> <code>2-2</code>를</p>'), '<p>64|-|64 <a href="https://doi.org/10.1-2">문서</a> <code>2-2</code>를</p>');
  assert.equal(joined('<p>75% 넘게, f(x) or x-4</p><pre>"75%를"</pre>'), '<p>75% 넘게, f(x) or x-4</p><pre>"75%를"</pre>');
});

test('lines: a count and its unit, a bound and its word, a clause and its last digit are not parted', () => {
  const shown = (words) => keepParticles(keepTogether(words)).replaceAll('\u00a0', '_').replaceAll('\u2060', '|');
  assert.equal(shown('한 번 누르고 네 점을 몇 개 골라 보세요.'), '한_번 누르고 네_점을 몇_개 골라 보세요.');
  assert.equal(shown('0.25 이하로, 75% 이상으로 낮출 수 있어요.'), '0.25_이하로, 75%_이상으로 낮출_수 있어요.');
  assert.equal(shown('서로 다른 한 수와 그 수 없이'), '서로 다른 한_수와 그_수 없이');
  assert.equal(shown('75%를 켜고 0–255를 10분의 1로'), '75%|를 켜고 0|–|255를 10분의_1로');
  assert.equal(shown('They add up to 1: softmax. In 30 epochs'), 'They add up to_1: softmax. In 30 epochs');
  assert.equal(shown('편한 번역'), '편한 번역');
});

test('words: a formula or code is one, a fenced block none', () => {
  assert.equal(countWords('Two words and $a + b$ and `x = 1`.'), 6);
  assert.equal(countWords('one\n\n```python\nnot counted at all\n```\n\n$$a\nb$$'), 2);
  assert.equal(countWords('[linked words](term:batch) – end'), 3);
});

test('the repository\'s own texts are in order', () => {
  const out = join(root, 'own');
  buildTexts('.', out);
  const glossary = JSON.parse(readFileSync(join(out, 'site/texts/glossary.en.json'), 'utf8'));
  assert.ok(Object.keys(glossary).length >= 60);
});
