import { describe, expect, it } from 'vitest';
import { actionOf } from './actions';

const pressed = (key: string, held: KeyboardEventInit = {}) => new KeyboardEvent('keydown', { key, ...held });

describe('the keys of the app', () => {
  it('are those that every app has', () => {
    expect(actionOf(pressed('q', { ctrlKey: true }))).toBe('quit');
    expect(actionOf(pressed('O', { metaKey: true }))).toBe('rooms');
    expect(actionOf(pressed('F1'))).toBe('guide');
    expect(actionOf(pressed('F11'))).toBe('full_screen');
    for (const key of ['+', '=']) expect(actionOf(pressed(key, { ctrlKey: true }))).toBe('zoom_in');
  });

  it('leave what is written alone', () => {
    for (const key of ['q', '+', '-', '0', ',']) expect(actionOf(pressed(key))).toBeNull();
    expect(actionOf(pressed('q', { ctrlKey: true, altKey: true }))).toBeNull();
    for (const key of ['a', 'c', 'v', 'x', 'z']) expect(actionOf(pressed(key, { ctrlKey: true }))).toBeNull();
  });
});
