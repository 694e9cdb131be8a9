// What the sheet of things to take along is put together from.
import { inLanguage } from './strings.js';

/** An element with properties and content. */
export const make = (tag, properties = {}, ...content) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
};

/** Shows what `act` answers, or in the learner's words what it throws. */
export async function tell(told, act) {
  told.classList.remove('problem');
  try {
    told.textContent = (await act()) ?? '';
  } catch (error) {
    told.classList.add('problem');
    told.textContent = inLanguage(error.text) || error.message;
  }
}

/** A button whose answer is told beside it. */
export const action = (words, told, act) => make('button', { type: 'button', textContent: words, onclick: () => tell(told, act) });

export function filePicker(words, accept, multiple, told, act) {
  const input = make('input', { type: 'file', accept, multiple, className: 'visually-hidden', tabIndex: -1 });
  input.setAttribute('aria-hidden', 'true');
  const button = make('button', { type: 'button', textContent: words, onclick: () => input.click() });
  input.addEventListener('change', async () => {
    await tell(told, () => act([...input.files]));
    input.value = ''; // the same file again is a change, too
  });
  return [button, input];
}

let sections = 0;
export function section(title, hint, build) {
  const told = make('p', { className: 'told' });
  told.setAttribute('role', 'status');
  const id = `take-${++sections}`;
  const box = make('section', {}, make('h3', { id, textContent: title }), ...(hint ? [make('p', { className: 'hint', textContent: hint })] : []), ...build(told), told);
  box.setAttribute('aria-labelledby', id);
  return box;
}

export const row = (...content) => make('div', { className: 'row' }, ...content);
