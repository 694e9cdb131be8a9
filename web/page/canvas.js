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
    module._nabla_context_restored();
    endTrouble();
  });
}

/** A media query speaks of one ratio: after each change there is a new one to watch. */
function watchSharpness(wake) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
    wake();
    watchSharpness(wake);
  }, { once: true });
}
