// The reading column: the present step's words, its neighbours, the list of steps.
import { copyAndTell } from './files.js';
import { linkToStep } from './lessons.js';
import { keepParticles, keepTogether } from './lines.js';
import { notice } from './notices.js';
import { inLanguage, language, t } from './strings.js';
import { lessonTexts } from './texts.js';

const article = () => document.getElementById('step');

/**
 * @param {import('./bridge.js').Bridge} bridge
 * @param {ReturnType<typeof import('./lessons.js').createLessons>} lessons
 */
export function createReading(bridge, lessons) {
  let showing = Promise.resolve(), shownPlace = '';

  const show = () => {
    showing = render().catch((error) => {
      console.error(error);
      notice('texts', t('noTexts'), [{ label: t('tryAgain'), act: show }]);
    });
    return showing;
  };

  const render = async () => {
    const { lesson, step, index } = lessons.here();
    const spoken = language();
    const place = `${lesson.id}/${step.id}`;
    document.title = `${inLanguage(step.title)} · ${inLanguage(lesson.title)} · Nabla ∇`;
    document.getElementById('lesson-title').textContent = inLanguage(lesson.title);
    document.getElementById('place-count').textContent = t('stepCount', { at: index + 1, of: lesson.steps.length });
    document.getElementById('canvas').setAttribute('aria-label', t('canvas', { lesson: inLanguage(lesson.title), step: inLanguage(step.title) }));
    renderPager();
    renderSteps(lesson, step);
    renderWords({ title: inLanguage(step.title), task: inLanguage(step.task), done: step.done });
    const texts = await lessonTexts(lesson.id, spoken);
    const now = lessons.here();
    if (`${now.lesson.id}/${now.step.id}` !== place || language() !== spoken) return; // it has moved on
    const words = texts.steps.find(({ id }) => id === step.id);
    article().lang = spoken;
    article().querySelector('.body').innerHTML = words?.html ?? '';
    document.getElementById('keras').hidden = Boolean(article().querySelector('[data-live="keras"]'));
    fillLiveCode();
    reachFormulas();
    if (shownPlace && shownPlace !== place) document.getElementById('column').scrollTop = 0;
    shownPlace = place;
  };

  /** A formula wider than the column scrolls; so that the keyboard can scroll it, it takes the focus. */
  const reachFormulas = () => {
    for (const formula of article().querySelectorAll('math[display="block"]'))
      if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0;
      else formula.removeAttribute('tabindex');
  };
  new ResizeObserver(reachFormulas).observe(document.getElementById('column'));

  const renderWords = ({ title, task, done }) => {
    const box = article().querySelector('.task');
    article().querySelector('.title').textContent = title;
    box.hidden = !task;
    box.classList.toggle('done', Boolean(done));
    box.querySelector('.label').textContent = `${done ? t('taskDone') : t('task')}:`;
    box.querySelector('.words').textContent = keepTogether(keepParticles(task));
  };

  const renderPager = () => {
    const back = document.getElementById('back'), next = document.getElementById('next');
    for (const [link, place] of [[back, lessons.neighbour(-1)], [next, lessons.neighbour(1)]]) {
      if (place) {
        linkToStep(link, place);
        link.removeAttribute('aria-disabled');
        link.title = place.title;
      } else {
        link.removeAttribute('href');
        link.setAttribute('aria-disabled', 'true');
        link.removeAttribute('title');
        delete link.dataset.step;
      }
    }
    next.querySelector('[data-text]').textContent = t(lessons.neighbour(1)?.other ? 'nextLesson' : 'next');
    back.querySelector('[data-text]').textContent = t(lessons.neighbour(-1)?.other ? 'previousLesson' : 'back');
    next.classList.toggle('primary', Boolean(lessons.here().step.done && lessons.neighbour(1)));
  };

  const renderSteps = (lesson, present) => {
    const list = document.querySelector('#steps ol');
    list.replaceChildren(...lesson.steps.map((step) => {
      const item = document.createElement('li'), link = document.createElement('a'), mark = document.createElement('span');
      linkToStep(link, { lesson: lesson.id, step: step.id });
      mark.className = step.done ? 'mark done' : 'mark';
      mark.setAttribute('aria-hidden', 'true');
      link.append(mark, inLanguage(step.title));
      if (step.done) {
        const said = document.createElement('span');
        said.className = 'visually-hidden';
        said.textContent = ` (${t('stepDone')})`;
        link.append(said);
      }
      if (step.id === present.id) link.setAttribute('aria-current', 'step');
      item.append(link);
      return item;
    }));
  };

  const fillLiveCode = () => {
    for (const block of document.querySelectorAll('#column [data-live="keras"]')) {
      if (block.closest('details:not([open])')) continue;
      block.querySelector('code').textContent = bridge.call('kerasCode');
      if (block.querySelector('button')) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = t('copy');
      button.addEventListener('click', async () => {
        button.textContent = await copyAndTell(block.querySelector('code').textContent);
        setTimeout(() => { button.textContent = t('copy'); }, 2000);
      });
      block.append(button);
    }
  };

  bridge.on('step', show);
  bridge.on('done', show);
  bridge.on('language', show);
  bridge.on('edited', fillLiveCode);
  document.getElementById('keras').addEventListener('toggle', fillLiveCode);
  return { show, shown: () => showing };
}
