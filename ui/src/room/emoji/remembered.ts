// What this browser remembers of the emoji that a person chose.
import { keep, recall } from '../../browser/storage';
import { emojiKey } from './key';

const MOST_RECENT = 16;
const DARKEST = 5;

/** The emoji that were used last, the newest first. */
export function recentEmoji(): string[] {
  const kept = (recall('browser', 'recent-emoji') ?? '').split(' ').filter(Boolean);
  return [...new Set(kept)].slice(0, MOST_RECENT);
}

export function rememberEmoji(emoji: string): void {
  const others = recentEmoji().filter((one) => emojiKey(one) !== emojiKey(emoji));
  keep('browser', 'recent-emoji', [emoji, ...others].slice(0, MOST_RECENT).join(' '));
}

/** The skin tone that was chosen last (tone.ts). */
export function recallTone(): number {
  const tone = Number(recall('browser', 'skin-tone'));
  return Number.isInteger(tone) && tone >= 0 && tone <= DARKEST ? tone : 0;
}

export const rememberTone = (tone: number): void =>
  keep('browser', 'skin-tone', tone === 0 ? null : String(tone));
