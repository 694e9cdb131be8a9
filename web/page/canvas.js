// What the canvas needs of the page: focus, a lost picture, and a wake-up when its size or sharpness changes.
import { endTrouble, reloadAction, trouble } from './notices.js';

/** @param {import('./bridge.js').Bridge} bridge */
export function connectCanvas(canvas, bridge) {
  const { module } = bridge;
  const wake = () => module._nabla_wake();

  // SDL keeps the browser from focusing what is pressed.
  canvas.addEventListener('pointerdown', () => {
    canvas.dataset.pressed = ''; // a browser may take focus from a script for the keyboard's: no frame around what was pressed
    canvas.focus({ preventScroll: true });
  });
  addEventListener('keydown', () => delete canvas.dataset.pressed, { capture: true });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('focus', wake);
  canvas.addEventListener('blur', wake);

  const found = rememberState(canvas.getContext('webgl2'));
  new ResizeObserver(wake).observe(canvas);
  addEventListener('resize', wake);
  watchSharpness(wake);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) wake(); });
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  still.addEventListener('change', () => bridge.call('setReducedMotion', { on: still.matches }));

  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault(); // otherwise it never comes back
    module._nabla_context_lost();
    trouble('contextLost', { actions: [reloadAction()] });
  });
  canvas.addEventListener('webglcontextrestored', () => {
    found.clear();
    module._nabla_context_restored();
    endTrouble();
  });
}

/**
 * Before each frame Dear ImGui's renderer asks for the state it finds, to leave it so. Each answer waits until the graphics process
 * has drawn all that came before: most of a frame's time where it draws in software. Nobody else draws here, so the first answer holds.
 */
function rememberState(gl) {
  const found = new Map(), ask = gl.getParameter.bind(gl);
  gl.getParameter = (name) => {
    if (!found.has(name)) found.set(name, ask(name));
    return found.get(name);
  };
  return found;
}

/** A media query speaks of one ratio: after each change there is a new one to watch. */
function watchSharpness(wake) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    wake();
    watchSharpness(wake);
  }, { once: true });
}
