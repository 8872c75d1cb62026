// The letters of names and texts, reduced to those that people type for them. Names are compared by
// these where they are mentioned, completed and filtered. core/src/letters.rs has the same rules.
//
// Many people type "lukasz" for "Łukasz", and "o'brien" for "O’Brien". Nobody is confused by this:
// two people of one room never have names that differ only so.

/** Unicode's stream-safe text (UAX #15) has at most 30 marks on a letter. */
const MANY_MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * Invisible characters, accents, and the vowels of Hebrew and Arabic. The marks of other scripts,
 * such as the vowels of India and the voicing marks of Japan, make other letters.
 */
const OMITTED = /[\p{Cf}\p{DI}]|(?![\u3099\u309a])\p{sc=Zinh}|(?=\p{M})[\p{sc=Hebr}\p{sc=Arab}]/gu;

/** Letters and signs that have no accent by Unicode's rules, each before what is typed for it. */
const TYPED = 'ıi łl øo đd ðd ħh ŧt ςσ ßss æae œoe þth';

/** To put many marks in order takes browsers more than linear time. */
export function plainLetters(text: string): string {
  const few = text.replace(MANY_MARKS, '$1').normalize('NFD');
  return few
    .replace(OMITTED, '')
    .toLowerCase()
    .replace(/[đ-ŧßæðøþς]/g, (letter) => TYPED.split(letter)[1]?.split(' ')[0] ?? letter)
    .replace(/[‘’ʻʼ´′＇]/g, "'")
    .replace(/[‐-–−－]/g, '-')
    .normalize('NFC');
}
