// Moving in the grid by the arrow keys.
import { expect, it } from 'vitest';
import { destination, type Layout } from './grid';

/*
 *  0 1 2 3
 *  4
 *  ---
 *  5 6 7 8
 *  9 10
 */
const layout: Layout = { sizes: [5, 6], columns: 4, direction: 'ltr' };
const none = { ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };
const from = (at: number, key: string, more: object = {}) =>
  destination({ ...layout, ...more }, at, { ...none, key });
const ctrl = (at: number, key: string) => destination(layout, at, { ...none, ctrlKey: true, key });

it('goes on to the next and the previous, over the ends of rows and groups', () => {
  expect(from(3, 'ArrowRight')).toBe(4);
  expect(from(4, 'ArrowRight')).toBe(5);
  expect(from(5, 'ArrowLeft')).toBe(4);
});

it('goes the other way where one reads from right to left', () => {
  expect(from(3, 'ArrowLeft', { direction: 'rtl' })).toBe(4);
  expect(from(3, 'ArrowRight', { direction: 'rtl' })).toBe(2);
  expect(from(1, 'ArrowDown', { direction: 'rtl' })).toBe(4);
});

it('goes up and down by rows, and to the last of a shorter one', () => {
  expect(from(0, 'ArrowDown')).toBe(4);
  expect(from(3, 'ArrowDown')).toBe(4);
  expect(from(4, 'ArrowDown')).toBe(5);
  expect(from(6, 'ArrowDown')).toBe(10);
  expect(from(6, 'ArrowUp')).toBe(4);
  expect(from(10, 'ArrowUp')).toBe(6);
});

it('stays within the grid', () => {
  expect(from(0, 'ArrowLeft')).toBe(0);
  expect(from(10, 'ArrowRight')).toBe(10);
  expect(from(2, 'ArrowUp')).toBe(2);
  expect(from(9, 'ArrowDown')).toBe(9);
});

it('goes to the ends of a row, of everything, and to the next group', () => {
  expect(from(2, 'Home')).toBe(0);
  expect(from(6, 'End')).toBe(8);
  expect(from(9, 'End')).toBe(10);
  expect(ctrl(6, 'Home')).toBe(0);
  expect(ctrl(0, 'End')).toBe(10);
  expect(from(2, 'PageDown')).toBe(5);
  expect(from(9, 'PageUp')).toBe(0);
  expect(from(9, 'PageDown')).toBe(9);
});

it('leaves other keys alone', () => {
  expect(from(2, 'Enter')).toBe(null);
  expect(from(2, 'Tab')).toBe(null);
  expect(ctrl(2, 'ArrowRight')).toBe(null);
  expect(destination(layout, 2, { ...none, shiftKey: true, key: 'ArrowRight' })).toBe(null);
  expect(from(99, 'ArrowRight')).toBe(null);
});
