// The arrow keys in a menu of one row with several items, and rows with one.
import { beforeEach, expect, it } from 'vitest';
import { moveInMenu } from './menukeys';

const menu = document.createElement('div');

beforeEach(() => {
  const item = (name: string) => {
    const button = document.createElement('button');
    button.setAttribute('role', 'menuitem');
    button.textContent = name;
    return button;
  };
  const row = document.createElement('div');
  row.append(...['a', 'b', 'c'].map(item));
  const rows = [row, item('d'), item('e')];
  for (const one of rows) one.dataset['row'] = '';
  menu.replaceChildren(...rows);
  document.body.replaceChildren(menu);
  menu.querySelector('button')?.focus();
});

const press = (key: string, more = {}) => moveInMenu(menu, new KeyboardEvent('keydown', { key, ...more }));

function after(...keys: string[]) {
  for (const key of keys) press(key);
  return document.activeElement?.textContent;
}

it('go down and up by rows, and round', () => {
  expect(after('ArrowDown')).toBe('d');
  expect(after('ArrowDown', 'ArrowDown')).toBe('a');
  expect(after('ArrowUp')).toBe('e');
  expect(after('Home')).toBe('a');
  expect(after('End')).toBe('e');
});

it('go along a row, and round', () => {
  expect(after('ArrowRight')).toBe('b');
  expect(after('ArrowLeft', 'ArrowLeft')).toBe('c');
  expect(after('ArrowRight')).toBe('a');
  expect(after('End', 'ArrowRight')).toBe('e');
});

it('leave other keys alone', () => {
  expect(press('x')).toBe(false);
  expect(press('ArrowDown', { ctrlKey: true })).toBe(false);
});
