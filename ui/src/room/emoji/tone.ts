// Skin tones: 0 is yellow, as fonts draw an emoji without a tone; 1 is light and 5 is dark.
import type { Emoji } from './data';

const LIGHT = '\u{1F3FB}';
const TONES = [...'\u{1F3FB}\u{1F3FC}\u{1F3FD}\u{1F3FE}\u{1F3FF}'];

export function withTone({ character, light }: Pick<Emoji, 'character' | 'light'>, tone: number): string {
  const modifier = TONES[tone - 1];
  return light === null || modifier === undefined ? character : light.split(LIGHT).join(modifier);
}

export const withoutTone = (text: string): string => text.replace(/[\u{1F3FB}-\u{1F3FF}]/gu, '');
