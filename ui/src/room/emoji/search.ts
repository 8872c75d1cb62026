// Finds emoji by the beginnings of words in their labels and tags.
import type { Emoji } from './data';
import { emojiKey } from './key';
import { withoutTone } from './tone';

/** An emoji with its words as they are compared. Each word has a space before it. */
type Indexed = { emoji: Emoji; key: string; label: string; all: string };

export type EmojiIndex = Indexed[];

export function indexEmoji(all: Emoji[]): EmojiIndex {
  return all.map((emoji) => {
    const label = comparable(emoji.label);
    const key = comparable(emojiKey(emoji.character));
    return { emoji, key, label, all: label + comparable(emoji.tags.join(' ')) + key };
  });
}

/** The best matches come first: those by the label, then those by a tag. */
export function findEmoji(index: EmojiIndex, query: string): Emoji[] {
  const wanted = comparable(emojiKey(withoutTone(query)));
  const words = [...new Set(wanted.split(' '))].filter(Boolean);
  if (words.length === 0) return [];
  const begun = index.filter(({ all }) => words.every((word) => all.includes(` ${word}`)));
  // Some languages put no spaces between words.
  const found =
    begun.length > 0 ? begun : index.filter(({ all }) => words.every((word) => all.includes(word)));
  const ranked = found.map((one) => ({ one, rank: rank(one, wanted, words) }));
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one.emoji);
}

/** 0 is the best. */
function rank({ key, label }: Indexed, wanted: string, words: string[]): number {
  if (key === wanted || label === wanted) return 0;
  if (label.startsWith(`${wanted} `)) return 1;
  if (words.every((word) => `${label} `.includes(` ${word} `))) return 2;
  return words.every((word) => label.includes(` ${word}`)) ? 3 : 4;
}

const LIGATURES: Record<string, string> = { œ: 'oe', æ: 'ae', ß: 'ss' };

/** In lower case, without accents and punctuation, and with one space before each word. */
function comparable(text: string): string {
  const plain = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[œæß]/g, (letter) => LIGATURES[letter] ?? letter);
  return plain
    .split(/[\s:,.!()“”"’'-]+/)
    .filter(Boolean)
    .map((word) => ` ${word}`)
    .join('');
}
