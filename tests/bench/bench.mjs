#!/usr/bin/env node
// Times the core and the classroom beside TensorFlow.js and, where it is there, PyTorch, all in turn in one run. tests/bench/run
// builds what this needs and calls it. Nothing here is a test: figures drift with the machine, ratios of one run are what to read.
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { close } from '../browser/harness.mjs';
import { measureMemory, timeEpoch, timeFrames, timeLoad } from './classroom.mjs';
import { report } from './report.mjs';
import { growth, rows } from './rows.mjs';
import { openSides, threads } from './sides.mjs';
import { median, pairwise, spread, turns } from './statistics.mjs';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'string' }, only: { type: 'string', multiple: true, default: [] } } });
const pace = options.quick ? { seconds: 0.06, warm: 0.15, rounds: 3, few: 1 } : { seconds: 0.1, warm: 0.8, rounds: 27, few: 3 }; // many short rounds: a machine's slow moments are shorter than a second
const say = (words) => process.stderr.write(`    ${words}\n`);
const wanted = (name) => options.only.length === 0 || options.only.includes(name);
const peakSides = ['wasm', 'wasm-fast', 'native'];
const peakForms = ['registers', 'chains', 'panels'];
const slow = (who) => who.endsWith(' cpu'); // seconds a step

/** Prepares everyone; who cannot take part says why. */
async function assembleRow(sides, { title, work, who, peak }) {
  const runners = [], absent = {};
  const add = async (name, side, what) => {
    const why = sides.absent(side) || (slow(side) && options.quick ? 'takes seconds a step: not with --quick' : '');
    if (why) { absent[name] = why; return; }
    try {
      const id = `${title} ${name}`;
      const { flops } = await sides.prepare(side, id, what);
      runners.push({ who: name, side, id, flops });
    } catch (error) {
      absent[name] = error.message.split('\n')[0].slice(0, 160);
    }
  };
  for (const name of [...who, ...(peak && who.length === 0 ? peakSides : [])]) {
    if (work) await add(name, name, work);
    for (const form of peak && peakSides.includes(name) ? peakForms : []) await add(`${name} peak ${form}`, name, { kind: 'peak', form }); // right after it
  }
  return { runners, absent };
}

/** Seconds a run of each, in turn. */
async function timeRow(sides, row, { seconds, warm, rounds }) {
  const { runners, absent } = await assembleRow(sides, row);
  for (const { side, id } of runners) if (!slow(side)) await sides.time(side, id, warm);
  const samples = await turns(runners.map(({ who, side, id }) => ({ who, most: slow(side) ? 2 : rounds, run: async () => {
    const { times, seconds: passed } = await sides.time(side, id, slow(side) ? 0 : seconds);
    return passed / times;
  } })), rounds);
  for (const { side, id } of runners) await sides.drop(side, id);
  return { samples, absent, flops: Object.fromEntries(runners.filter(({ flops }) => flops > 0).map(({ who, flops }) => [who, flops])) };
}

/** Rates of the forms of the peak, the best one of each round. */
function peaks({ samples, flops }) {
  for (const side of peakSides) {
    const forms = peakForms.map((form) => `${side} peak ${form}`);
    if (!forms.every((form) => samples[form])) continue;
    samples[`${side} peak`] = samples[forms[0]].map((_, round) => Math.min(...forms.map((form) => samples[form][round])));
    flops[`${side} peak`] = flops[forms[0]];
    for (const form of forms) { delete samples[form]; delete flops[form]; }
  }
}

function ratio({ of, by, kind, goal }, { samples, flops }) {
  if (!samples[of] || !samples[by]) return null;
  const times = pairwise(samples[of], samples[by]);
  const value = kind === 'time' ? times : kind === 'faster' ? 1 / times : flops[of] / flops[by] / times;
  return { of, by, kind, goal, value };
}

function summary({ row, title, unit = 's', samples, flops = {}, absent = {}, ratios = [] }) {
  const made = { row, title, unit, absent, figures: {}, ratios: [] };
  for (const [who, values] of Object.entries(samples))
    made.figures[who] = { ...spread(values), ...(flops[who] ? { gflops: flops[who] / median(values) / 1e9 } : {}) };
  made.ratios = ratios.map((one) => ratio(one, { samples, flops }) ?? { ...one, value: null });
  return made;
}

async function timeGrowth(sides) {
  const answer = {};
  for (const axis of ['batch', 'width']) {
    answer[axis] = [];
    for (const x of growth[axis]) {
      const row = { title: `${axis} ${x}`, work: growth.work(axis, x), who: ['wasm-fast', 'tfjs', 'torch'] };
      const { samples } = await timeRow(sides, row, { ...pace, rounds: options.quick ? 1 : 5 });
      answer[axis].push({ x, ...Object.fromEntries(Object.entries(samples).map(([who, values]) => [who, median(values)])) });
      say(`growth ${axis} ${x}: ${Object.entries(samples).map(([who, values]) => `${who} ${(1000 * median(values)).toPrecision(3)} ms`).join(', ')}`);
    }
  }
  return answer;
}

async function main() {
  const sides = await openSides();
  const result = { date: new Date().toISOString(), cpu: cpus()[0].model.trim(), processors: cpus().length, quick: options.quick, threads,
    chromium: sides.version, torch: sides.torch, tfjs: sides.tfjs, rows: [] };
  const context = { sides, quick: options.quick, rounds: pace.few, say };
  const classroom = { load: timeLoad, frame: timeFrames, memory: measureMemory };
  try {
    for (const row of rows.filter(({ row: name }) => wanted(name))) {
      say(`${row.row}: ${row.title}`);
      const timed = await timeRow(sides, row, pace);
      peaks(timed);
      result.rows.push(summary({ ...row, ...timed }));
    }
    if (wanted('epoch')) result.rows.push(summary({ row: 'epoch', ...(await timeEpoch(context)) }));
    if (wanted('growth')) result.growth = await timeGrowth(sides);
  } finally {
    await sides.close();
  }
  for (const [name, measure] of Object.entries(classroom)) if (wanted(name)) result[name] = await measure(context);
  await close();
  console.log(report(result));
  if (options.json) await writeFile(options.json, `${JSON.stringify(result, null, 1)}\n`);
}
await main();
process.exit(0);
