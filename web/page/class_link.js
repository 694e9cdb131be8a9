// A teacher's link: groups of controls may be hidden or locked for whoever opens it.
import { t } from './strings.js';

const groups = [['data', 'groupData'], ['model', 'groupModel'], ['optimizer', 'groupOptimizer'], ['fit', 'groupFit']];

/** The choices for a link, closed at first. @param {(limits: {hide: string[], lock: string[]}) => void} changed */
export function classLink(present, changed) {
  const box = document.createElement('details'), summary = document.createElement('summary'), hint = document.createElement('p'), grid = document.createElement('div');
  summary.textContent = t('classLink');
  hint.className = 'hint';
  hint.textContent = t('classLinkHint');
  grid.className = 'class-link';
  const selects = groups.map(([group, words]) => {
    const label = document.createElement('label'), select = document.createElement('select');
    select.id = `class-${group}`;
    label.htmlFor = select.id;
    label.textContent = t(words);
    select.append(new Option(t('classFree'), ''), new Option(t('classLocked'), 'lock'), new Option(t('classHidden'), 'hide'));
    select.value = present.hide.includes(group) ? 'hide' : present.lock.includes(group) ? 'lock' : '';
    grid.append(label, select);
    return select;
  });
  const names = groups.map(([group]) => group);
  const finer = (list) => list.filter((name) => !names.includes(name)); // single controls, written into the address by hand
  grid.addEventListener('change', () => {
    const chosen = (what) => names.filter((_, i) => selects[i].value === what);
    changed({ hide: [...chosen('hide'), ...finer(present.hide)], lock: [...chosen('lock'), ...finer(present.lock)] });
  });
  box.append(summary, hint, grid);
  box.open = present.hide.length + present.lock.length > 0;
  return box;
}
