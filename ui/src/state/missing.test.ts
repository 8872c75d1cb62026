// A part of the page that did not arrive: the page is loaded again, once, when nothing would be
// lost.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reloadForMissingParts } from './missing';
import type { Session } from './session.svelte';

const reload = vi.fn();
const room = {
  connection: { status: 'connected' },
  sharing: { busy: false },
  outbox: { messages: [] as string[] },
};
const fail = (message: string) =>
  dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: new Error(message) }));
const STYLES = 'Unable to preload CSS for /assets/lateparts.css';
const SCRIPT = 'Failed to fetch dynamically imported module';

beforeEach(() => {
  vi.useFakeTimers();
  reload.mockClear();
  Object.assign(room, { connection: { status: 'connected' }, sharing: { busy: false } });
  room.outbox.messages = [];
});

afterEach(() => {
  vi.clearAllTimers();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const watch = () => reloadForMissingParts({ room } as unknown as Session, reload);

it('is waited for while something would be lost, or the host cannot be reached', () => {
  watch();
  fail(STYLES);
  room.connection.status = 'retrying';
  vi.advanceTimersByTime(20_000);
  Object.assign(room, { connection: { status: 'connected' }, sharing: { busy: true } });
  vi.advanceTimersByTime(20_000);
  Object.assign(room, { sharing: { busy: false } });
  room.outbox.messages = ['hi'];
  vi.advanceTimersByTime(20_000);
  expect(reload).not.toHaveBeenCalled();
  room.outbox.messages = [];
  vi.advanceTimersByTime(5_000);
  expect(reload).toHaveBeenCalledOnce();
});

it('is tried again without that where only a script failed and the host was not there', () => {
  watch();
  room.connection.status = 'retrying';
  fail(SCRIPT);
  room.connection.status = 'connected';
  vi.advanceTimersByTime(20_000);
  expect(reload).not.toHaveBeenCalled();
  fail(SCRIPT);
  vi.advanceTimersByTime(5_000);
  expect(reload).toHaveBeenCalledOnce();
});

it('is waited for until the guest is in the room: at the door, a name may be half typed', () => {
  const session = { room: null as object | null };
  reloadForMissingParts(session as unknown as Session, reload);
  fail(SCRIPT);
  vi.advanceTimersByTime(20_000);
  expect(reload).not.toHaveBeenCalled();
  session.room = room;
  vi.advanceTimersByTime(5_000);
  expect(reload).toHaveBeenCalledOnce();
});

it('does not load the page again and again', () => {
  watch();
  fail(SCRIPT);
  fail(SCRIPT);
  vi.advanceTimersByTime(20_000);
  expect(reload).toHaveBeenCalledOnce();
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([
    { type: 'reload' } as PerformanceNavigationTiming,
  ]);
  watch();
  fail(SCRIPT);
  vi.advanceTimersByTime(20_000);
  expect(reload).toHaveBeenCalledOnce();
});
