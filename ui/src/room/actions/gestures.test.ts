// A finger on the list: press and hold, and swipes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followFingers } from './gestures';
import { HOLD_MS } from './touch';

const list = document.createElement('div');
let seen: string[];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  const [row, words, link] = ['p', 'span', 'a'].map((tag) => document.createElement(tag));
  row!.dataset['entry'] = '1';
  words!.textContent = 'words';
  link!.textContent = 'link';
  link!.setAttribute('href', 'http://a.example');
  row!.append(words!, link!);
  list.replaceChildren(row!);
  seen = [];
  stop = followFingers(list, {
    onhold: (pressed, x, y) => seen.push(`hold ${pressed.tagName} ${x} ${y}`),
    onswipe: (_, px) => seen.push(`swipe ${px}`),
    onswiped: () => seen.push('swiped'),
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

function touch(type: string, x: number, y: number, more = {}, on = 'span') {
  const event = new MouseEvent(`pointer${type}`, { clientX: x, clientY: y, bubbles: true });
  Object.assign(event, { pointerType: 'touch', pointerId: 1, isPrimary: true, ...more });
  list.querySelector(on)?.dispatchEvent(event);
}

it('holds still, and the menu opens once', () => {
  touch('down', 50, 60);
  touch('move', 53, 58);
  vi.advanceTimersByTime(HOLD_MS);
  touch('up', 53, 58);
  expect(seen).toEqual(['hold SPAN 50 60']);
});

it('lifts after that, and presses nothing', () => {
  touch('down', 50, 60);
  vi.advanceTimersByTime(HOLD_MS);
  const lifted = new Event('touchend', { bubbles: true, cancelable: true });
  list.querySelector('span')?.dispatchEvent(lifted);
  expect(lifted.defaultPrevented).toBe(true);
});

it('scrolls or lifts, and no menu opens', () => {
  touch('down', 50, 60);
  touch('cancel', 50, 60);
  touch('down', 50, 60);
  touch('up', 50, 60);
  touch('down', 50, 60);
  touch('move', 50, 90);
  vi.advanceTimersByTime(HOLD_MS);
  expect(seen).toEqual([]);
});

it('swipes, and replies when it is lifted', () => {
  touch('down', 50, 60);
  touch('move', 90, 60);
  touch('move', 130, 60);
  touch('up', 130, 60);
  expect(seen).toEqual(['swipe 30', 'swipe 70', 'swipe 0', 'swiped']);
});

it('swipes, and the browser takes the touch: the row goes back', () => {
  touch('down', 50, 60);
  touch('move', 130, 60);
  touch('cancel', 130, 60);
  expect(seen).toEqual(['swipe 70', 'swipe 0']);
});

it('holds a link, which has a menu of the browser', () => {
  touch('down', 50, 60, {}, 'a');
  vi.advanceTimersByTime(HOLD_MS);
  expect(seen).toEqual([]);
});

it('is a mouse, or a second finger, and is left alone', () => {
  touch('down', 50, 60, { pointerType: 'mouse' });
  touch('down', 50, 60, { isPrimary: false });
  vi.advanceTimersByTime(HOLD_MS);
  expect(seen).toEqual([]);
});
