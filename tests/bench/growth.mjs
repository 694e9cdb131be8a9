#!/usr/bin/env node
// Draws how the time of a step grows with the batch and with the width of the first layer, from what tests/bench/run --json wrote.
//   node tests/bench/growth.mjs FIGURES.json [OUT.svg]
import { readFile, writeFile } from 'node:fs/promises';

const [source, target = new URL('./growth.svg', import.meta.url)] = process.argv.slice(2);
if (!source) throw new Error('usage: node tests/bench/growth.mjs FIGURES.json [OUT.svg]');
const { growth, cpu, chromium, quick } = JSON.parse(await readFile(source, 'utf8'));
if (!growth) throw new Error(`${source} has no growth: run tests/bench/run --only growth --json FILE`);

const names = { 'wasm-fast': 'Nabla, wasm-fast', tfjs: 'TensorFlow.js wasm', torch: 'PyTorch' };
const colors = { 'wasm-fast': '#c2570c', tfjs: '#3b6ea5', torch: '#6b7280' };
const size = { width: 420, height: 300, left: 64, right: 16, top: 44, bottom: 48 };
const titles = { batch: ['784-256-128-10 by batch', 'rows in a batch'], width: ['784-width-10 by width, batch 128', 'units of the first layer'] };

const escape = (text) => String(text).replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);
const text = (x, y, words, more = '') => `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${escape(words)}</text>`;
const milliseconds = (value) => (value >= 1000 ? `${value / 1000} s` : value >= 1 ? `${value} ms` : `${value * 1000} µs`);

/** One panel, both axes logarithmic: what grows in proportion is a line of slope one. */
function panel(axis, points, x0) {
  const who = Object.keys(names).filter((name) => points.some((point) => point[name] > 0));
  const all = points.flatMap((point) => who.map((name) => 1000 * point[name]).filter((value) => value > 0));
  const low = Math.floor(Math.log10(Math.min(...all))), high = Math.ceil(Math.log10(Math.max(...all)));
  const [first, last] = [points[0].x, points.at(-1).x].map(Math.log2);
  const wide = size.width - size.left - size.right, tall = size.height - size.top - size.bottom;
  const atX = (x) => x0 + size.left + (wide * (Math.log2(x) - first)) / (last - first);
  const atY = (ms) => size.top + tall * (1 - (Math.log10(ms) - low) / Math.max(1, high - low));

  const parts = [text(x0 + size.left, 22, titles[axis][0], 'class="title"'), text(x0 + size.left + wide / 2, size.height - 8, titles[axis][1], 'text-anchor="middle"')];
  for (let decade = low; decade <= high; ++decade) {
    const y = atY(10 ** decade);
    parts.push(`<path class="grid" d="M${x0 + size.left} ${y.toFixed(1)}h${wide}"/>`, text(x0 + size.left - 6, y + 4, milliseconds(10 ** decade), 'text-anchor="end"'));
  }
  for (const { x } of points) parts.push(text(atX(x), size.height - size.bottom + 18, x, 'text-anchor="middle"'));
  for (const [i, name] of who.entries()) {
    const line = points.filter((point) => point[name] > 0).map((point) => [atX(point.x), atY(1000 * point[name])]);
    parts.push(`<polyline stroke="${colors[name]}" points="${line.map((at) => at.map((v) => v.toFixed(1)).join(',')).join(' ')}"/>`);
    for (const [x, y] of line) parts.push(`<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2.5" fill="${colors[name]}"/>`);
    parts.push(text(x0 + size.left + 8, size.top + 14 + 16 * i, names[name], `fill="${colors[name]}" class="name"`));
  }
  return parts.join('\n');
}

const axes = Object.keys(titles).filter((axis) => growth[axis]?.length > 1);
const width = size.width * axes.length;
const foot = ['One thread each, median time of a training step, both axes logarithmic.', `${cpu}, Chromium ${chromium}${quick ? '; a quick look, not a measurement' : ''}.`];
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${size.height + 40}" role="img" aria-label="Time per training step by batch and by width">
<style>text { font: 11px system-ui, sans-serif } text:not([fill]) { fill: #374151 } .title { font-size: 13px; font-weight: 600 } .name { font-weight: 600 } .grid { stroke: #d1d5db; stroke-width: 0.6 } polyline { fill: none; stroke-width: 2 }</style>
<rect width="100%" height="100%" fill="#ffffff"/>
${axes.map((axis, i) => panel(axis, growth[axis], i * size.width)).join('\n')}
${foot.map((words, i) => text(size.left, size.height + 14 + 16 * i, words)).join('\n')}
</svg>
`;
await writeFile(target, svg);
