import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Bridge, NablaError } from '../../web/page/bridge.js';
import { nextInDecade } from '../../web/page/control_field.js';
import { entriesFor } from '../../web/page/data.js';
import { isCalculation, readNumber } from '../../web/page/edit.js';
import { chooseVariant } from '../../web/page/features.js';
import { bytesOf, fromBase64, toBase64 } from '../../web/page/files.js';
import { waitFor } from '../../web/page/hints.js';
import { merged } from '../../web/page/progress.js';
import { addressOf, readAddress } from '../../web/page/router.js';
import { english } from '../../web/page/strings.en.js';
import { korean } from '../../web/page/strings.ko.js';

test('both languages have the same words with the same places to fill', () => {
  assert.deepEqual(Object.keys(korean).sort(), Object.keys(english).sort());
  const places = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const key of Object.keys(korean)) assert.deepEqual(places(korean[key]), places(english[key]), key);
});

test('every key that the page uses has words, and every word is used', () => {
  const sources = [readFileSync('index.html', 'utf8'), ...readdirSync('web/page').filter((name) => /\.js$/.test(name) && !/^strings\./.test(name)).map((name) => readFileSync(`web/page/${name}`, 'utf8'))];
  const all = sources.join('\n');
  const used = [...all.matchAll(/\bt\('(\w+)'|data-(?:text|label)="(\w+)"/g)].map(([, a, b]) => a ?? b);
  assert.deepEqual([...new Set(used)].filter((key) => !(key in korean)), []);
  const unused = Object.keys(korean).filter((key) => !new RegExp(`\\b${key.replace(/(Why|Do)$/, '')}\\b`).test(all));
  assert.deepEqual(unused, []);
});

test('Korean sentences of the page are in the polite informal style', () => {
  for (const [key, text] of Object.entries(korean))
    for (const sentence of text.split(/(?<=[.?!])\s+/)) {
      if (!sentence.endsWith('.') || !/[가-힣]/.test(sentence) || sentence.endsWith('{numbers}.') || sentence.endsWith('에포크.') || sentence.endsWith('단계.') || sentence === '테스트 결과.') continue;
      assert.match(sentence, /[요죠]\.$/, `${key}: ${sentence}`);
    }
});

test('the variant: what is asked for, then what the browser and the site can do', () => {
  const all = { relaxedSimd: true, threads: true, isolated: true };
  assert.equal(chooseVariant(all).variant, 'wasm-fast');
  assert.equal(chooseVariant({ ...all, isolated: false }).why, 'whyPlainIsolation');
  assert.equal(chooseVariant({ ...all, relaxedSimd: false }).why, 'whyPlainBrowser');
  assert.equal(chooseVariant(all, { failed: true }).why, 'whyPlainFallback');
  assert.equal(chooseVariant(all, { preferred: 'wasm' }).variant, 'wasm');
  assert.equal(chooseVariant(all, { preferred: 'wasm', asked: 'wasm-fast' }).variant, 'wasm-fast');
  assert.equal(chooseVariant(all, { asked: 'nonsense' }).variant, 'wasm-fast');
});

test('addresses: lesson, step and state, there and back', () => {
  const address = addressOf({ lesson: 'mnist', step: 'train', share: 'aBc_-9' });
  assert.equal(address, '#/mnist/train?x=aBc_-9');
  const { lesson, step, share } = readAddress(address);
  assert.deepEqual({ lesson, step, share }, { lesson: 'mnist', step: 'train', share: 'aBc_-9' });
  assert.equal(readAddress('#/mnist/look?lang=en').language, 'en');
  assert.equal(readAddress('#/').catalogue, true);
  assert.equal(readAddress('').catalogue, false);
  assert.equal(readAddress('').lesson, undefined);
});

test('addresses: what a teacher\'s link hides, locks and says of hints', () => {
  const address = addressOf({ lesson: 'mnist', step: 'train', share: 'aB', hide: ['model', 'seed'], lock: ['fit.epochs'], hints: '10' });
  assert.equal(address, '#/mnist/train?x=aB&hide=model,seed&lock=fit.epochs&hints=10');
  const { share, hide, lock, hints } = readAddress(address);
  assert.deepEqual({ share, hide, lock, hints }, { share: 'aB', hide: ['model', 'seed'], lock: ['fit.epochs'], hints: '10' });
  assert.deepEqual(readAddress('#/mnist/train').hide, []);
});

test('hints: the first comes later than those behind it, a link may say when', () => {
  assert.ok(waitFor(0) > waitFor(1));
  assert.equal(waitFor(0, '10'), 10);
  assert.equal(waitFor(2, '0'), 0);
  assert.equal(waitFor(0, 'soon'), waitFor(0, ''));
});

test('numbers as people type them', () => {
  for (const [text, value] of [['0.1', 0.1], ['0,1', 0.1], ['60,000', 60000], ['0,731', 0.731], ['-0,003', -0.003], ['\u22120.5', -0.5], [' 1e-3 ', 0.001], ['12', 12]]) assert.equal(readNumber(text), value, text);
  for (const text of ['', '  ', 'a', '1.2.3', '0.1x']) assert.ok(Number.isNaN(readNumber(text)), text);
});

test('a calculation is for the program to work out, in fields of typed numbers alone', () => {
  for (const text of ['0.5 * 0.3', '-0.9\u00d70.731', '1/(1+2)', 'one']) assert.ok(isCalculation('number', text), text);
  for (const text of ['', ' ', '0.5', '-0,003']) assert.ok(!isCalculation('number', text), text);
  assert.ok(!isCalculation('integer', '2 * 3'));
});

test('a learning rate moves through 1, 2, 5 of each decade', () => {
  assert.equal(nextInDecade(0.001, 1), 0.002);
  assert.equal(nextInDecade(0.002, 1), 0.005);
  assert.equal(nextInDecade(0.005, 1), 0.01);
  assert.equal(nextInDecade(0.01, -1), 0.005);
  assert.equal(nextInDecade(0.0003, 1), 0.0005);
  assert.equal(nextInDecade(0.0003, -1), 0.0002);
});

test('only the slices that hold wanted rows are fetched', () => {
  const slice = (name, first, end) => ({ url: name, rows: [first, end] });
  const sets = { mnist: { train: [slice('a', 0, 6000), slice('b', 6000, 12000), slice('c', 12000, 18000)], test: [] }, iris: { train: [{ url: 'i' }] } };
  const urls = (request) => entriesFor(sets, request)?.map((entry) => entry.url);
  assert.deepEqual(urls({ dataset: 'mnist', test: false, rows: 0 }), ['a', 'b', 'c']);
  assert.deepEqual(urls({ dataset: 'mnist', test: false, rows: 6000 }), ['a']);
  assert.deepEqual(urls({ dataset: 'mnist', test: false, rows: 6001 }), ['a', 'b']);
  assert.deepEqual(urls({ dataset: 'iris', test: false, rows: 10 }), ['i']);
  assert.deepEqual(urls({ dataset: 'mnist', test: true, rows: 0 }), []);
  assert.equal(urls({ dataset: 'imdb', test: false, rows: 0 }), undefined);
});

test('bytes survive base64, and a model part may come in any form', async () => {
  const bytes = Uint8Array.from({ length: 70001 }, (_, i) => (i * 7) & 255);
  assert.deepEqual(fromBase64(toBase64(bytes)), bytes);
  for (const part of [new Blob([bytes]), bytes.buffer, bytes.subarray(0), new Uint16Array(bytes.buffer, 0, 35000)]) assert.equal((await bytesOf(part))[5], 35);
  assert.equal(new TextDecoder().decode(await bytesOf({ a: 1 })), '{"a":1}');
});

/** A program that answers what `answers` says; it counts what it was asked to free. */
function fakeModule(answers) {
  const heap = new Uint8Array(1 << 16);
  let next = 8;
  const live = new Set();
  const module = {
    live, HEAPU8: heap,
    lengthBytesUTF8: (text) => Buffer.byteLength(text),
    _malloc: (length) => { const at = next; next += length; live.add(at); return at; },
    _free: (at) => live.delete(at),
    stringToUTF8: (text, at) => { heap.set(Buffer.from(`${text}\0`), at); },
    UTF8ToString: (at) => Buffer.from(heap.subarray(at, heap.indexOf(0, at))).toString(),
    _nabla_call(at) {
      const { call, ...args } = JSON.parse(module.UTF8ToString(at));
      module.stringToUTF8(JSON.stringify(answers[call](args)), 40000);
      return 40000;
    },
  };
  return module;
}

test('bridge: answers, refusals, and results that come before or after their ticket', async () => {
  const bridge = new Bridge();
  const module = fakeModule({
    echo: ({ text }) => ({ ok: text }),
    refuse: () => ({ error: { code: 'out_of_range', where: 'fit.epochs', message: { ko: '안 돼요.', en: 'No.' } } }),
    late: () => ({ ticket: 7 }),
    early: () => { bridge.receive('{"event": "result", "ticket": 8, "ok": "early"}'); return { ticket: 8 }; },
  });
  bridge.connect(module);
  assert.equal(bridge.call('echo', { text: '한글 ∇' }), '한글 ∇');
  assert.throws(() => bridge.call('refuse'), (error) => error instanceof NablaError && error.code === 'out_of_range' && error.where === 'fit.epochs' && error.text.ko === '안 돼요.' && error.message === 'No.');
  await assert.rejects(bridge.request('refuse'), { code: 'out_of_range' });
  assert.equal(await bridge.request('early'), 'early');
  const late = bridge.request('late');
  bridge.receive('{"event": "result", "ticket": 7, "error": {"code": "cancelled", "message": "over"}}');
  await assert.rejects(late, { code: 'cancelled' });
  assert.equal(module.live.size, 0, 'every text was freed');
});

test('bridge: listeners hear events after the program has returned, and can leave', async () => {
  const bridge = new Bridge();
  let inside = false;
  const heard = [];
  bridge.connect(fakeModule({ act: () => { bridge.receive('{"event": "step", "step": "look"}'); inside = true; return { ok: null }; } }));
  const leave = bridge.on('step', (event) => heard.push([event.step, inside]));
  bridge.call('act');
  assert.deepEqual(heard, []);
  await Promise.resolve();
  assert.deepEqual(heard, [['look', true]]);
  leave();
  bridge.call('act');
  await Promise.resolve();
  assert.equal(heard.length, 1);
});

test('a damaged address is read as far as it can be', () => {
  assert.equal(readAddress('#/mnist/train%3').lesson, 'mnist');
  assert.equal(readAddress('#/mnist/train%3').step, 'train%3');
});

test('two tabs: what the other one stored stays where this one changed nothing', () => {
  const before = { version: 1, lesson: 'b', lessons: { a: { done: [] }, b: { done: [] } } };
  const ours = { version: 1, lesson: 'b', lessons: { a: { done: [] }, b: { done: ['x'] } } };
  const stored = { version: 1, lesson: 'a', lessons: { a: { done: ['y'] }, b: { done: [] }, c: { done: ['z'] } } };
  assert.deepEqual(merged(ours, before, stored), { version: 1, lesson: 'b', lessons: { a: { done: ['y'] }, b: { done: ['x'] }, c: { done: ['z'] } } });
  assert.equal(merged(ours, before, undefined), ours);
  assert.equal(merged(ours, before, { version: 0, lessons: {} }), ours);
});
