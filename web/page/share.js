// The link button: the present state's address into the clipboard, or to the device's own sheet where fingers share.
import { copyText } from './files.js';
import { notice } from './notices.js';
import { inLanguage, t } from './strings.js';

const shown = 2000; // ms

/** @param {(limits?: object) => string} link of the present state */
export function connectShare(bridge, lessons, link) {
  const button = document.getElementById('share'), live = document.getElementById('live');
  let timer = 0;
  button.addEventListener('click', async () => {
    const url = link();
    if (navigator.share && matchMedia('(pointer: coarse)').matches) {
      const { lesson, step } = lessons.here();
      return void navigator.share({ title: `${inLanguage(lesson.title)}: ${inLanguage(step.title)}`, url }).catch(() => {}); // put away
    }
    if (!(await copyText(url))) return notice('share', `${t('copyFailed')} ${url}`);
    live.textContent = t('copied');
    button.dataset.told = t('copied');
    clearTimeout(timer);
    timer = setTimeout(() => { delete button.dataset.told; }, shown);
  });
}
