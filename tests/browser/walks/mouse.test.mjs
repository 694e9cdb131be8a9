import { Mouse } from './hands.mjs';
import { walkAll } from './walk.mjs';

// Minutes of training, which the keyboard's walk sees to their end.
const leaves = ['mnist/train', 'mnist/curves', 'mnist/challenge', 'activations/duel', 'overfitting/penalty', 'dropout/compare', 'dropout/small', 'boston-housing/column-b', 'boston-housing/chas'];

walkAll('by the mouse on the canvas', 'wasm-fast', Mouse, { leaves });
