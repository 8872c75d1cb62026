// What the picker gets of the emoji: all of them, each once, in little space.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { parseEmoji } from '../src/room/emoji/data';
import { emojiKey, QUICK } from '../src/room/emoji/key';
import { withoutTone, withTone } from '../src/room/emoji/tone';
import { characters, codes, read, words } from './emoji';

const MOST_BYTES = 36 * 1024;

const source = read('en');
const groups = parseEmoji(characters(source), words(source));
const all = groups.flatMap(({ emoji }) => emoji);

it('has every emoji of the nine groups, with its own words', () => {
  expect(groups.map(({ name }) => name)).toEqual([
    'smileys',
    'people',
    'nature',
    'food',
    'travel',
    'activities',
    'objects',
    'symbols',
    'flags',
  ]);
  expect(all.length).toBe(source.length);
  expect(all.length).toBeGreaterThan(1900);
  all.forEach((emoji, at) => {
    expect(emoji.label).toBe(source[at]!.label);
    expect(emojiKey(emoji.character)).toBe(emojiKey(source[at]!.emoji));
  });
});

it('has each emoji once, whatever its form', () => {
  expect(new Set(all.map(({ character }) => emojiKey(character))).size).toBe(all.length);
});

it('marks a character as coloured only where it has a plain form by default', () => {
  const form = (label: string) => all.find((emoji) => emoji.label === label)?.character;
  expect(form('thumbs up')).toBe('\u{1F44D}');
  expect(form('raised hand')).toBe('\u270B');
  expect(form('red heart')).toBe('\u2764\uFE0F');
  expect(form('eye in speech bubble')).toBe('\u{1F441}\uFE0F\u200D\u{1F5E8}\uFE0F');
});

it('has the emoji at hand', () => {
  const known = all.map(({ character }) => character);
  for (const quick of QUICK) expect(known).toContain(quick);
});

it('derives every skin tone from the light one', () => {
  source.forEach(({ skins = [] }, at) => {
    const emoji = all[at]!;
    if (emoji.light === null) return;
    for (const { tone, emoji: form } of skins) {
      if (typeof tone === 'number') expect(emojiKey(withTone(emoji, tone))).toBe(emojiKey(form));
    }
    expect(emojiKey(withoutTone(emoji.light))).toBe(emojiKey(emoji.character));
  });
  expect(all.filter(({ light }) => light !== null).length).toBeGreaterThan(280);
});

it('is small when compressed', () => {
  const packed = gzipSync(JSON.stringify([characters(source), words(source)]), { level: 9 });
  expect(packed.length).toBeLessThan(MOST_BYTES);
});

it('refuses a language that it does not have', () => {
  expect(() => read('xx')).toThrow('“xx”');
});

it('comes from data whose licence is named with the others', () => {
  const licences = readFileSync(join(import.meta.dirname, '../../scripts/licences.mjs'), 'utf8');
  expect(licences).toMatch(/PAGE_PACKAGES = .*"emojibase-data"/);
});

it('has the short names that chat programs share, a line for each emoji', () => {
  const lines = codes(source).split('\n');
  expect(lines.length).toBe(all.length);
  const named = (name: string) => all.find((_, at) => lines[at]!.split(' ').includes(name))?.character;
  expect(['+1', 'tada', 'smile', 'heart', 'joy'].map(named)).toEqual(['👍', '🎉', '😄', '❤️', '😂']);
  expect(lines.every((line) => line !== '')).toBe(true);
});
