// What this browser can run, asked with modules of a few bytes.

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const oneFunction = [3, 2, 1, 0];
const returnsV128 = [1, 5, 1, 0x60, 0, 1, 0x7b];
const returnsNothing = [1, 4, 1, 0x60, 0, 0];
const code = (...body) => [10, body.length + 4, 1, body.length + 2, 0, ...body, 0x0b];
const splatZero = [0x41, 0, 0xfd, 0x0f]; // i32.const 0, i8x16.splat
const runs = (...parts) => WebAssembly.validate(new Uint8Array([...header, ...parts.flat()]));

/** A context of its own, for a moment: the slowest of these questions. */
export function hasWebgl2() {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext(); // browsers keep only so many
    return Boolean(context);
  } catch {
    return false;
  }
}

/** @returns {{wasm: boolean, simd: boolean, relaxedSimd: boolean, threads: boolean, exceptions: boolean, isolated: boolean}} */
export function features() {
  if (typeof WebAssembly !== 'object') return { wasm: false, simd: false, relaxedSimd: false, threads: false, exceptions: false, isolated: false };
  const isolated = Boolean(globalThis.crossOriginIsolated) && typeof SharedArrayBuffer === 'function';
  return {
    wasm: true,
    simd: runs(returnsV128, oneFunction, code(...splatZero)),
    relaxedSimd: runs(returnsV128, oneFunction, code(...splatZero, ...splatZero, ...splatZero, 0xfd, 0x85, 2)), // f32x4.relaxed_madd
    threads: runs(returnsNothing, oneFunction, [5, 4, 1, 3, 1, 1], code(0x41, 0, 0xfe, 0x10, 2, 0, 0x1a)), // shared memory, i32.atomic.load, drop
    exceptions: runs(returnsNothing, oneFunction, code(0x06, 0x40, 0x19, 0x0b)), // try, catch_all, end
    isolated,
  };
}

/**
 * Which build to load, and the key of the words that say why it is not the fast one.
 * @param {ReturnType<typeof features>} has
 * @param {{asked?: string|null, preferred?: string|null, failed?: boolean}} wishes `asked` in the address, `preferred` by
 *   build.json, `failed`: the fast one was tried on this device
 * @returns {{variant: 'wasm'|'wasm-fast', why: string}}
 */
export function chooseVariant(has, { asked = null, preferred = null, failed = false } = {}) {
  if (asked === 'wasm' || asked === 'wasm-fast') return { variant: asked, why: asked === 'wasm' ? 'whyPlainForced' : '' };
  if (!has.relaxedSimd || !has.threads) return { variant: 'wasm', why: 'whyPlainBrowser' };
  if (!has.isolated) return { variant: 'wasm', why: 'whyPlainIsolation' };
  if (failed) return { variant: 'wasm', why: 'whyPlainFallback' };
  if (preferred === 'wasm') return { variant: 'wasm', why: 'whyPlainBuild' };
  return { variant: 'wasm-fast', why: '' };
}
