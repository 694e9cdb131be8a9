// The rules of the house, so that they hold next year too: who may include whom, what stands where, how long a file gets.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join, relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const skipped = /^(\.git|build|node_modules|\.cache)$/;

/** Every file of the repository, as a path from its root. */
function* walk(folder = root) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (skipped.test(entry.name) || entry.isSymbolicLink()) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (!entry.name.endsWith('.swp')) yield relative(root, path);
  }
}

const files = [...walk()].sort();
const texts = new Map();
const read = (path) => {
  if (!texts.has(path)) texts.set(path, readFileSync(join(root, path), 'utf8'));
  return texts.get(path);
};
const cpp = files.filter((path) => /\.(cpp|h)$/.test(path));
const script = files.filter((path) => /\.(mjs|js|sh|cmake)$|(^|\/)(CMakeLists\.txt|prepare|play|run)$/.test(path));
const own = [...cpp, ...script, ...files.filter((path) => /\.(css|html)$/.test(path))];
const thisFile = 'tests/house_rules.test.mjs';

/** {path, number, line} for every line of the given files. */
function* linesOf(paths) {
  for (const path of paths) for (const [i, line] of read(path).split('\n').entries()) yield { path, number: i + 1, line };
}
const includesOf = function* (paths) {
  for (const { path, number, line } of linesOf(paths)) {
    const match = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
    if (match) yield { path, number, angled: match[1] === '<', name: match[2] };
  }
};
/** Fails with every offender at once. */
const none = (offenders, rule) => assert.deepEqual(offenders, [], rule);
const place = ({ path, number, line, name }) => `${path}:${number}: ${(line ?? name).trim()}`;

const under = (folder) => (path) => path.startsWith(`${folder}/`);

test('the top level holds what it should and nothing else', () => {
  const allowed = new Set(['CMakeLists.txt', 'CMakePresets.json', 'LICENSE', 'README.md', 'index.html', 'core', 'lessons', 'tests', 'web']);
  none([...new Set(files.map((path) => path.split('/')[0]))].filter((name) => !name.startsWith('.') && !allowed.has(name)), 'unexpected at the top');
});

test('includes point one way: core <- lessons <- web', () => {
  const reach = { core: ['core'], lessons: ['core', 'lessons'], web: ['core', 'lessons', 'web'], tests: ['core', 'lessons', 'web', 'tests'] };
  const wrong = [...includesOf(cpp)].filter(({ path, angled, name }) => !angled && !reach[path.split('/')[0]]?.includes(name.split('/')[0]));
  none(wrong.map(place), 'a quoted include is a path from the root, into a folder below');
});

