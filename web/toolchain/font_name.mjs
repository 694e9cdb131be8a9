// Gives a font another name: a cut font is a modified one, and the Open Font License reserves the original's name.
// sfnt: a directory of 16-byte entries (tag, checksum, offset, length), then the tables, each padded to 4 bytes.

const nameTag = 0x6e616d65, headTag = 0x68656164, signatureTag = 0x44534947; // name, head, DSIG
const namings = new Set([1, 3, 4, 6, 16, 17, 18, 20, 21, 22, 25]);              // what a font calls itself; the rest says whose it is

const padded = (length) => (length + 3) & ~3;

function sumOf(bytes) {
  const whole = Buffer.alloc(padded(bytes.length));
  bytes.copy(whole);
  let sum = 0;
  for (let i = 0; i < whole.length; i += 4) sum = (sum + whole.readUInt32BE(i)) >>> 0;
  return sum;
}

function tablesOf(font) {
  return Array.from({ length: font.readUInt16BE(4) }, (_, i) => {
    const at = 12 + 16 * i, from = font.readUInt32BE(at + 8);
    return { tag: font.readUInt32BE(at), bytes: Buffer.from(font.subarray(from, from + font.readUInt32BE(at + 12))) };
  }).filter(({ tag }) => tag !== signatureTag); // it signs what is no longer there
}

/** Windows, Unicode, US English: 3, 1, 0x409. */
const record = (id, text) => ({ ids: [3, 1, 0x409, id], text: Buffer.from(text, 'utf16le').swap16() });

function keptRecords(table) {
  const strings = table.readUInt16BE(4);
  return Array.from({ length: table.readUInt16BE(2) }, (_, i) => {
    const at = 6 + 12 * i, from = strings + table.readUInt16BE(at + 10);
    return { ids: [0, 2, 4, 6].map((offset) => table.readUInt16BE(at + offset)), text: Buffer.from(table.subarray(from, from + table.readUInt16BE(at + 8))) };
  }).filter(({ ids }) => !namings.has(ids[3]));
}

function nameTable(old, family) {
  const own = [record(1, family), record(3, `${family} cut`), record(4, family), record(6, family.replaceAll(' ', ''))];
  const records = [...keptRecords(old), ...own].sort((a, b) => a.ids.map((id, i) => id - b.ids[i]).find(Boolean) ?? 0);
  const table = Buffer.alloc(6 + 12 * records.length);
  table.writeUInt16BE(records.length, 2);
  table.writeUInt16BE(table.length, 4);
  let offset = 0;
  records.forEach(({ ids, text }, i) => {
    [...ids, text.length, offset].forEach((value, k) => table.writeUInt16BE(value, 6 + 12 * i + 2 * k));
    offset += text.length;
  });
  return Buffer.concat([table, ...records.map(({ text }) => text)]);
}

/** @param {Buffer} font TrueType @param {string} family */
export function renamed(font, family) {
  const tables = tablesOf(font);
  for (const table of tables) {
    if (table.tag === nameTag) table.bytes = nameTable(table.bytes, family);
    if (table.tag === headTag) table.bytes.writeUInt32BE(0, 8); // checksum of the whole: computed below
  }
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory = Buffer.alloc(12 + 16 * tables.length);
  directory.writeUInt32BE(font.readUInt32BE(0), 0);
  [tables.length, power * 16, Math.log2(power), (tables.length - power) * 16].forEach((value, i) => directory.writeUInt16BE(value, 4 + 2 * i));
  let offset = directory.length;
  const parts = tables.map(({ tag, bytes }, i) => {
    [tag, sumOf(bytes), offset, bytes.length].forEach((value, k) => directory.writeUInt32BE(value, 12 + 16 * i + 4 * k));
    offset += padded(bytes.length);
    return Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);
  });
  const whole = Buffer.concat([directory, ...parts]);
  const head = directory.readUInt32BE(12 + 16 * tables.findIndex(({ tag }) => tag === headTag) + 8);
  whole.writeUInt32BE((0xb1b0afba - sumOf(whole)) >>> 0, head + 8);
  return whole;
}
