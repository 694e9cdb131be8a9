// Adds up build/results: node web/toolchain/tally.mjs NAME... where each NAME is a CTest test that has run.
// Prints why tests were skipped, which failed, and last `N passed, N failed, N skipped`; exits with 1 if any failed.
// A test whose results are missing or cut short counts as one failure: it crashed or ran out of time.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../build/results/', import.meta.url));
const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescape = (text) => text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name) => entities[name]);

/** Catch2's XML: one <TestCase> each, whose result is its OverallResult. */
function readCatch(text) {
  const cases = [...text.matchAll(/<TestCase name="([^"]*)"[^>]*>([\s\S]*?)<\/TestCase>/g)].map(([, name, body]) => {
    const overall = /<OverallResult success="(true|false)" skips="(\d+)"/.exec(body);
    const result = overall?.[1] !== 'true' ? 'failed' : Number(overall[2]) > 0 ? 'skipped' : 'passed';
    const why = /<Skip[^>]*>([\s\S]*?)<\/Skip>/.exec(body)?.[1].trim();
    return { name: unescape(name), result, why: why && unescape(why) };
  });
  return { cases, complete: text.includes('<OverallResultsCases') };
}

function readLines(text) {
  const cases = text.split('\n').filter(Boolean).map((line) => JSON.parse(line));
  return { cases, complete: cases.length > 0 };
}

async function read(name) {
  try { return readCatch(await readFile(`${folder}${name}.xml`, 'utf8')); } catch { /* not Catch2's */ }
  try { return readLines(await readFile(`${folder}${name}.jsonl`, 'utf8')); } catch { return { cases: [], complete: false }; }
}

const count = { passed: 0, failed: 0, skipped: 0 };
const skipped = new Map();
const failed = [];
for (const argument of process.argv.slice(2)) {
  if (argument.startsWith('--skipped=')) { // a whole group that could not run, and why
    skipped.set(argument.slice('--skipped='.length), ['']);
    count.skipped += 1;
    continue;
  }
  const [name, exit = '0'] = argument.split(':');
  const { cases, complete } = await read(name);
  for (const one of cases) {
    count[one.result] += 1;
    if (one.result === 'failed') failed.push(`${name}: ${one.name}`);
    if (one.result === 'skipped') {
      const why = one.why || 'no reason given';
      skipped.set(why, [...(skipped.get(why) ?? []), `${name}: ${one.name}`]);
    }
  }
  if (!complete || (exit !== '0' && !cases.some(({ result }) => result === 'failed'))) {
    count.failed += 1;
    failed.push(`${name}: did not end as it should (a crash, a sanitizer's report or a time limit); see build/log/ctest-*.log`);
  }
}
for (const [why, names] of skipped) {
  const list = names.filter(Boolean);
  console.log(`skipped: ${why}${list.length ? ` (${list.slice(0, 3).join('; ')}${list.length > 3 ? `; and ${list.length - 3} more` : ''})` : ''}`);
}
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exitCode = count.failed > 0 ? 1 : 0;