test('core includes the standard library, Eigen and nlohmann-json; zlib in one file alone', () => {
  const other = [...includesOf(cpp.filter(under('core')))].filter(({ path, angled, name }) => {
    if (!angled || /^[a-z_]+$/.test(name) || /^(Eigen|nlohmann)\//.test(name)) return false;
    if (name === 'zlib.h') return path !== 'core/data/gzip.cpp';
    if (/^(immintrin|wasm_simd128|arm_neon)\.h$/.test(name)) return dirname(path) !== 'core/kernels';
    return !under('core/cli')(path); // the tool may speak to its system
  });
  none(other.map(place), 'foreign include in core');
});

test('core knows no clock, console, files or global randomness', () => {
  const headers = /^(iostream|fstream|filesystem|chrono|ctime)$/;
  const names = /\bstd::(cout|cerr|clog|chrono|random_device|getenv|rand|printf|fopen|system)\b|\b(printf|fopen|srand|gettimeofday)\s*\(|\bthread_local\b/;
  const inside = cpp.filter(under('core')).filter((path) => !under('core/cli')(path));
  none([...includesOf(inside)].filter(({ angled, name }) => angled && headers.test(name)).map(place), 'a header of the outside world');
  none([...linesOf(inside)].filter(({ line }) => names.test(line)).map(place), 'a name of the outside world');
});

test('only web/platform.* knows Emscripten', () => {
  const outside = cpp.filter((path) => !/^web\/platform\./.test(path));
  none([...linesOf(outside)].filter(({ line }) => /__EMSCRIPTEN|EMSCRIPTEN_KEEPALIVE|\bEM_(ASM|JS)\b|<emscripten/.test(line)).map(place), 'Emscripten outside of the platform file');
});

test('only core/kernels knows instruction sets', () => {
  const macros = /__(wasm_(simd128|relaxed_simd)|AVX\w*|SSE\w*|FMA|ARM_NEON|x86_64)__/;
  const outside = cpp.filter((path) => dirname(path) !== 'core/kernels');
  none([...linesOf(outside)].filter(({ line }) => macros.test(line)).map(place), 'a SIMD macro outside of the kernels');
});

test('only scenes, the kit and web draw with ImGui', () => {
  const may = (path) => /^lessons\/[^/]+\/scene[^/]*\.(cpp|h)$/.test(path) || under('lessons/kit')(path) || under('web')(path) || under('tests')(path);
  const others = cpp.filter((path) => !may(path));
  none([...includesOf(others)].filter(({ name }) => /imgui/i.test(name)).map(place), 'ImGui where there is no picture');
  const headless = [...includesOf(cpp.filter((path) => under('core')(path)))].filter(({ name }) => /SDL|GL\b|GLES/.test(name));
  none(headless.map(place), 'a window in core');
});

test('no file of ours grows beyond 350 lines; a test file, which is a list, beyond 500', () => {
  const long = own.map((path) => [path, read(path).split('\n').length - 1]).filter(([path, length]) => length > (under('tests')(path) ? 500 : 350));
  none(long.map(([path, length]) => `${path}: ${length} lines`), 'split it by concept');
});

test('nothing is left for later', () => {
  const marks = /\b(TODO|FIXME|XXX|HACK)\b|\b[Nn]ot (yet )?implemented\b/;
  const written = [...own, ...files.filter((path) => path.endsWith('.md'))].filter((path) => path !== thisFile);
  none([...linesOf(written)].filter(({ line }) => marks.test(line)).map(place), 'unfinished');
});

test('no path of one machine, no address of a package registry', () => {
  const machine = /(^|[\s"'`=(:])\/(work|root|home)\//;
  const registry = /registry\.npmjs\.org|registry\.yarnpkg|pypi\.org|files\.pythonhosted|(deb|ftp|security|snapshot)\.debian\.org|archive\.ubuntu|crates\.io|proxy\.golang/;
  const written = files.filter((path) => /\.(cpp|h|mjs|js|json|sh|cmake|css|html|md|txt|npmrc)$|\/(prepare|play|run)$/.test(path) && path !== thisFile);
  none([...linesOf(written)].filter(({ line }) => machine.test(line)).map(place), 'a path that exists on one machine');
  none([...linesOf(written)].filter(({ line }) => registry.test(line)).map(place), "a registry's address");
});

test('lock files name no host', () => {
  for (const path of files.filter((file) => file.endsWith('package-lock.json'))) assert.doesNotMatch(read(path), /"resolved"/, path);
});

test('the page loads nothing from anywhere else', () => {
  const page = files.filter((path) => path === 'index.html' || under('web/page')(path));
  const foreign = /\b(src|href|action)\s*=\s*["']https?:|\b(import|fetch|url)\s*\(\s*["']?https?:|\bfrom\s+["']https?:/;
  none([...linesOf(page)].filter(({ line }) => foreign.test(line)).map(place), 'another host');
});

test("other people's code is not kept here", () => {
  none(files.filter((path) => /(^|\/)(third[_-]?party|vendor(ed)?|external|extern|node_modules)\//i.test(path) || /\.min\.(js|css)$/.test(path)), 'vendored');
  none(files.filter((path) => statSync(join(root, path)).size > 400_000).map((path) => path), 'too large to be written by hand');
});

test('a version is pinned in one place', () => {
  const pins = JSON.parse(read('web/toolchain/package.json'));
  const versions = ['debian', 'debianSources', 'dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) => Object.entries(pins[key] ?? {}))
    .filter(([, version]) => /\d+\.\d+/.test(version));
  assert.ok(versions.length > 5, 'web/toolchain/package.json names the versions');
  const elsewhere = [...script, ...files.filter((path) => /^(\.ci\/|CMakePresets\.json)/.test(path))].filter((path) => path !== thisFile);
  const repeated = [];
  for (const { path, number, line } of linesOf(elsewhere))
    for (const [name, version] of versions)
      if (new RegExp(`(^|[^\\d.])${version.replaceAll('.', '\\.')}($|[^\\d.])`).test(line) && line.toLowerCase().includes(name.split(/[/@-]/).find(Boolean).replace(/\d.*$/, '').toLowerCase()))
        repeated.push(`${path}:${number}: ${name} ${version}`);
  none(repeated, 'repeated outside of web/toolchain/package.json');
});

/** {steps: [id], labels: {step: [key]}, tasks: [id]} of a lesson's text file. */
function outline(text) {
  const result = { steps: [], labels: {}, tasks: [], formulas: {} };
  let step = null, fenced = null;
  for (const line of text.split('\n')) {
    const fence = /^```\s*(\w*)/.exec(line);
    if (fence) fenced = fenced === null ? fence[1] : null;
    else if (fenced === 'labels') {
      const key = /^\s*([\w.-]+)\s*:/.exec(line)?.[1];
      if (key) (result.labels[step] ??= []).push(key);
    } else if (fenced === null) {
      const heading = /^##\s+([\w-]+)\s*·\s*(.+)$/.exec(line);
      if (heading) result.steps.push(step = heading[1]);
      else if (/^>\s*\S/.test(line) && step && !result.tasks.includes(step)) result.tasks.push(step);
    }
  }
  return result;
}

test('each lesson says the same in both languages: steps, tasks, labels', () => {
  const lessons = new Set(files.map((path) => /^lessons\/([^/]+)\/text\.\w+\.md$/.exec(path)?.[1]).filter(Boolean));
  assert.ok(lessons.size >= 2, 'mnist and boston-housing have texts');
  for (const id of lessons) {
    const [ko, en] = ['ko', 'en'].map((language) => outline(read(`lessons/${id}/text.${language}.md`)));
    assert.ok(ko.steps.length > 0, `${id}: steps found`);
    assert.deepEqual(en.steps, ko.steps, `${id}: the same steps in the same order`);
    assert.deepEqual(en.tasks, ko.tasks, `${id}: the same steps have a task`);
    assert.deepEqual(ko.tasks, ko.steps, `${id}: every step has a task`);
    for (const step of ko.steps) assert.deepEqual([...(en.labels[step] ?? [])].sort(), [...(ko.labels[step] ?? [])].sort(), `${id}/${step}: the same labels`);
  }
});

test('every lesson folder is complete', () => {
  const folders = new Set(files.map((path) => /^lessons\/([^/]+)\/lesson\.cpp$/.exec(path)?.[1]).filter(Boolean));
  for (const id of folders) for (const name of ['scene.cpp', 'text.ko.md', 'text.en.md']) assert.ok(files.includes(`lessons/${id}/${name}`), `lessons/${id}/${name}`);
});

test('the words of the page exist in both languages', async () => {
  if (!files.includes('web/page/strings.ko.js')) return;
  const load = async (path) => Object.values(await import(new URL(`../${path}`, import.meta.url)))[0];
  const [ko, en] = [await load('web/page/strings.ko.js'), await load('web/page/strings.en.js')];
  assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
  const holes = (text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  for (const key of Object.keys(en)) assert.deepEqual(holes(ko[key]), holes(en[key]), `${key}: the same values are filled in`);
});

test('Korean sentences end in the polite form of the house', () => {
  const formal = /(습니다|합니다|입니다|됩니다|하십시오)[.!?]/;
  const korean = files.filter((path) => /\.ko\.(md|js)$/.test(path));
  none([...linesOf(korean)].filter(({ line }) => formal.test(line) && !/^\s*(>|"|“)/.test(line) && !/["“”『「]/.test(line)).map(place), 'formal style in a text of the house');
});
