// Finding an emoji by words.
import characters from 'virtual:emoji';
import words from 'virtual:emoji/en';
import { describe, expect, it, vi } from 'vitest';
import { parseEmoji, type Emoji } from './data';
import { findEmoji, indexEmoji } from './search';

const index = indexEmoji(parseEmoji(characters, words).flatMap(({ emoji }) => emoji));
const find = (query: string) => findEmoji(index, query).map(({ character }) => character);

const made = (character: string, label: string, ...tags: string[]): Emoji => ({
  character,
  since: 0,
  light: null,
  label,
  tags,
});

describe('a search', () => {
  it('finds by label, in any case, with the exact label first', () => {
    expect(find('Thumbs UP')[0]).toBe('👍');
    expect(find('fire')[0]).toBe('🔥');
    expect(find('pizza')[0]).toBe('🍕');
  });

  it('finds by tag, after what it finds by label', () => {
    expect(find('tada')).toContain('🎉');
    expect(find('+1')).toContain('👍');
    const hearts = find('heart');
    expect(hearts.indexOf('❤️')).toBeLessThan(hearts.indexOf('🥰'));
  });

  it('takes the beginnings of words, and needs all of them', () => {
    expect(find('thu u')[0]).toBe('👍');
    expect(find('art')).not.toContain('❤️');
    expect(find('red heart')).toContain('❤️');
    expect(find('red heart')).not.toContain('💙');
  });

  it('does not care about accents, punctuation and colons', () => {
    expect(find('pinata')[0]).toBe('🪅');
    expect(find(':tada:')).toEqual(find('tada'));
    expect(find("five o'clock")[0]).toBe('🕔');
  });

  it('finds an emoji that is pasted in, in any form and tone', () => {
    expect(find('👍🏽')[0]).toBe('👍');
    expect(find('❤')[0]).toBe('❤️');
  });

  it('finds nothing without words', () => {
    expect(find('  ')).toEqual([]);
    expect(find(' : ')).toEqual([]);
    expect(find('qqqq')).toEqual([]);
  });

  it('looks inside words if no word begins so', () => {
    const japanese = indexEmoji([made('👍', 'サムズアップ'), made('🔥', '炎', '燃える火')]);
    expect(findEmoji(japanese, '火').map(({ character }) => character)).toEqual(['🔥']);
  });

  it('looks for each word of a query once', () => {
    const count = (query: string) => {
      const looks = vi.spyOn(String.prototype, 'includes');
      find(query);
      const { length } = looks.mock.calls;
      looks.mockRestore();
      return length;
    };
    expect(count('a '.repeat(10_000))).toBe(count('a a'));
  });
});
