// A message of nothing but a few emoji is shown large, and no other.
import { expect, it } from 'vitest';
import { isOnlyEmoji } from './onlyemoji';

it.each(['👍', '👍🏽 🎉', '👨‍👩‍👧‍👦', '🇩🇪🇫🇷', '❤️', '1️⃣', '☕\n☕', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿'])('%s is large', (text) => {
  expect(isOnlyEmoji(text)).toBe(true);
});

it.each([
  '',
  ' ',
  '1',
  '12#',
  'ok 👍',
  '©',
  '™',
  '*',
  '👍'.repeat(30),
  '\u200d\u200d',
  '\ufe0f',
  '\u{e0067}\u{e007f}',
])('%j is not', (text) => {
  expect(isOnlyEmoji(text)).toBe(false);
});
