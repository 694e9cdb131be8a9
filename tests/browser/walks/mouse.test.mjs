import { Mouse } from './hands.mjs';
import { walkAll } from './walk.mjs';

walkAll('by the mouse on the canvas', 'wasm-fast', Mouse);
