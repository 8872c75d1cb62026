// Finds emoji while a message is written: by the short names that chat programs share, such as
// `tada`, and by the words of the page's language. loadPicker.ts loads it.
import characters from 'virtual:emoji';
import codes from 'virtual:emoji/codes';
import { emojiWords } from '../../strings/picker';
import { parseEmoji, type Emoji } from './data';
import { drawable } from './drawable';
import { emojiKey, QUICK } from './key';
import { recallTone, recentEmoji, rememberEmoji } from './remembered';
import { findEmoji, indexEmoji } from './search';
import { withoutTone, withTone } from './tone';

/** An emoji in the skin that was chosen last, and what it is called. */
export type FoundEmoji = { emoji: string; name: string };

type Named = { emoji: Emoji; codes: string[] };

export class EmojiFinder {
  readonly #named: Named[];
  readonly #words;

  constructor() {
    const groups = parseEmoji(characters, emojiWords);
    const codesOf = codes.split('\n').map((line) => line.split(' ').filter(Boolean));
    const named = new Map(
      groups.flatMap(({ emoji }) => emoji).map((emoji, at) => [emoji, codesOf[at] ?? []]),
    );
    const drawn = drawable(groups).flatMap(({ emoji }) => emoji);
    this.#named = drawn.map((emoji) => ({ emoji, codes: named.get(emoji) ?? [] }));
    this.#words = indexEmoji(drawn);
  }

  /** The emoji with exactly this short name. */
  named(name: string): string | null {
    const code = name.toLowerCase();
    const found = this.#named.find(({ codes }) => codes.includes(code));
    return found ? withTone(found.emoji, recallTone()) : null;
  }

  /** One was chosen: it is among those that were used last. */
  remember(emoji: string): void {
    rememberEmoji(emoji);
  }

  /**
   * Those by the beginning of a short name come first, then those by words. Of the former, the ones
   * that are used most lead.
   */
  find(query: string, most: number): FoundEmoji[] {
    const code = query.toLowerCase();
    const words = new Set(findEmoji(this.#words, query.replace(/_/g, ' ')));
    const byCode = this.#named.flatMap(({ emoji, codes }) => {
      const hit = codes.filter((one) => one.startsWith(code)).sort((a, b) => a.length - b.length)[0];
      return hit === undefined ? [] : [{ emoji, name: hit }];
    });
    const common = [...recentEmoji(), ...QUICK].map((one) => emojiKey(withoutTone(one)));
    const isRare = ({ emoji }: { emoji: Emoji }) => Number(!common.includes(emojiKey(emoji.character)));
    const first = byCode.sort((a, b) => isRare(a) - isRare(b) || a.name.length - b.name.length);
    const others = [...words].filter((one) => !first.some(({ emoji }) => emoji === one));
    const all = [...first, ...others.map((emoji) => ({ emoji, name: emoji.label }))];
    const tone = recallTone();
    return all.slice(0, most).map(({ emoji, name }) => ({ emoji: withTone(emoji, tone), name }));
  }
}
