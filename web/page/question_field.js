// A prediction as a group of buttons. A <select> would take the first answer that the arrow keys pass, and an answer stays.

/** The controls that are questions; see lessons/question.h. */
export const isQuestion = ({ id }) => id.startsWith('figure.answer.');

/** Same interface as makeField in control_field.js; `input` is where the focus belongs. */
export function makeQuestionField(control, send) {
  const element = document.createElement('div'), ask = document.createElement('p'), choices = document.createElement('div'), why = document.createElement('p');
  element.className = 'field kind-question';
  element.dataset.control = control.id;
  choices.id = `control-${control.id}`;
  choices.className = 'choices';
  choices.setAttribute('role', 'group');
  choices.setAttribute('aria-labelledby', `${choices.id}-ask`);
  ask.id = `${choices.id}-ask`;
  why.id = `${choices.id}-hint`;
  why.className = 'hint';
  element.append(ask, choices, why);

  const buttons = new Map();
  const buttonFor = (value) => {
    if (!buttons.has(value)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.value = value;
      button.setAttribute('aria-describedby', why.id);
      // A disabled button would lose the focus, and with it the reader's place: it only says that it is disabled.
      button.addEventListener('click', () => { if (button.getAttribute('aria-disabled') !== 'true') send(value); });
      buttons.set(value, button);
      choices.append(button);
    }
    return buttons.get(value);
  };
  const field = {
    element,
    kind: 'question',
    get input() { return choices.querySelector('[aria-pressed="true"]') ?? choices.firstElementChild; },
    update(next) {
      if (ask.textContent !== next.label) ask.textContent = next.label;
      for (const { value, label } of next.choices) {
        if (value === '') continue; // "not chosen yet"
        const button = buttonFor(value);
        if (button.textContent !== label) button.textContent = label;
        button.setAttribute('aria-pressed', String(next.value === value));
        button.setAttribute('aria-disabled', String(!next.enabled));
      }
      if (why.textContent !== next.hint) why.textContent = next.hint;
      why.hidden = !next.hint;
    },
  };
  field.update(control);
  return field;
}
