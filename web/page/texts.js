// The lessons' words as HTML, made when the site was built: one file a lesson and language.
const loaded = new Map();

async function read(name) {
  const response = await fetch(new URL(`../texts/${name}.json`, import.meta.url));
  if (!response.ok) throw new Error(`texts/${name}.json: HTTP ${response.status}`);
  return response.json();
}

function once(name) {
  if (!loaded.has(name)) {
    const promise = read(name);
    promise.catch(() => loaded.delete(name)); // the next one who asks tries again
    loaded.set(name, promise);
  }
  return loaded.get(name);
}

/** @returns {Promise<{title: string, summary: string, steps: {id: string, title: string, task: string, html: string}[]}>} */
export const lessonTexts = (id, language) => once(`${id}.${language}`);

/** @returns {Promise<Record<string, {title: string, html: string}>>} */
export const glossaryTexts = (language) => once(`glossary.${language}`);
