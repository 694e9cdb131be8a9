// Numbers and names are typed into a real field laid over the canvas: every keyboard, input method and paste works.
import { t } from './strings.js';

/** The number in what people type: a decimal comma, a minus sign from a text, grouping in thousands. NaN if there is none. */
export function readNumber(text) {
  const given = text.trim().replace(/\u2212/g, '-');
  const grouped = !/^-?0,/.test(given); // 1,234 has thousands, 0,731 has decimals
  const plain = (grouped ? given.replace(/(\d),(?=\d{3}(\D|$))/g, '$1') : given).replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}

/** A calculation ("0.5 * 0.3") is no number yet: the program works it out. */
export const isCalculation = (kind, text) => kind === 'number' && text.trim() !== '' && Number.isNaN(readNumber(text));

/** What to tell of a number that the program refused. */
export function refusal(error, range) {
  if (error.code === 'out_of_range') return t('notInRange', range);
  return error.text?.[document.documentElement.lang] ?? error.message;
}

/** @param {import('./bridge.js').Bridge} bridge @returns what the program calls with each request */
export function textEntry(stage, canvas, bridge) {
  let close = () => {};
  return (text) => {
    close();
    const request = JSON.parse(text);
    request.kind = bridge.call('controls').find((control) => control.id === request.id)?.kind;
    request.whole = request.kind === 'integer';
    close = open(stage, canvas, request, (value) => bridge.call('setControl', { id: request.id, value }), () => bridge.call('editNext', { id: request.id }));
  };
}

function makeField(request, numeric) {
  const field = document.createElement('input');
  field.type = 'text';
  field.className = 'edit-field';
  field.value = request.value;
  field.setAttribute('aria-label', request.label);
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.enterKeyHint = 'done';
  if (numeric) field.inputMode = request.min < 0 ? 'text' : 'decimal'; // some phones' decimal keys lack the minus
  else field.maxLength = 60;
  return field;
}

function place(element, request, stage) {
  const width = Math.max(request.w, 96), left = request.x - (width - request.w) / 2; // wider than its place on both sides alike
  element.style.left = `${Math.max(4, Math.min(left, stage.clientWidth - width - 4))}px`;
  element.style.top = `${request.y}px`;
  element.style.width = `${width}px`;
  element.style.height = `${Math.max(request.h, 28)}px`;
}

/** Returns what takes the field away. */
function open(stage, canvas, request, commit, next) {
  const numeric = request.max > request.min;
  const field = makeField(request, numeric);
  const hint = document.createElement('p');
  hint.className = 'edit-hint';
  hint.id = 'edit-hint';
  hint.setAttribute('aria-live', 'polite');
  const outside = t(request.whole ? 'notWhole' : 'notInRange', request);
  hint.textContent = !numeric ? t('editHint') : request.kind === 'number' ? t('numberOrSum') : outside;
  field.setAttribute('aria-describedby', hint.id);
  place(field, request, stage);
  hint.style.left = `${Math.max(4, Math.min(parseFloat(field.style.left), stage.clientWidth - 264))}px`;
  hint.style.top = `calc(${field.style.top} + ${field.style.height} + 4px)`;

  let over = false;
  const end = (refocus) => {
    if (over) return;
    over = true;
    field.remove();
    hint.remove();
    if (!refocus) return;
    canvas.dataset.pressed = ''; // the learner never left the figure: no frame around it
    canvas.focus({ preventScroll: true });
  };
  const value = () => (numeric ? readNumber(field.value) : field.value.trim());
  const valid = (v) => (numeric ? v >= request.min && v <= request.max && (!request.whole || Number.isInteger(v)) : v !== '');
  const refuse = (words) => {
    field.setAttribute('aria-invalid', 'true');
    hint.textContent = words;
    hint.classList.remove('unseen');
  };
  const accept = (refocus, strict) => {
    if (over) return;
    const v = value(), calculation = isCalculation(request.kind, field.value);
    if (!calculation && !valid(v) && strict) return refuse(numeric ? outside : hint.textContent);
    const changed = field.value !== String(request.value);
    if (calculation) {
      try {
        commit(field.value.trim());
      } catch (error) {
        if (strict) return refuse(refusal(error, request));
      }
      return end(refocus);
    }
    end(refocus);
    if (valid(v) && changed) {
      try { commit(v); } catch (error) { reportError(error); }
    }
  };
  field.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.isComposing || event.keyCode === 229) return; // the Enter that ends a Hangul syllable is not ours
    if (event.key === 'Enter') accept(true, true);
    if (event.key === 'Tab') { // to the next blank of the figure; where there is none the canvas has the focus
      event.preventDefault();
      accept(true, field.value !== String(request.value));
      if (over && !event.shiftKey) next();
    }
    if (event.key === 'Escape') end(true);
  });
  field.addEventListener('input', () => {
    field.removeAttribute('aria-invalid');
    hint.classList.add('unseen'); // it has been read; a screen reader still hears what changes in it
  });
  field.addEventListener('blur', () => accept(false, false));
  stage.append(field, hint);
  field.focus({ preventScroll: true });
  field.select();
  return () => end(false);
}
