// Where a menu opens.
import { expect, it } from 'vitest';
import { placeMenu, pointAt } from './place';

const MENU = { width: 200, height: 300 };
const PAGE = { width: 800, height: 600 };
const button = { left: 600, top: 100, width: 32, height: 30 };

it('opens below what was pressed, from its start', () => {
  expect(placeMenu(pointAt(100, 100), MENU, PAGE, 'ltr')).toEqual({ left: 100, top: 104 });
  expect(placeMenu(pointAt(400, 100), MENU, PAGE, 'rtl')).toEqual({ left: 200, top: 104 });
  expect(placeMenu({ ...button, left: 300 }, MENU, PAGE, 'rtl')).toEqual({ left: 132, top: 134 });
});

it('stays within the page', () => {
  expect(placeMenu(button, MENU, PAGE, 'ltr').left).toBe(592);
  expect(placeMenu(pointAt(5, 100), MENU, PAGE, 'rtl').left).toBe(8);
});

it('opens above where there is no space below', () => {
  expect(placeMenu({ ...button, top: 500 }, MENU, PAGE, 'ltr').top).toBe(196);
});

it('begins at the top of a page that is too low for it', () => {
  const low = { width: 320, height: 256 };
  expect(placeMenu(pointAt(100, 100), MENU, low, 'ltr').top).toBe(8);
});
