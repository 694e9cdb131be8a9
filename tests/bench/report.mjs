// The tables that a run ends with.
const duration = (seconds) => (seconds >= 1 ? `${seconds.toFixed(2)} s` : seconds >= 1e-3 ? `${(1e3 * seconds).toPrecision(3)} ms` : `${(1e6 * seconds).toPrecision(3)} µs`);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

/** Lines of cells as columns, the first one to the left, the others to the right unless they are words. */
function table(lines) {
  const widths = [];
  for (const line of lines) for (const [i, cell] of line.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
  return lines.map((line) => line.map((cell, i) => (/^[\d.]/.test(cell) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('  ').trimEnd()).join('\n');
}

const named = (who, threads) => who.replace(' xn', ` ${threads} threads`);

function ratioText({ of, by, kind, goal, value }, threads) {
  const about = kind === 'share' ? `${named(of, threads)}, share of its peak` : kind === 'faster' ? `${named(of, threads)} faster than ${named(by, threads)}` : `time of ${named(of, threads)} / ${named(by, threads)}`;
  const told = value === null ? '-' : kind === 'share' ? `${(100 * value).toFixed(0)} %` : `${value.toPrecision(3)}x`;
  const most = kind === 'time';
  const aim = goal === null ? '' : `goal ${most ? '<=' : '>='} ${kind === 'share' ? `${100 * goal} %` : `${goal}x`}`;
  const met = goal === null || value === null ? '' : (most ? value <= goal : value >= goal) ? 'reached' : 'open';
  return ['', about, told, aim, met];
}

function rowText({ row, title, figures, absent, ratios }, threads) {
  const head = [[`${row}`, title]];
  const lines = Object.entries(figures).map(([who, { median, least, most, gflops }]) =>
    ['', named(who, threads), duration(median), `${duration(least)} .. ${duration(most)}`, gflops ? `${gflops.toFixed(1)} GFLOP/s` : '']);
  const missing = Object.entries(absent).map(([who, why]) => ['', named(who, threads), '-', why]);
  return [...head.map((line) => line.join(': ')), table(lines), ...(missing.length ? [table(missing)] : []), ...(ratios.length ? [table(ratios.map((one) => ratioText(one, threads)))] : [])].join('\n');
}

function loadText(load) {
  const lines = [];
  for (const [variant, { cold, warm, carried, packed }] of Object.entries(load)) {
    const kinds = (bytes) => ['code', 'fonts', 'page', 'data'].filter((kind) => bytes[kind]).map((kind) => `${kind} ${kilobytes(bytes[kind])}`).join(', ');
    lines.push(`load ${variant}: cold ${duration(cold.median)} (${duration(cold.least)} .. ${duration(cold.most)}), warm ${duration(warm.median)} (${duration(warm.least)} .. ${duration(warm.most)}); goal warm <= 1.50 s`);
    lines.push(`  carried until ready: ${kinds(carried)}; the whole variant, gzipped: ${kinds(packed)}; goal code <= 900 kB, fonts <= 400 kB`);
  }
  return lines.join('\n');
}

const frameText = (frame) => ['frame: milliseconds of our code (goal while training: median <= 3, 95 % <= 8; idle: no frames)',
  table([['', 'lesson', 'training', '95 %', 'frames', 'drawn idle', 'opening 95 %'],
    ...Object.entries(frame).map(([id, { opening, idle_frames, training }]) =>
      ['', id, training.median_ms.toFixed(2), training.p95_ms.toFixed(2), String(training.frames), String(idle_frames), opening.p95_ms.toFixed(2)])])].join('\n');

const memoryText = (memory) => Object.entries(memory).map(([variant, { epochs, loaded, trained }]) =>
  `memory ${variant}: with MNIST wasm ${mebibytes(loaded.wasm)}, JavaScript ${mebibytes(loaded.js)}; after ${epochs} epochs ${mebibytes(trained.wasm)}, ${mebibytes(trained.js)}`).join('\n');

const growthText = (growth) => Object.entries(growth).map(([axis, points]) => {
  const who = Object.keys(points[0]).filter((key) => key !== 'x');
  return [`growth: a step by ${axis}`, table([['', axis, ...who], ...points.map((point) => ['', String(point.x), ...who.map((name) => duration(point[name]))])])].join('\n');
}).join('\n');

export function report(result) {
  const { threads } = result;
  const parts = [`${result.cpu}, ${result.processors} processors, Chromium ${result.chromium}, TensorFlow.js ${result.tfjs.version} (wasm, SIMD${result.tfjs.threads > 1 ? `, up to ${result.tfjs.threads} threads` : ', no threads'}), ` +
    `${result.torch ? `PyTorch ${result.torch}` : 'no PyTorch here'}${result.quick ? '; --quick: a look, not a measurement' : ''}`,
  'median (least .. most) of rounds in turn; ratios are medians of the rounds\' own',
  ...result.rows.map((row) => rowText(row, threads))];
  if (result.growth) parts.push(growthText(result.growth));
  if (result.load) parts.push(loadText(result.load));
  if (result.frame) parts.push(frameText(result.frame));
  if (result.memory) parts.push(memoryText(result.memory));
  return parts.join('\n\n');
}
