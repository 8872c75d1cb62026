import { describe, expect, it } from 'vitest';
import { excerpt, haveAll, marked, patternOf } from './marks';

/** The text with its marks in brackets. */
const shown = (text: string, ...words: string[]) =>
  marked(text, patternOf(words))
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('');

describe('marks', () => {
  it('stand at the words in any case, also in parts of words', () => {
    expect(shown('Tea, teapot and STEAM', 'tea')).toBe('[Tea], [tea]pot and S[TEA]M');
    expect(shown('ΣΊΣΥΦΟΣ', 'σίσυφος')).toBe('[ΣΊΣΥΦΟΣ]');
  });

  it('do not care how an accent is stored', () => {
    expect(shown('cafe\u0301 café', 'CAFÉ')).toBe('[cafe\u0301] [café]');
    expect(shown('cafe', 'café')).toBe('cafe');
  });

  it('are whole for a phrase, also over a line break', () => {
    expect(shown('tea\ntime, time for tea', 'tea time')).toBe('[tea\ntime], time for tea');
  });

  it('prefer the longer of two words', () => {
    expect(shown('teapot', 'tea', 'teapot')).toBe('[teapot]');
  });

  it('understand no pattern', () => {
    expect(shown('a.c abc (x', 'a.c', '(x')).toBe('[a.c] abc [(x]');
  });

  it('lose no text', () => {
    expect(shown('', 'a')).toBe('');
    expect(shown('abc')).toBe('abc');
  });
});

it('all words are wanted, in any of the texts', () => {
  expect(haveAll(['green tea', 'Ana'], ['TEA', 'ana'])).toBe(true);
  expect(haveAll(['green tea', 'Ana'], ['tea', 'bo'])).toBe(false);
  expect(haveAll([], [])).toBe(true);
});

describe('an excerpt', () => {
  const filler = 'lorem ipsum dolor sit amet '.repeat(40);

  it('is the whole of a short text, in one line', () => {
    expect(excerpt(' one\n\n two  three ', patternOf(['three']))).toBe('one two three');
  });

  it('is cut at words around the first mark', () => {
    const cut = excerpt(`${filler}needle ${filler}`, patternOf(['needle']));
    expect(cut).toMatch(/^…\S.{20,50} needle .+\S…$/);
    expect(cut.length).toBeLessThan(300);
  });

  it('begins with the text if the mark is near, or there is none', () => {
    expect(excerpt(`a needle ${filler}`, patternOf(['needle']))).toMatch(/^a needle lorem .*…$/);
    expect(excerpt(filler, null)).toMatch(/^lorem/);
    expect(excerpt(filler, patternOf(['gone']))).toMatch(/^lorem/);
  });

  it('cuts no character in two', () => {
    const family = '👩🏽‍🚀';
    for (let before = 0; before < 20; before++) {
      const text = `${'あ'.repeat(before)}${family.repeat(40)}needle${family.repeat(60)}`;
      const cut = excerpt(text, patternOf(['needle']));
      const rest = cut
        .replace(/^…|…$/g, '')
        .replace('needle', '')
        .replaceAll('あ', '')
        .replaceAll(family, '');
      expect(rest).toBe('');
    }
  });
});
