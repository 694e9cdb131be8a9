// A term's definition, opened beside the word. Popovers close by themselves on Escape and on a press elsewhere.
import { glossaryTexts } from './texts.js';
import { language, t } from './strings.js';

const gap = 8;

function near(card, word) {
  const at = word.getClientRects()[0] ?? word.getBoundingClientRect();
  const width = card.offsetWidth, height = card.offsetHeight;
  const left = Math.max(gap, Math.min(at.left, innerWidth - width - gap));
  const below = at.bottom + gap, above = at.top - gap - height;
  card.style.left = `${left}px`;
  card.style.top = `${below + height <= innerHeight || above < gap ? Math.max(gap, Math.min(below, innerHeight - height - gap)) : above}px`;
}

function fill(card, entry) {
  const title = document.createElement('h2'), body = document.createElement('div'), close = document.createElement('button');
  title.id = 'glossary-title';
  title.textContent = entry.title;
  body.innerHTML = entry.html;
  close.type = 'button';
  close.className = 'quiet icon close';
  close.setAttribute('aria-label', t('close'));
  close.textContent = '×';
  close.addEventListener('click', () => hide(card));
  card.lang = language();
  card.replaceChildren(title, close, body);
}

const canPop = 'showPopover' in HTMLElement.prototype;
const isOpen = (card) => (canPop ? card.matches(':popover-open') : card.classList.contains('open'));

function show(card) {
  if (canPop) card.showPopover();
  else card.classList.add('open');
}

function hide(card) {
  if (canPop) card.hidePopover();
  else card.classList.remove('open');
}

export function connectGlossary() {
  const card = document.getElementById('glossary');
  let opener = null;

  const open = async (word) => {
    const entry = (await glossaryTexts(language()))[word.dataset.term];
    if (!entry) return;
    const inside = card.contains(word);
    if (!inside) opener = word;
    fill(card, entry);
    if (!isOpen(card)) show(card);
    near(card, opener);
    card.focus({ preventScroll: true });
  };
  document.addEventListener('click', (event) => {
    const word = event.target.closest?.('a.term');
    if (word) {
      event.preventDefault();
      open(word).catch(() => {}); // without a connection the word stands without its definition
    } else if (!canPop && !card.contains(event.target)) hide(card);
  });
  card.addEventListener('keydown', (event) => { if (event.key === 'Escape') { event.stopPropagation(); hide(card); opener?.focus(); } });
  card.addEventListener('toggle', (event) => { if (event.newState === 'closed' && (card.contains(document.activeElement) || document.activeElement === document.body)) opener?.focus(); });
}
