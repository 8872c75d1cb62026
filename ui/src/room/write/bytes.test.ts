// The limit of a text counts bytes.
import { expect, it } from 'vitest';
import { byteLength } from './bytes';

it('counts the bytes of UTF-8', () => {
  expect(byteLength('')).toBe(0);
  expect(byteLength('abc')).toBe(3);
  expect(byteLength('ü')).toBe(2);
  expect(byteLength('€')).toBe(3);
  expect(byteLength('🐈')).toBe(4);
});
