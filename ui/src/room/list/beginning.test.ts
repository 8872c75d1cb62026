// How much is shown of a text that would hold up the page.
import { expect, it } from 'vitest';
import { beginningOf, MOST_CHARS, MOST_LINES, MOST_MARKS, withFewMarks } from './beginning';

it('shows an ordinary text whole, and one of many lines', () => {
  const lines = 'line\n'.repeat(MOST_LINES - 1) + 'last';
  for (const text of ['', 'hello', 'x'.repeat(MOST_CHARS), lines]) expect(beginningOf(text)).toBe(text);
});

it('shows the first lines of too many', () => {
  expect(beginningOf('\n'.repeat(16_000)).length).toBe(MOST_LINES - 1);
  expect(beginningOf('a\n'.repeat(16_000)).split('\n')).toHaveLength(MOST_LINES);
});

it('cuts a long text between characters', () => {
  expect(beginningOf('x'.repeat(65_000))).toHaveLength(MOST_CHARS);
  expect(beginningOf(`x${'😀'.repeat(32_000)}`)).toBe(`x${'😀'.repeat(MOST_CHARS / 2 - 1)}`);
  expect(beginningOf('漢'.repeat(32_000))).toHaveLength(MOST_CHARS / 2);
  expect(beginningOf('กำ'.repeat(16_000)).length).toBe(Math.floor(MOST_CHARS / 6));
  expect(beginningOf('漢'.repeat(5_461)), 'all of the longest message').toHaveLength(5_461);
});

it('shows no more marks on one letter than any writing has', () => {
  expect(withFewMarks('a' + '\u0301'.repeat(65_000) + 'b')).toBe('a' + '\u0301'.repeat(MOST_MARKS) + 'b');
  expect(withFewMarks('\u{1d165}\u{1d166}'.repeat(100))).toHaveLength(2 * MOST_MARKS);
  for (const text of ['Việt Nam', 'נִקּוּד', 'बिल्ली', 'བསྒྲུབས', 'กำลัง', '👍🏽 ❤️']) {
    expect(withFewMarks(text)).toBe(text);
  }
});
