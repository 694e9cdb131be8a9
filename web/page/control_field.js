// One control as a native, labelled field: made once, then kept in step.
import { isCalculation, readNumber, refusal } from './edit.js';
import { t } from './strings.js';

/** A float as it was meant: 0.001, not 0.0010000000474974513. */
const shown = (value) => (typeof value === 'number' ? String(Number(value.toPrecision(7))) : String(value ?? ''));

/** The next value of 1, 2, 5, 10, 20, ... in a direction: how rates are tried. */
export function nextInDecade(value, direction) {
  const series = [1, 2, 5];
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const around = [exponent - 1, exponent, exponent + 1].flatMap((e) => series.map((s) => Number(`${s}e${e}`)));
  const found = direction > 0 ? around.find((v) => v > value * 1.0001) : around.findLast((v) => v < value * 0.9999);
  return found ?? value;
}

/** A disabled element cannot keep the focus: while it has it, it only says that it is disabled. */
function setEnabled(input, enabled) {
  const focused = document.activeElement === input;
  input.disabled = !enabled && !focused;
  if (enabled) input.removeAttribute('aria-disabled');
  else input.setAttribute('aria-disabled', 'true');
  if (!enabled && focused) input.addEventListener('blur', () => { input.disabled = input.getAttribute('aria-disabled') === 'true'; }, { once: true });
}

/** Kinds whose value is typed and committed: with Enter, or as the focus leaves. */
export const typedKinds = new Set(['integer', 'log_slider', 'number']);

const isOff = (input) => input.getAttribute('aria-disabled') === 'true';

function makeInput(kind) {
  if (kind === 'button') {
    const button = document.createElement('button');
    button.type = 'button';
    return button;
  }
  if (kind === 'select') return document.createElement('select');
  const input = document.createElement('input');
  input.type = { toggle: 'checkbox', slider: 'range' }[kind] ?? 'text';
  if (kind === 'integer') input.inputMode = 'numeric';
  if (kind === 'log_slider') input.inputMode = 'decimal';
  if (kind === 'number') input.inputMode = 'text'; // some phones' decimal keys lack the minus
  return input;
}

function updateChoices(select, choices) {
  const key = JSON.stringify(choices);
  if (select.dataset.choices === key) return;
  select.dataset.choices = key;
  select.replaceChildren(...choices.map(({ value, label }) => new Option(label, value)));
}

/**
 * @param {object} control as `controls` answers it
 * @param {(value?: any) => void} send
 * @returns {{element: HTMLElement, input: HTMLElement, kind: string, update: (control: object) => void}}
 */
export function makeField(control, send) {
  const { kind } = control, id = `control-${control.id}`;
  const element = document.createElement('div'), input = makeInput(kind), hint = document.createElement('p');
  element.className = `field kind-${kind}`;
  element.dataset.control = control.id;
  input.id = id;
  hint.id = `${id}-hint`;
  hint.className = 'hint';
  input.setAttribute('aria-describedby', hint.id);
  let label = input, output = null, present = control;
  if (kind !== 'button') {
    label = document.createElement('label');
    label.htmlFor = id;
    if (kind === 'slider') {
      output = document.createElement('output');
      output.htmlFor = id;
    }
    element.append(...(kind === 'toggle' ? [input, label] : [label, ...(output ? [output] : []), input]));
  } else element.append(input);
  element.append(hint);

  const problem = (words) => {
    if (words) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
    hint.classList.toggle('problem', Boolean(words));
    hint.textContent = words || present.hint;
  };
  const attempt = (value) => {
    if (isOff(input)) return true;
    try {
      send(value);
      problem('');
      return true;
    } catch (error) {
      problem(refusal(error, { min: shown(present.min), max: shown(present.max) }));
      return false;
    }
  };
  connect(input, kind, () => present, attempt, problem);

  const update = (next) => {
    present = next;
    if (label.textContent !== next.label) label.textContent = next.label;
    if (!hint.classList.contains('problem') && hint.textContent !== next.hint) hint.textContent = next.hint;
    hint.hidden = !hint.textContent;
    setEnabled(input, next.enabled);
    if (kind === 'toggle') input.checked = Boolean(next.value);
    if (kind === 'select') { updateChoices(input, next.choices); input.value = next.value; }
    if (kind === 'slider') {
      Object.assign(input, { min: next.min, max: next.max, step: next.step || 'any' });
      input.value = next.value;
      output.textContent = shown(next.value);
    }
    const typing = document.activeElement === input && input.value !== input.dataset.value;
    if (typedKinds.has(kind) && !typing) {
      input.value = input.dataset.value = shown(next.value);
      problem('');
    }
  };
  update(control);
  return { element, input, kind, update };
}

/** What the learner does to the field becomes a value. */
function connect(input, kind, present, attempt, problem) {
  if (kind === 'button') return input.addEventListener('click', () => attempt(undefined));
  if (kind === 'toggle') return input.addEventListener('change', () => attempt(input.checked));
  if (kind === 'select') return input.addEventListener('change', () => attempt(input.value));
  if (kind === 'slider') return input.addEventListener('input', () => attempt(Number(input.value)));

  const whole = kind === 'integer';
  const step = (direction) => {
    const { min, max } = present();
    const value = readNumber(input.value);
    const next = whole ? value + direction * (present().step || 1) : nextInDecade(value, direction);
    if (Number.isFinite(next)) attempt(Math.min(max, Math.max(min, next)));
  };
  const commit = (leaving) => {
    const { min, max } = present();
    if (input.value === input.dataset.value || (leaving && input.value.trim() === '')) return problem('');
    const value = readNumber(input.value);
    if (isCalculation(kind, input.value)) {
      if (attempt(input.value.trim())) input.dataset.value = input.value;
      else if (leaving) {
        input.value = input.dataset.value;
        problem('');
      }
      return;
    }
    if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
      if (!leaving) return problem(t(whole ? 'notWhole' : 'notInRange', { min: shown(min), max: shown(max) }));
      input.value = input.dataset.value;
      return problem('');
    }
    input.dataset.value = input.value; // what comes back may replace it
    attempt(value);
  };
  input.autocomplete = 'off';
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || isOff(input)) return;
    if (event.key === 'Enter') commit(false);
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction && kind !== 'number') { event.preventDefault(); step(direction); }
  });
  input.addEventListener('change', () => commit(false));
  input.addEventListener('blur', () => commit(true));
}
