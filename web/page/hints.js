// Hints: after a while the step's next one is offered, in the column and on the canvas; the learner opens it.
import { inLanguage, t } from './strings.js';

const first = 45, further = 25; // seconds in sight of the step

/** Seconds until a hint is offered, as a link may say (#/lesson/step?hints=10); 0 is at once. */
export function waitFor(shown, asked) {
  if (asked !== undefined && asked !== '' && Number(asked) >= 0) return Number(asked);
  return shown === 0 ? first : further;
}

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {{asked: () => string|undefined, isDone: () => boolean}} page
 */
export function createHints(bridge, page) {
  const box = document.getElementById('hints'), list = box.querySelector('ol'), button = box.querySelector('button');
  let timer = 0, begun = 0, left = 0, focusLast = false;

  const stop = () => {
    if (timer) left -= (performance.now() - begun) / 1000;
    clearTimeout(timer);
    timer = 0;
  };
  const go = () => {
    if (timer || document.hidden || left === Infinity) return;
    begun = performance.now();
    timer = setTimeout(() => {
      timer = 0;
      left = Infinity;
      if (!page.isDone()) bridge.call('offerHint');
    }, Math.max(0, left) * 1000);
  };
  /** Only time in which the step can be seen counts. */
  const wait = () => {
    stop();
    const { shown, of, offered } = bridge.call('hints');
    left = shown.length < of && !offered && !page.isDone() ? waitFor(shown.length, page.asked()) : Infinity;
    go();
  };
  const render = () => {
    const { shown, offered } = bridge.call('hints');
    box.hidden = shown.length === 0 && !offered;
    list.hidden = shown.length === 0;
    list.replaceChildren(...shown.map((hint) => {
      const item = document.createElement('li'), name = document.createElement('strong');
      name.textContent = `${t('hint')}: `;
      item.append(name, inLanguage(hint));
      return item;
    }));
    if (!offered && document.activeElement === button) focusLast = true;
    button.textContent = t(shown.length === 0 ? 'showHint' : 'nextHint');
    button.hidden = !offered;
    if (focusLast && list.lastElementChild) {
      list.lastElementChild.tabIndex = -1;
      list.lastElementChild.focus({ preventScroll: true });
    }
    focusLast = false;
  };
  button.addEventListener('click', () => bridge.call('setControl', { id: 'view.hint' }));
  document.addEventListener('visibilitychange', () => { if (document.hidden) stop(); else go(); });
  for (const event of ['step', 'hint', 'done']) bridge.on(event, () => { wait(); render(); });
  for (const event of ['language', 'restored']) bridge.on(event, render);
  wait();
  render();
}
