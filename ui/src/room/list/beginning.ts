// How much of one text the page lays out at once, so that no message holds up a frame.
//
// Measured in Chromium: line breaks cost the most, above all in text of two directions. Next come
// many marks on one letter, for which the work is quadratic, and scripts whose words only a
// dictionary can divide.

/** As many Latin letters as a message may have. Other letters count more. */
export const MOST_CHARS = 16 * 1024;
export const MOST_LINES = 200;
/**
 * No language puts more marks on one letter. Unicode's stream-safe text (UAX #15) has at most 30.
 */
export const MOST_MARKS = 12;

const TOO_MANY_MARKS = new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu');

/** The text, or as much of it as the page shows at first. */
export function beginningOf(text: string): string {
  return text.slice(0, Math.min(endOfLines(text), endOfChars(text)));
}

/** The text without the marks that are too many to read. */
export function withFewMarks(text: string): string {
  return text.replace(TOO_MANY_MARKS, '$1');
}

function endOfLines(text: string): number {
  let end = -1;
  for (let line = 0; line < MOST_LINES; line++) {
    end = text.indexOf('\n', end + 1);
    if (end < 0) return text.length;
  }
  return end;
}

/** Never between the halves of a character. */
function endOfChars(text: string): number {
  let cost = 0;
  for (let i = 0; i < text.length;) {
    const code = text.codePointAt(i) ?? 0;
    cost += costOf(code);
    if (cost > MOST_CHARS) return i;
    i += code > 0xffff ? 2 : 1;
  }
  return text.length;
}

/**
 * Thai, Lao, Tibetan, Myanmar and Khmer have no spaces between words. Characters after the
 * alphabets are wide.
 */
function costOf(code: number): number {
  if (code < 0x0e00) return 1;
  return code < 0x10a0 || (code >= 0x1780 && code < 0x1800) ? 6 : 2;
}
