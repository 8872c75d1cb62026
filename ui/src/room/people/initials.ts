// The one or two signs that stand for a name on a face.

const WORD = /[\p{L}\p{N}][^\s._-]*/gu;
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator})/u;
/** Two of these are too wide for a face, and one says enough. */
const WIDE = /\p{scx=Han}|\p{scx=Hira}|\p{scx=Kana}|\p{scx=Hang}/u;
/** Few fonts have the capitals of this script. */
const NO_CAPITALS = /\p{scx=Geor}/u;
/** Letters of some scripts would join. */
const NON_JOINER = '\u200c';

/** What this needs of `Intl.Segmenter`, which TypeScript knows from ES2022 on. */
type Segmenter = { segment(text: string): Iterable<{ segment: string }> };
const { Segmenter: Browsers } = Intl as { Segmenter?: new () => Segmenter };
/** Firefox has it since 2024. */
const segmenter = Browsers && new Browsers();

/** The first signs of the first two words; of a name that begins with an emoji, the emoji. */
export function initialsOf(name: string): string {
  const [first, second] = EMOJI.test(name) ? [] : (name.match(WORD) ?? []);
  if (first === undefined) return signOf(name);
  const sign = capital(signOf(first));
  return second === undefined || WIDE.test(sign) ? sign : sign + NON_JOINER + capital(signOf(second));
}

/** The first sign as people count them, with its marks. */
function signOf(text: string): string {
  if (segmenter) for (const { segment } of segmenter.segment(text)) return segment;
  return /^.\p{M}*/u.exec(text)?.[0] ?? '';
}

/** Some letters would become two. */
function capital(sign: string): string {
  const upper = sign.toUpperCase();
  return upper.length > sign.length || NO_CAPITALS.test(sign) ? sign : upper;
}
