// The keys of the viewer.
import { expect, it } from 'vitest';
import { turnOf } from './turns';

const key = (key: string, more: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...more });

it('leads to other pictures along the line of reading', () => {
  expect(turnOf(key('ArrowRight'), false, false)).toEqual({ kind: 'turn', by: 1 });
  expect(turnOf(key('ArrowLeft'), false, false)).toEqual({ kind: 'turn', by: -1 });
  expect(turnOf(key('ArrowRight'), false, true)).toEqual({ kind: 'turn', by: -1 });
  expect(turnOf(key('ArrowLeft'), false, true)).toEqual({ kind: 'turn', by: 1 });
});

it('moves an enlarged picture with the arrows, and still turns pages', () => {
  expect(turnOf(key('ArrowRight'), true, true)).toEqual({ kind: 'pan', x: -80, y: 0 });
  expect(turnOf(key('ArrowUp'), true, false)).toEqual({ kind: 'pan', x: 0, y: 80 });
  expect(turnOf(key('PageDown'), true, false)).toEqual({ kind: 'turn', by: 1 });
});

it('zooms, and goes to both ends', () => {
  expect(turnOf(key('+', { shiftKey: true }), false, false)).toEqual({ kind: 'closer' });
  expect(turnOf(key('-'), true, false)).toEqual({ kind: 'farther' });
  expect(turnOf(key('0'), true, false)).toEqual({ kind: 'reset' });
  expect(turnOf(key('Home'), false, false)).toEqual({ kind: 'end', by: -1 });
});

it('leaves all other keys to the browser', () => {
  for (const one of [key('ArrowUp'), key('Escape'), key('Tab'), key('a'), key('+', { ctrlKey: true })])
    expect(turnOf(one, false, false), one.key).toBeNull();
});
