// The lessons with their steps and marks, as the program has them now.
import { inLanguage } from './strings.js';

/** @param {import('./bridge.js').Bridge} bridge */
export function createLessons(bridge) {
  let list = null;
  const all = () => (list ??= bridge.call('lessons'));
  for (const event of ['done', 'step', 'restored']) bridge.on(event, () => { list = null; });

  const here = () => {
    const location = bridge.call('location');
    const lesson = all().find(({ id }) => id === location.lesson);
    const index = lesson.steps.findIndex(({ id }) => id === location.step);
    return { lesson, step: lesson.steps[index], index, location };
  };
  /** The place before or after the present step, over the ends of lessons; null at the very ends. */
  const neighbour = (direction) => {
    const { lesson, index } = here();
    const step = lesson.steps[index + direction];
    if (step) return { lesson: lesson.id, step: step.id, title: inLanguage(step.title), other: false };
    const other = all()[all().indexOf(lesson) + direction];
    const edge = other?.steps.at(direction > 0 ? 0 : -1);
    return edge ? { lesson: other.id, step: edge.id, title: inLanguage(other.title), other: true } : null;
  };
  const forget = () => { list = null; };
  return { all, here, neighbour, forget, doneCount: (lesson) => lesson.steps.filter((step) => step.done).length };
}

/** A plain click on a link to a step opens the step as the learner left it; other clicks are the browser's. */
export function followStepLinks(root, open) {
  root.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[data-step]');
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link.dataset.lesson, link.dataset.step);
  });
}

export function linkToStep(link, { lesson, step }) {
  link.href = `#/${lesson}/${step}`;
  link.dataset.lesson = lesson;
  link.dataset.step = step;
}
