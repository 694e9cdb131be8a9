// Narrow screens show the text, the figure or the experiment; wide ones show all of it.
import { t } from './strings.js';

export const narrow = matchMedia('(max-width: 56.24em)');
const views = ['read', 'figure', 'experiment'];
const root = document.documentElement;
const tabs = () => views.map((view) => document.getElementById(`tab-${view}`));

/** @param {import('./bridge.js').Bridge} bridge */
export function createTabs(bridge) {
  let view = 'read', connected = false;

  const tell = () => {
    if (!connected) return;
    bridge.call('setView', { view: !narrow.matches ? 'both' : view === 'experiment' ? 'experiment' : 'figure' });
  };
  const show = (wanted, focus = false) => {
    view = wanted;
    root.dataset.view = view;
    for (const tab of tabs()) {
      const on = tab.dataset.view === view;
      tab.setAttribute('aria-selected', String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on && focus) tab.focus();
    }
    roles();
    tell();
  };
  /** Panels are panels of tabs only while there are tabs. */
  const roles = () => {
    document.getElementById('tabs').setAttribute('role', narrow.matches ? 'tablist' : 'presentation');
    for (const [id, tab] of [['reading', 'tab-read'], ['stage', view === 'experiment' ? 'tab-experiment' : 'tab-figure']]) {
      const panel = document.getElementById(id);
      if (narrow.matches) {
        panel.setAttribute('role', 'tabpanel');
        panel.setAttribute('aria-labelledby', tab);
      } else {
        panel.removeAttribute('role');
        panel.removeAttribute('aria-labelledby');
        panel.setAttribute('aria-label', t(panel.dataset.label));
      }
    }
  };
  for (const tab of tabs()) {
    tab.addEventListener('click', () => show(tab.dataset.view));
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const target = step ? views[(views.indexOf(view) + step + views.length) % views.length] : { Home: views[0], End: views.at(-1) }[event.key];
      if (!target) return;
      event.preventDefault();
      event.stopPropagation();
      show(target, true);
    });
  }
  narrow.addEventListener('change', () => show(view));
  show('read');
  return { show, connect() { connected = true; tell(); } };
}
