// Keeps what the learner did: the session's saved state goes into localStorage a moment after each change.
import { saveBlob } from './files.js';
import { dismiss, notice } from './notices.js';
import { recall, remember } from './storage.js';
import { t } from './strings.js';

const key = 'nabla.progress';
const delay = 600; // ms without a further change

/** Progress as a file, where storage is full or for another device. */
export function downloadProgress(bridge) {
  saveBlob('nabla-progress.json', new Blob([JSON.stringify(bridge.call('saveState'))], { type: 'application/json' }));
}

/** Does `act`; until its notice is put away it can be taken back. */
function undoable(bridge, words, shown, act) {
  const before = bridge.call('saveState');
  act();
  shown();
  notice('reset', words, [{ label: t('takeBack'), act() {
    dismiss('reset');
    bridge.call('restoreState', { state: before });
    shown();
  } }]);
}

/** The lessons of a saved file in place of those here; one that it does not hold stays. Throws with words for the learner if it is not one. */
export async function openProgress(bridge, file, shown) {
  let state;
  try { state = JSON.parse(await file.text()); } catch { throw new Error(t('notProgress')); }
  undoable(bridge, t('progressOpened'), shown, () => {
    const lessons = { ...bridge.call('saveState').lessons, ...state?.lessons };
    try { bridge.call('restoreState', { state: { ...state, lessons } }); } catch { throw new Error(t('notProgress')); }
  });
}

/** The open lesson from its start. */
export function resetLesson(bridge, shown) {
  undoable(bridge, t('lessonReset'), shown, () => bridge.call('resetLesson'));
}

/** Before the first frame: what was stored. */
export function restoreProgress(bridge) {
  const state = recall(key);
  if (state === undefined) return;
  try {
    bridge.call('restoreState', { state });
  } catch {
    notice('storage', t('storageBad'));
  }
}

/**
 * What goes into storage: ours, but the stored lessons where this tab has changed nothing since `before`. Another tab may have.
 * @param {{lessons: object}} ours @param {{lessons: object}} before
 */
export function merged(ours, before, stored) {
  if (stored?.version !== ours.version) return ours;
  const lessons = { ...stored.lessons };
  for (const [id, lesson] of Object.entries(ours.lessons))
    if (!lessons[id] || JSON.stringify(lesson) !== JSON.stringify(before.lessons[id])) lessons[id] = lesson;
  return { ...ours, lessons };
}

/** From now on, changes are stored. What cannot be stored stays in memory, and the learner is told once. */
export function keepProgress(bridge) {
  let timer = 0, told = false, before = bridge.call('saveState');
  const store = () => {
    clearTimeout(timer);
    timer = 0;
    let state;
    try { state = bridge.call('saveState'); } catch { return; } // the program has stopped: what was stored last stands
    const answer = remember(key, merged(state, before, recall(key)));
    if (answer === 'stored') before = state, told = false;
    if (answer === 'stored' || told) return;
    told = true;
    notice('storage', t(answer === 'full' ? 'storageFull' : 'storageOff'), [{ label: t('saveProgress'), act: () => downloadProgress(bridge) }]);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(store, delay);
  };
  let wasRunning = false;
  for (const event of ['edited', 'step', 'done', 'language', 'theme', 'evaluated', 'runs']) bridge.on(event, soon);
  bridge.on('state', ({ status }) => {
    const running = status.state === 'training' || status.state === 'loading';
    if (wasRunning && !running) soon(); // a run was kept
    wasRunning = running;
  });
  addEventListener('pagehide', () => { if (timer) store(); });
  document.addEventListener('visibilitychange', () => { if (document.hidden && timer) store(); });
}
