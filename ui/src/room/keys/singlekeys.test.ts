// Keys without Ctrl can be turned off, and the help lists only those that work.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { singleKeys } from '../../browser/singlekeys.svelte';
import type { Actions } from '../actions/actions.svelte';
import { chapters } from '../help/help';
import { opensSearch } from '../search/keys';
import { listenToKeys } from './roomkeys';

vi.stubGlobal('matchMedia', () => ({ matches: false }));

const open = vi.fn();
const stop = listenToKeys({ open } as unknown as Actions);

afterEach(() => {
  singleKeys.turn(true);
  open.mockClear();
});

const pressed = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
const press = (key: string) => document.body.dispatchEvent(pressed(key));
const listed = () => chapters(false).flatMap(({ lines }) => lines.flatMap(({ signs }) => signs));

describe('keys without Ctrl', () => {
  it('open the help and the search, and the help lists them', () => {
    press('?');
    expect(open).toHaveBeenCalledWith({ kind: 'help' });
    expect(opensSearch(pressed('/'))).toBe(true);
    expect(listed()).toEqual(expect.arrayContaining(['?', '/', 'Ctrl+F', 'F6']));
  });

  it('know the question mark of Arabic and Chinese keyboards', () => {
    for (const mark of ['؟', '？']) press(mark);
    expect(open).toHaveBeenCalledTimes(2);
  });

  it('do nothing once they are turned off, and the help does not list them', () => {
    singleKeys.turn(false);
    press('?');
    expect(open).not.toHaveBeenCalled();
    expect(opensSearch(pressed('/'))).toBe(false);
    expect(opensSearch(pressed('f', { ctrlKey: true }))).toBe(true);
    expect(listed()).toEqual(expect.arrayContaining(['Ctrl+F', 'F6', 'R', '+']));
    expect(listed()).not.toEqual(expect.arrayContaining(['?']));
    expect(listed()).not.toEqual(expect.arrayContaining(['/']));
  });

  it('stay off in this browser', () => {
    singleKeys.turn(false);
    expect(localStorage.getItem('flatchat.single-keys')).toBe('off');
    singleKeys.turn(true);
    expect(localStorage.getItem('flatchat.single-keys')).toBeNull();
  });

  it('are not listened to any more once the room is left', () => {
    stop();
    press('?');
    expect(open).not.toHaveBeenCalled();
  });
});
