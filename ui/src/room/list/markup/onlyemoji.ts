// Whether a message is a few emoji and nothing else. Such a message is shown large.

const EMOJI = /^(?:\p{Extended_Pictographic}|\p{RI}|\p{Emoji_Modifier}|\p{DI}|\s|[0-9#*]\ufe0f?\u20e3)+$/u;
/** Joiners, selectors and tags alone show nothing. The tags of a flag name its region. */
const SEEN = /(?!\p{DI})\S/u;
/** A family of four is seven characters of two units each. */
const MOST_UNITS = 48;

export function isOnlyEmoji(text: string): boolean {
  return text.length <= MOST_UNITS && SEEN.test(text) && !/[©®™]/.test(text) && EMOJI.test(text);
}
