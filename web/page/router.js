// The address is the state: #/lesson/step?x=... opens exactly that step with exactly those settings; without x, at its start.
// A teacher's link adds hide= and lock= (names of controls or their groups: model,fit.epochs) and hints= (seconds until one is offered).
import { notice } from './notices.js';
import { t } from './strings.js';

const delay = 250; // ms without a further change until the address follows the settings

/** What cannot be decoded stays as it is: no lesson is called so, and that is told. */
function decoded(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

/** @returns {{catalogue: boolean, lesson?: string, step?: string, share: string, hide: string[], lock: string[], hints: string, language?: string, theme?: string}} */
export function readAddress(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [lesson, step] = path.split('/').map(decoded);
  const values = new URLSearchParams(query);
  const list = (name) => (values.get(name) ?? '').split(',').filter(Boolean);
  return { catalogue: hash.startsWith('#/') && !lesson, lesson: lesson || undefined, step: step || undefined,
    share: values.get('x') ?? '', hide: list('hide'), lock: list('lock'), hints: values.get('hints') ?? '', language: values.get('lang') ?? undefined, theme: values.get('theme') ?? undefined };
}

export function addressOf({ lesson, step, share = '', hide = [], lock = [], hints = '' }) {
  const query = [['x', share], ['hide', hide.join(',')], ['lock', lock.join(',')], ['hints', hints]].filter(([, value]) => value !== '');
  return `#/${lesson}/${step}${query.length ? `?${query.map(([name, value]) => `${name}=${value}`).join('&')}` : ''}`;
}

const linkTo = (state) => `${location.href.split('#')[0]}${addressOf(state)}`;

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {{openCatalogue: () => void, setLanguage: (l: string) => void, setTheme: (t: string) => void}} page
 */
export function createRouter(bridge, page) {
  let following = false, timer = 0, hints = '', known = location.hash;

  const openExactly = ({ lesson, step, share }) => {
    try {
      bridge.call('open', step ? { lesson, step, share } : { lesson });
    } catch (error) {
      if (error.code === 'unknown_lesson' || error.code === 'unknown_step') return notice('link', t('unknownPlace'));
      notice('link', t('badLink'));
      bridge.call('open', { lesson, step });
    }
  };

  const follow = () => {
    const address = readAddress(location.hash);
    if (address.language) page.setLanguage(address.language);
    if (address.theme) page.setTheme(address.theme);
    hints = address.hints;
    bridge.call('restrict', { hide: address.hide, lock: address.lock });
    if (address.lesson) openExactly(address);
    if (address.catalogue) page.openCatalogue();
  };

  const here = () => ({ ...bridge.call('share'), ...bridge.call('restrictions'), hints });

  /** A new step is a new entry in the browser's history, a changed setting is not. */
  const write = () => {
    clearTimeout(timer);
    timer = 0;
    if (!following) return;
    if (location.hash !== known) return; // Back was pressed: its hashchange is on the way, a write now would cut off Forward
    const state = here();
    const wanted = addressOf(state), present = location.hash;
    if (wanted === present) return;
    const before = readAddress(present);
    const moved = before.lesson !== undefined && (before.lesson !== state.lesson || before.step !== state.step);
    try {
      history[moved ? 'pushState' : 'replaceState'](null, '', wanted);
    } catch { /* some browsers limit how often: the next change tells it */ }
    known = location.hash;
  };

  bridge.on('step', write);
  bridge.on('edited', () => { timer ||= setTimeout(write, delay); });
  addEventListener('hashchange', () => {
    clearTimeout(timer);
    timer = 0;
    known = location.hash;
    follow();
    write();
  });
  return {
    /** What the address of the present state is, whole; a teacher's link may hide and lock other controls. */
    link: (limits = {}) => linkTo({ ...here(), ...limits }),
    hints: () => hints,
    /** The state that the address asks for, before the first frame. */
    begin() {
      follow();
      following = true;
      write();
    },
  };
}
