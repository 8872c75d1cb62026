// The name of a file shows what it is, whatever its sender made of it.
import { expect, it } from 'vitest';
import { plainName } from '../../strings/plainname';
import { nameParts } from './shownname';

it('takes the turns out of a name', () => {
  expect(plainName('photo\u202Egpj.exe')).toBe('photo\uFFFDgpj.exe');
  expect(plainName('\u2067a\u2069\u202Bb\u202C.png')).toBe('\uFFFDa\uFFFD\uFFFDb\uFFFD.png');
  expect(plainName('صورة\u200F 1.jpg')).toBe('صورة\u200F 1.jpg');
});

it('keeps the extension, and the characters before it, in one piece', () => {
  expect(nameParts('IMG_20261126_0430.jpg')).toEqual(['IMG_2026112', '6_0430.jpg']);
  expect(nameParts('photo\u202Egpj.exe')).toEqual(['photo\uFFFD', 'gpj.exe']);
  expect(nameParts('صورة.jpg')).toEqual(['صورة', '.jpg']);
  expect(nameParts('backup.tar.gz')).toEqual(['backup.', 'tar.gz']);
});

it('leaves a name without an extension, or with nothing else, whole', () => {
  for (const name of ['', 'README', '.jpg', 'a.jpg', `a.${'x'.repeat(40)}`])
    expect(nameParts(name).join('')).toBe(name);
  expect(nameParts('README')).toEqual(['README', '']);
  expect(nameParts('a.jpg')).toEqual(['a.jpg', '']);
});
