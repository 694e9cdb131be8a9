// A body's Markdown as HTML: formulas become MathML, glossary terms become links that the page opens in place.
import MarkdownIt from 'markdown-it';
import temml from 'temml';
import { keepTogether } from '../page/lines.js';
import { TextProblem } from './text_source.mjs';

const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false, breaks: false });
const termLink = /^term:(.+)$/;
markdown.validateLink = (url) => termLink.test(url) || /^https:\/\//.test(url) || url.startsWith('#/');

function math(tex, display) {
  return temml.renderToString(tex, { displayMode: display, throwOnError: true, strict: true, trust: false });
}

/** $x$ within a line. A dollar that stands before a blank, or has no partner, is a dollar. */
markdown.inline.ruler.after('escape', 'formula', (state, silent) => {
  if (state.src[state.pos] !== '$') return false;
  const display = state.src.startsWith('$$', state.pos);
  const mark = display ? '$$' : '$', from = state.pos + mark.length;
  if (!display && /\s/.test(state.src[from] ?? ' ')) return false;
  const to = state.src.indexOf(mark, from);
  if (to < 0 || to >= state.posMax || to === from) return false;
  if (!silent) state.push('formula', 'math', 0).meta = { tex: state.src.slice(from, to).trim(), display };
  state.pos = to + mark.length;
  return true;
});
markdown.renderer.rules.formula = (tokens, i) => math(tokens[i].meta.tex, tokens[i].meta.display);

const text = markdown.utils.escapeHtml;
const fence = markdown.renderer.rules.fence;
markdown.renderer.rules.fence = (tokens, i, ...rest) =>
  tokens[i].info.trim() === 'keras' ? '<pre class="live-code" data-live="keras" tabindex="0"><code></code></pre>\n'
    : fence(tokens, i, ...rest).replace('<pre>', '<pre tabindex="0">'); // a wide line scrolls: by keyboard too
const defaultLink = (tokens, i, options, env, self) => self.renderToken(tokens, i, options);
markdown.renderer.rules.link_open = (tokens, i, options, env, self) => {
  const href = tokens[i].attrGet('href');
  const term = termLink.exec(href)?.[1];
  if (!term) {
    if (!href.startsWith('#/')) { tokens[i].attrSet('target', '_blank'); tokens[i].attrSet('rel', 'noopener'); }
    return defaultLink(tokens, i, options, env, self);
  }
  env.terms.push(term);
  return `<a class="term" href="#term-${text(term)}" data-term="${text(term)}" aria-haspopup="dialog">`;
};

/**
 * A particle stays with its word: "75%|를", "원-|핫", "64-|64" and a formula before "는" would break there. `word-break: keep-all` keeps
 * letters and digits together, but not a sign or an inline box and what follows: a word joiner (U+2060) does, a formula's is overlooked.
 */
export function joinParticles(html) {
  const outside = (kept, text, change) => text.split(kept).map((part, i) => (i % 2 ? part : change(part))).join('');
  const joined = outside(/(<pre\b[^]*?<\/pre>)/, html, (part) => part.replace(/(?:[%)\]’”°…]|&quot;|<\/math>)(?:<\/\w+>)*(?=[가-힣])/g, '$&\u2060'));
  const whole = joined.replace(/<math(?![^>]*display="block")[^>]*>(?:(?!<\/math>)[^])*<\/math>(?:\u2060[가-힣]+|[.,:;?!)]+)/g, '<span class="whole">$&</span>');
  const apart = /(<pre\b[^]*?<\/pre>|<code\b[^]*?<\/code>|<math\b[^]*?<\/math>)/;
  const together = outside(apart, whole, keepTogether).replace(/(?<=<\/math>) (?=\([가-힣])/g, '\u00a0');
  // What is copied, and addresses, stay as they are written.
  return outside(/(<pre\b[^]*?<\/pre>|<code\b[^]*?<\/code>|<math\b[^]*?<\/math>|<[^>]*>)/, together,
    (part) => part.replace(/(?<=[가-힣])-(?=[가-힣])|(?<=\d)[-–](?=\d)/g, '\u2060$&\u2060'));
}

/** Markup that Markdown did not take (a ** that closes before a Korean particle, an unknown link) would be read aloud. */
function leftOver(html) {
  const words = html.replace(/<(pre|code|math)\b[^]*?<\/\1>/g, '');
  return /\*\*|\]\([^)]*\)?|\$|`/.exec(words)?.[0];
}

/** HTML of a section's body. `terms`: the ids that a term link may name. */
export function renderBody(file, section, terms) {
  const env = { terms: [] };
  let html;
  try {
    html = markdown.render(section.body, env);
  } catch (error) {
    throw new TextProblem(file, section.line, `in '${section.id}': ${error.message}`);
  }
  const lineOf = (needle) => section.line + 1 + Math.max(0, section.body.split('\n').findIndex((text) => text.includes(needle)));
  for (const term of env.terms)
    if (!terms.has(term)) throw new TextProblem(file, lineOf(`term:${term}`), `the glossary has no '${term}'`);
  const rest = leftOver(html);
  if (rest) throw new TextProblem(file, lineOf(rest), `'${rest}' would be shown as it stands; put a blank or a non-word character beside it, or escape it`);
  return joinParticles(html.trim());
}
