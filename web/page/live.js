// What training does, in words: politely as it goes on, at once when something went wrong.
import { inLanguage, number, t } from './strings.js';

const every = 4000; // ms between two epochs that are told
const names = ['loss', 'accuracy', 'mae', 'mse'];

/** "loss 0.0312, validation accuracy 0.974" */
export function numbersAloud(logs) {
  return ['', 'val_'].flatMap((prefix) => names.filter((name) => prefix + name in logs).map((name) =>
    t('metric', { name: `${prefix ? `${t('val')} ` : ''}${t(name)}`, value: number(logs[prefix + name]) }))).join(', ');
}

function lastLogs(history) {
  return Object.fromEntries(Object.entries(history).filter(([, values]) => Array.isArray(values) && values.length).map(([name, values]) => [name, values.at(-1)]));
}

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {ReturnType<typeof import('./lessons.js').createLessons>} lessons
 */
export function createLive(bridge, lessons) {
  const polite = document.getElementById('live'), urgent = document.getElementById('alert');
  let state = bridge.call('status').state, noticed = '', toldAt = 0, at = lessons.here();

  const say = (words) => { polite.lang = document.documentElement.lang; polite.textContent = words; };
  const warn = (words) => { urgent.lang = document.documentElement.lang; urgent.textContent = words; };

  const changed = (status) => {
    if (status.state === 'training') say(state === 'paused' ? t('liveContinue') : t('liveTraining', { epochs: status.epochs }));
    if (status.state === 'loading') say(t('liveLoading'));
    if (status.state === 'paused') say(t('livePaused', { epoch: status.epoch + 1, batch: status.batch }));
    if (status.state === 'done') say(t('liveDone', { epoch: status.epoch, numbers: numbersAloud(lastLogs(bridge.call('history'))) }));
    if (status.state === 'idle' && ['paused', 'done', 'diverged'].includes(state)) say(t('liveReset'));
    if (status.state === 'training') toldAt = Date.now();
  };
  bridge.on('state', ({ status }) => {
    if (status.state !== state) changed(status);
    state = status.state;
    const found = status.error ?? status.notice;
    const words = found ? inLanguage(found.message) : '';
    if (words !== noticed) warn(words); // what no longer holds is not left for a reader to come upon
    noticed = words;
  });
  bridge.on('epoch', ({ epoch, logs }) => {
    if (Date.now() - toldAt < every) return;
    toldAt = Date.now();
    say(t('liveEpoch', { epoch, epochs: bridge.call('status').epochs, numbers: numbersAloud(logs) }));
  });
  bridge.on('evaluated', ({ result }) => say(t('liveEvaluated', { numbers: numbersAloud(result) })));
  bridge.on('error', ({ error }) => warn(inLanguage(error.message)));
  bridge.on('done', () => say(t('liveTask', { task: inLanguage(lessons.here().step.task) })));
  bridge.on('step', () => {
    const now = lessons.here();
    if (now.step.id === at.step.id && now.lesson.id === at.lesson.id) return;
    at = now;
    warn('');
    say(t('liveStep', { lesson: inLanguage(now.lesson.title), at: now.index + 1, title: inLanguage(now.step.title) }));
  });
  bridge.on('language', () => { say(''); warn(''); });
  bridge.on('hint', () => {
    const { shown, offered } = bridge.call('hints');
    if (offered) say(t('hintOffered'));
    else if (shown.length) say(`${t('hint')}: ${inLanguage(shown.at(-1))}`);
  });
  describeFigure(bridge);
}

/** The figure in words, for the canvas's description; not more often than anybody could listen. */
function describeFigure(bridge) {
  const words = document.getElementById('figure-words');
  let timer = 0;
  const write = () => {
    timer = 0;
    words.lang = document.documentElement.lang;
    words.textContent = inLanguage(bridge.call('describe'));
  };
  const soon = () => { timer ||= setTimeout(write, 500); };
  for (const event of ['step', 'edited', 'state', 'epoch', 'language', 'evaluated', 'controls']) bridge.on(event, soon);
  write();
}
