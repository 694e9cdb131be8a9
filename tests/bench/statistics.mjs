/** The middle value; of an even count the mean of the two. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b), middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const spread = (values) => ({ median: median(values), least: Math.min(...values), most: Math.max(...values), values });

/** Each runner once a round, round after round, so that a machine that slows down slows all of them: {who: [sample a round]}. `most`: of its rounds. */
export async function turns(runners, rounds, say = () => {}) {
  const samples = Object.fromEntries(runners.map(({ who }) => [who, []]));
  for (let round = 0; round < rounds; ++round) {
    for (const { who, run, most = rounds } of runners) if (round < most) samples[who].push(await run());
    say(`round ${round + 1} of ${rounds}`);
  }
  return samples;
}

/** The median of what two make of each other round by round, in those that b had: a / b. */
export const pairwise = (a, b) => median(a.slice(0, b.length).map((value, i) => value / b[i]));
