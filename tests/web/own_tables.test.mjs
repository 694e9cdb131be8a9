import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode, freeName, keepTable, readTable, recallTable } from '../../web/page/own_tables.js';

globalThis.document = { documentElement: { lang: 'en' } }; // the language of the words
const bytes = (...values) => Uint8Array.from(values);

test('a table is read as UTF-8, as EUC-KR, or as UTF-16 with its mark', () => {
  assert.equal(decode(new TextEncoder().encode('이름,값\n가,1\n')), '이름,값\n가,1\n');
  assert.equal(decode(bytes(0xb0, 0xa1, 0x2c, 0x31)), '가,1');
  assert.equal(decode(bytes(0xff, 0xfe, 0x61, 0, 0x2c, 0, 0x62, 0)), 'a,b');
});

test('what is no text is refused with what to do', () => {
  assert.throws(() => decode(bytes(0x50, 0x4b, 3, 4, 0, 0)), /Save it as CSV/);
  assert.throws(() => decode(bytes(0x61, 0, 0xff, 0x80)), /not a text/);
});

test('another table of the same name gets another name; the same one keeps its own', async () => {
  await keepTable('house.csv', 'a,b\n1,2\n');
  assert.equal(await freeName('house.csv', 'a,b\n1,2\n'), 'house.csv');
  assert.equal(await freeName('house.csv', 'a,b\n1,3\n'), 'house-2.csv');
  await keepTable('house-2.csv', 'a,b\n1,3\n');
  assert.equal(await freeName('house.csv', 'a,b\n1,4\n'), 'house-3.csv');
  assert.equal(new TextDecoder().decode(await recallTable('house-2.csv')), 'a,b\n1,3\n');
  assert.equal(await recallTable('garden.csv'), undefined);
});

test('a table beyond what the program takes is refused before it is read', async () => {
  await assert.rejects(readTable({ name: 'x.csv', size: 3e7 }), /20 MB/);
});
