// Where a line of Korean or English must not break, though the browser would break it there.

const counts = /(?<=^|[\s>(‘“])(한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|몇|스무) (?=번|개|층|칸|줄|배|쌍|장|가지|곳|점|명|겹|분|행|열|에포크|곱|수(?! 있| 없)|배치|규칙)/g;
const bounds = /(?<=\d%?) (?=이상|이하|미만|초과)/g; // "0.01 이하"
const abilities = /(?<=[가-힣]) (?=수(?: |가 |는 |도 )(?:있|없))/g; // "알 수 있다"
const fractions = /(?<=분의) (?=\d)/g;
const endings = /(?<=[A-Za-z]) (?=\d[.:;,](?:\s|$|<))/g; // "add up to 1: ..."

/** Words or HTML with no-break spaces between a count and its unit, a bound and its word, a verb and "수 있다". */
export const keepTogether = (words) => [counts, bounds, abilities, fractions, endings]
  .reduce((text, place) => text.replace(place, (found) => found.replace(/ $|^ $/, '\u00a0')), words);

/** Words whose signs keep their particles: "75%|를" would break between the two (U+2060 joins them); "0–255" is one. */
export const keepParticles = (words) => words.replace(/[%)\]’”](?=[가-힣])/g, '$&\u2060').replace(/(?<=\d)–(?=\d)/g, '\u2060–\u2060');
