// What stays of an emoji after it was chosen, and how two are compared.
import { beforeEach, expect, it } from 'vitest';
import { forget } from '../../browser/storage';
import { actionWords } from '../../strings/actions';
import { emojiKey, QUICK } from './key';
import { recallTone, recentEmoji, rememberEmoji, rememberTone } from './remembered';

beforeEach(() => localStorage.clear());

it('takes two forms of an emoji for one', () => {
  expect(emojiKey('❤\uFE0F')).toBe(emojiKey('❤'));
  expect(emojiKey('👍🏽')).not.toBe(emojiKey('👍'));
});

it('has a label for each emoji at hand', () => {
  expect(Object.keys(actionWords.quickEmoji)).toEqual([...QUICK]);
});

it('remembers what was used last, each once, the newest first', () => {
  for (const emoji of ['👍', '❤\uFE0F', '🎉', '👍', '❤']) rememberEmoji(emoji);
  expect(recentEmoji()).toEqual(['❤', '👍', '🎉']);
});

it('remembers only some', () => {
  for (let code = 0x1f600; code < 0x1f640; code++) rememberEmoji(String.fromCodePoint(code));
  expect(recentEmoji().length).toBe(16);
  expect(recentEmoji()[0]).toBe('\u{1F63F}');
});

it('remembers the skin tone, and takes anything else for none', () => {
  rememberTone(3);
  expect(recallTone()).toBe(3);
  for (const kept of ['9', '-1', '1.5', 'x', '']) {
    localStorage.setItem('flatchat.skin-tone', kept);
    expect(recallTone()).toBe(0);
  }
});

it('forgets both when the person leaves', () => {
  rememberEmoji('👍');
  rememberTone(3);
  forget();
  expect(recentEmoji()).toEqual([]);
  expect(recallTone()).toBe(0);
});
