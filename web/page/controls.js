// The canvas's controls as a real form: hidden from sight until the focus is in it, always there for keyboards and
// screen readers. Fields are kept by id and only changed, so that the focus stays where it is.
import { arrange } from './arrange.js';
import { makeField, typedKinds } from './control_field.js';
import { isQuestion, makeQuestionField } from './question_field.js';
import { createRunFields } from './run_fields.js';
import { t } from './strings.js';

const legends = { run: 'groupRun', data: 'groupData', model: 'groupModel', optimizer: 'groupOptimizer', fit: 'groupFit', figure: 'groupFigure', view: 'groupView' };

/** @param {import('./bridge.js').Bridge} bridge */
export function createControls(bridge) {
  const form = document.getElementById('controls'), toggle = document.getElementById('controls-toggle');
  const heading = document.createElement('h2'), empty = document.createElement('p'), close = document.createElement('button');
  close.type = 'button';
  close.className = 'quiet icon close';
  close.textContent = '×';
  const fields = new Map(), groups = new Map(), runs = createRunFields(bridge);
  let order = [], timer = 0;

  const fieldFor = (control) => {
    let field = fields.get(control.id);
    if (!field || (field.kind !== control.kind && !isQuestion(control))) {
      const make = isQuestion(control) ? makeQuestionField : makeField;
      field = make(control, (value) => {
        bridge.call('setControl', value === undefined ? { id: control.id } : { id: control.id, value });
        // The program tells of it with its next frame. What the next key does depends on what the fields say: a box that is still
        // ticked would be unticked. A field of text commits as the focus leaves it, which first has to arrive.
        if (!typedKinds.has(control.kind)) queueMicrotask(render);
      });
      fields.set(control.id, field);
    } else field.update(control);
    return field;
  };
  const groupFor = (name) => {
    if (!groups.has(name)) {
      const set = document.createElement('fieldset'), legend = document.createElement('legend');
      set.dataset.group = name;
      set.append(legend);
      groups.set(name, { set, legend });
    }
    const { set, legend } = groups.get(name);
    legend.textContent = legends[name] ? t(legends[name]) : name;
    return { set, legend };
  };

  const render = () => {
    clearTimeout(timer);
    timer = 0;
    const focused = document.activeElement?.closest?.('[data-control]')?.dataset.control;
    const controls = bridge.call('controls').filter((control) => !control.folded);
    heading.textContent = t('controls');
    close.setAttribute('aria-label', t('hideControls'));
    empty.textContent = controls.length ? '' : t('noControls');
    empty.hidden = controls.length > 0;
    const byGroup = Map.groupBy ? Map.groupBy(controls, (c) => c.group) : groupBy(controls);
    runs.render();
    arrange(form, [heading, close, empty, ...[...byGroup.keys()].map((name) => groupFor(name).set), runs.set]);
    for (const [name, members] of byGroup) {
      const { set, legend } = groupFor(name);
      arrange(set, [legend, ...members.map((control) => fieldFor(control).element)]);
    }
    const ids = new Set(controls.map((control) => control.id));
    for (const id of fields.keys()) if (!ids.has(id)) fields.delete(id);
    if (focused) keepFocus(focused, order, controls);
    order = controls.map(({ id, group }) => ({ id, group }));
  };

  /** A button that is gone (Train became Pause) leaves the focus to the one in its place. */
  const keepFocus = (id, before, now) => {
    if (!fields.has(id)) {
      const group = before.find((one) => one.id === id)?.group;
      const place = before.filter((one) => one.group === group).findIndex((one) => one.id === id);
      const there = now.filter((one) => one.group === group);
      id = (there[Math.min(place, there.length - 1)] ?? now[0])?.id;
    }
    const input = fields.get(id)?.input;
    if (!input || input.closest('[data-control]').contains(document.activeElement)) return;
    if (input.disabled) input.disabled = false; // aria-disabled still says so
    input.focus({ preventScroll: true });
  };

  const soon = () => { timer ||= setTimeout(render); };
  for (const event of ['controls', 'state', 'language', 'step', 'edited', 'runs']) bridge.on(event, soon);
  form.addEventListener('focusin', ({ target }) => { // the figure scrolls to what the keyboard has reached
    const id = target.closest('[data-control]')?.dataset.control;
    if (id) bridge.call('reveal', { id });
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    setShown(false);
    document.getElementById('canvas').focus({ preventScroll: true });
  });

  const setShown = (on) => {
    document.documentElement.toggleAttribute('data-controls', on);
    toggle.setAttribute('aria-pressed', String(on));
    if (!on && form.contains(document.activeElement)) toggle.focus({ preventScroll: true });
  };
  toggle.addEventListener('click', () => {
    setShown(!document.documentElement.hasAttribute('data-controls'));
    if (document.documentElement.hasAttribute('data-controls')) form.focus();
  });
  close.addEventListener('click', () => {
    setShown(false);
    document.getElementById('canvas').focus({ preventScroll: true });
  });
  return { render };
}

function groupBy(controls) {
  const groups = new Map();
  for (const control of controls) groups.set(control.group, [...(groups.get(control.group) ?? []), control]);
  return groups;
}
