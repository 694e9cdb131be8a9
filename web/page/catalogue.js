// All lessons on one sheet: what each is about, how long it takes, how far the learner has come.
import { linkToStep } from './lessons.js';
import { inLanguage, t } from './strings.js';

const element = (tag, className, ...content) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
};

function card(lesson, lessons, isHere) {
  const done = lessons.doneCount(lesson), of = lesson.steps.length;
  const first = lesson.steps.find((step) => !step.done) ?? lesson.steps[0];
  const link = element('a', '', inLanguage(lesson.title));
  linkToStep(link, { lesson: lesson.id, step: first.id });
  if (isHere) link.setAttribute('aria-current', 'true');
  const steps = element('ol', 'marks', ...lesson.steps.map((step) => element('li', step.done ? 'done' : '')));
  steps.setAttribute('aria-hidden', 'true');
  return element('li', 'card',
    element('p', 'order', String(lesson.order)),
    element('h3', '', link),
    element('p', 'summary', inLanguage(lesson.summary)),
    element('div', 'facts', element('span', '', t('minutes', { n: lesson.minutes })), element('span', '', t('stepsDone', { n: done, of })), steps),
    element('p', 'go', t(done === 0 ? 'start' : done < of ? 'continue' : 'again'), ' ', element('span', 'arrow', '→')));
}

/** @param {ReturnType<typeof import('./lessons.js').createLessons>} lessons */
export function createCatalogue(lessons) {
  const dialog = document.getElementById('catalogue');
  const render = () => {
    lessons.forget();
    const here = lessons.here().lesson.id;
    const title = element('h2', '', t('lessons'));
    title.id = 'catalogue-title';
    const close = element('button', 'quiet icon close', '×');
    close.type = 'button';
    close.setAttribute('aria-label', t('close'));
    close.addEventListener('click', () => dialog.close());
    dialog.replaceChildren(element('div', 'sheet', element('header', '', title, close), element('ol', 'cards', ...lessons.all().map((lesson) => card(lesson, lessons, lesson.id === here)))));
  };
  dialog.addEventListener('click', (event) => { if (event.target === dialog || event.target.closest('a[data-step]')) dialog.close(); });
  return {
    open() {
      render();
      if (!dialog.open) dialog.showModal();
    },
    render() { if (dialog.open) render(); },
  };
}
