// Whether a message is a few emoji and nothing else. Such a message is shown large.

const EMOJI =
  /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s|[0-9#*]\ufe0f?\u20e3)+$/u;
/** Joiners and selectors alone show nothing. */
const SEEN = /(?!\u200d|\ufe0f)\S/u;
/** A family of four is seven characters of two units each. */
const MOST_UNITS = 48;

export function isOnlyEmoji(text: string): boolean {
  return text.length <= MOST_UNITS && SEEN.test(text) && !/[©®™]/.test(text) && EMOJI.test(text);
}
