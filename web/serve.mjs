#!/usr/bin/env node
// Serves the built site for development: static files with the two headers that make a page cross-origin isolated, so
// that threads work. Any static host will do in production; without the headers the page takes its variant without threads.
//   node web/serve.mjs [--port 8080] [--root build/site] [--host 127.0.0.1] [--no-isolation] [--quiet]
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { gzip } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.json': 'application/json; charset=utf-8', '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8', '.csv': 'text/csv; charset=utf-8', '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json', '.wasm': 'application/wasm', '.png': 'image/png', '.ico': 'image/x-icon',
  '.ttf': 'font/ttf', '.woff2': 'font/woff2', '.map': 'application/json; charset=utf-8',
};
// .gz files are data that the page unpacks itself: they go out as they are.
const compressible = /^(text\/|application\/(json|wasm|manifest)|image\/svg|font\/ttf)/;
const packed = new Map(); // etag -> gzipped bytes
const compress = promisify(gzip);

/** The file that a request means, or null: nothing outside the root, also not through a link. */
async function locate(root, pathname) {
  let path;
  try { path = decodeURIComponent(pathname); } catch { return null; }
  if (path.includes('\0')) return null;
  let file = resolve(root, '.' + join('/', path));
  try {
    if ((await stat(file)).isDirectory()) file = join(file, 'index.html');
    file = await realpath(file);
    if (file !== root && !file.startsWith(root + sep)) return null;
    const info = await stat(file);
    return info.isFile() ? { file, info } : null;
  } catch { return null; }
}

/** "bytes=a-b" as [first, last], null when there is none or it is not understood, undefined when it can't be satisfied. */
function rangeOf(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (!match[1] && !match[2])) return null;
  const first = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const last = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return first > last || first >= size ? undefined : [first, last];
}

/** Starts serving; resolves to {server, url, close}. */
export async function serve({ root, port = 8080, host = '127.0.0.1', isolation = true, quiet = true }) {
  const home = await realpath(root);
  async function answer(request, response) {
    const headers = { 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' };
    if (isolation) {
      headers['Cross-Origin-Opener-Policy'] = 'same-origin';
      headers['Cross-Origin-Embedder-Policy'] = 'require-corp';
    }
    const finish = (status, more = {}, body = '') => {
      response.writeHead(status, { ...headers, ...more });
      response.end(request.method === 'HEAD' ? undefined : body);
    };
    const plain = { 'Content-Type': 'text/plain; charset=utf-8' };
    if (request.method !== 'GET' && request.method !== 'HEAD') return finish(405, { ...plain, Allow: 'GET, HEAD' }, 'only GET and HEAD\n');
    const pathname = request.url.split(/[?#]/, 1)[0];
    const found = await locate(home, pathname);
    if (!found) return finish(404, plain, `nothing at ${pathname}\n`);

    const { file, info } = found;
    const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
    const tag = createHash('sha256').update(`${file}|${info.size}|${info.mtimeMs}`).digest('hex').slice(0, 20);
    headers['Content-Type'] = type;
    const zipped = compressible.test(type) && info.size > 1024 && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') &&
      !request.headers.range;
    if (compressible.test(type)) headers.Vary = 'Accept-Encoding';
    headers.ETag = `"${tag}${zipped ? '-gz' : ''}"`;
    if (request.headers['if-none-match']?.includes(headers.ETag)) return finish(304);

    if (zipped) {
      if (!packed.has(tag)) packed.set(tag, await compress(await readFile(file)));
      const body = packed.get(tag);
      return finish(200, { 'Content-Encoding': 'gzip', 'Content-Length': body.length }, body);
    }
    headers['Accept-Ranges'] = 'bytes';
    const range = rangeOf(request.headers.range, info.size);
    if (range === undefined) return finish(416, { 'Content-Range': `bytes */${info.size}` });
    const [first, last] = range ?? [0, info.size - 1];
    if (range) headers['Content-Range'] = `bytes ${first}-${last}/${info.size}`;
    headers['Content-Length'] = info.size === 0 ? 0 : last - first + 1;
    if (request.method === 'HEAD' || info.size === 0) return finish(range ? 206 : 200);
    response.writeHead(range ? 206 : 200, headers);
    createReadStream(file, { start: first, end: last }).on('error', () => response.destroy()).pipe(response);
  }
  const server = createServer((request, response) => {
    if (!quiet) response.on('finish', () => console.error(`${response.statusCode} ${request.method} ${request.url}`));
    answer(request, response).catch((error) => { console.error(error); response.destroy(); });
  });
  return new Promise((fulfil, reject) => {
    server.once('error', reject);
    const close = () => new Promise((done) => { server.closeAllConnections(); server.close(done); });
    server.listen(port, host, () => fulfil({ server, url: `http://localhost:${server.address().port}/`, close }));
  });
}

async function main() {
  const usage = 'usage: node web/serve.mjs [--port N] [--root FOLDER] [--host ADDRESS] [--no-isolation] [--quiet]';
  let options;
  try {
    options = parseArgs({ options: {
      port: { type: 'string', default: '8080' }, root: { type: 'string' }, host: { type: 'string', default: '127.0.0.1' },
      'no-isolation': { type: 'boolean', default: false }, quiet: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    } }).values;
  } catch (error) {
    console.error(`${error.message}\n${usage}`);
    process.exit(2);
  }
  if (options.help) return console.log(usage);
  const port = Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`--port: expected a number from 0 to 65535, got '${options.port}'\n${usage}`);
    process.exit(2);
  }
  const root = options.root ?? fileURLToPath(new URL('../build/site', import.meta.url));
  try {
    const { url } = await serve({ root, port, host: options.host, isolation: !options['no-isolation'], quiet: options.quiet });
    console.log(`Nabla is at ${url}   (Ctrl+C stops)`);
  } catch (error) {
    if (error.code === 'EADDRINUSE') console.error(`error: port ${port} is in use\n       stop what uses it, or choose another: --port ${port + 1}`);
    else if (error.code === 'ENOENT') console.error(`error: there is no site at ${root}\n       build it first: web/play --build-only`);
    else console.error(`error: ${error.message}`);
    process.exit(1);
  }
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) await main();
