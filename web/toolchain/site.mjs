// Puts build/site together from what was built: files that did not change are left alone, files without a source go.
//   node web/toolchain/site.mjs [--variant wasm|wasm-fast]
// build.json says which build this is: {build, variant, variants, files, bytes}. `variant` is the one to prefer, null leaves the
// choice to the page; `files` are what the page needs to start without a network, data aside; `bytes` their lengths.
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const build = join(root, 'build');
const site = join(build, 'site');
const variants = ['wasm', 'wasm-fast'];

async function filesUnder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

/** [source, place in the site] of everything that a build made or the repository holds. */
async function plan() {
  const pairs = [];
  const add = async (folder, place = '') => {
    for (const file of await filesUnder(folder)) pairs.push([file, join(place, relative(folder, file))]);
  };
  await add(join(build, 'wasm/generated/site'));
  await add(join(build, 'generated/fonts'), 'fonts');
  for (const variant of variants) await add(join(build, variant, 'page'), variant);
  for (const file of await filesUnder(join(root, 'web/page'))) {
    const name = relative(join(root, 'web/page'), file);
    // A service worker governs the folder it lies in, a favicon is looked for at the root.
    pairs.push([file, name === 'sw.js' || /^favicon\.|\.webmanifest$/.test(name) ? name : join('page', name)]);
  }
  pairs.push([join(root, 'index.html'), 'index.html'], [join(root, 'LICENSE'), 'LICENSE.txt']);
  return pairs;
}

/** What other people ask for in return for their work: their licenses, in one file beside the site. */
async function licenses() {
  const deps = process.env.NABLA_DEPS;
  if (!deps) return '';
  const modules = join(root, 'web/toolchain/node_modules');
  const works = [
    ['Dear ImGui', join(deps, 'src/imgui/LICENSE.txt')], ['SDL', join(deps, 'src/SDL2/LICENSE.txt')],
    ['zlib', join(deps, 'src/zlib/LICENSE')], ['Eigen (Mozilla Public License 2.0, source: eigen.tuxfamily.org)', join(deps, 'src/eigen/COPYING.MPL2')],
    ['JSON for Modern C++', join(deps, 'licenses/nlohmann-json')], ['Emscripten, musl, LLVM libc++', join(deps, 'licenses/emscripten')],
  ];
  for (const file of await filesUnder(join(build, 'generated/fonts'))) {
    if (/licen[cs]e|OFL/i.test(file)) works.push([relative(join(build, 'generated/fonts'), file), file]);
  }
  let text = 'This site is MIT-licensed (LICENSE.txt) and contains the works below.\n';
  for (const [name, file] of works) {
    const license = await readFile(file, 'utf8').catch(() => '');
    if (license) text += `\n${'='.repeat(80)}\n${name}\n${'='.repeat(80)}\n\n${license}`;
  }
  return text;
}

async function copyChanged(source, target) {
  const from = await stat(source);
  const to = await stat(target).catch(() => null);
  if (to && to.size === from.size && Math.abs(to.mtimeMs - from.mtimeMs) < 2) return;
  await mkdir(dirname(target), { recursive: true });
  await cp(source, target);
  await utimes(target, from.atime, from.mtime);
}

async function main() {
  const { values } = parseArgs({ options: { variant: { type: 'string', default: '' } } });
  const pairs = [];
  for (const pair of await plan()) {
    if (await stat(pair[0]).catch(() => null)) pairs.push(pair);
    else console.error(`note: ${relative(root, pair[0])} is not there yet`);
  }
  await mkdir(join(build, 'generated'), { recursive: true });
  const notices = join(build, 'generated/licenses.txt');
  const text = await licenses();
  if (text !== (await readFile(notices, 'utf8').catch(() => ''))) await writeFile(notices, text);
  pairs.push([notices, 'licenses.txt']);
  for (const [source, place] of pairs) await copyChanged(source, join(site, place));

  const wanted = new Set(pairs.map(([, place]) => place));
  for (const file of await filesUnder(site)) {
    const place = relative(site, file);
    if (!wanted.has(place) && !place.startsWith('data/') && place !== 'build.json') await rm(file);
  }
  const hash = createHash('sha256');
  const bytes = {};
  for (const place of [...wanted].sort()) {
    const content = await readFile(join(site, place));
    hash.update(place).update(content);
    bytes[place] = content.length;
  }
  const answer = { build: hash.digest('hex').slice(0, 16), variant: values.variant || null, variants, files: Object.keys(bytes), bytes };
  await writeFile(join(site, 'build.json'), JSON.stringify(answer, null, 1) + '\n');
}
await main();
