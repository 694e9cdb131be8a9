// What a lesson hands out as text, a report say: to the clipboard or into a file.
import { copyText, saveBlob } from './files.js';
import { dismiss, notice } from './notices.js';
import { t } from './strings.js';

const shown = 2000; // ms

/** @param {import('./bridge.js').Bridge} bridge */
export function connectTake(bridge) {
  let timer = 0;
  bridge.on('take', async ({ how, name, text }) => {
    if (how === 'save') return saveBlob(name, new Blob([text], { type: 'text/markdown' }));
    clearTimeout(timer);
    if (!(await copyText(text))) return notice('take', t('copyFailed'));
    notice('take', t('copied'));
    timer = setTimeout(() => dismiss('take'), shown);
  });
}
