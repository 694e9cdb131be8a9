// Begins to fetch the program while the page's other scripts are still on their way: index.html starts this one first.
import { chooseVariant, features } from './features.js';
import { fetchProgram, readBuild } from './loader.js';
import { recall } from './storage.js';

export const fallbackKey = 'nabla.fallback'; // the build whose fast variant failed here
export const has = features();

async function choose() {
  const build = await readBuild();
  const asked = new URLSearchParams(location.search).get('variant');
  const choice = chooseVariant(has, { asked, preferred: build.variant, failed: recall(fallbackKey) === build.build });
  // A page that is not isolated may reload to become so: what it would fetch now is not what it needs then. One that cannot run it needs none.
  const sure = has.isolated && has.simd && has.exceptions;
  return { build, choice, asked, program: sure ? fetchProgram(choice.variant) : null };
}

/** {build, choice, asked, program}, program null where it is still to be fetched; rejects with a LoadError. */
export const chosen = choose();
chosen.catch(() => {}); // main.js says it
