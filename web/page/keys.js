// Keys that work everywhere on the page: arrows go through the steps, Ctrl+Z takes a change back.

const typing = 'input, select, textarea, button, summary, [contenteditable], [role="tab"], #canvas, dialog, #controls, pre';
const text = 'input[type="text"], textarea, [contenteditable]';

/** Left and right go through the steps, unless they mean something else where the focus is. */
export function arrowKeys(go) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const direction = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!direction || event.target.closest?.(typing) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    go(direction);
  });
}

/** Undo and redo of the experiment and the figure; a text field has its own. */
export function undoKeys({ undo, redo }) {
  document.addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
    const key = event.key.toLowerCase();
    const act = key === 'y' && !event.shiftKey ? redo : key === 'z' ? (event.shiftKey ? redo : undo) : null;
    if (!act || event.target.closest?.(text) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    act();
  });
}
