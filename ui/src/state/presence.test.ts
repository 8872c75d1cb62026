// The people who are here, also in a room too big for the stream's list.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHost } from './host.fixture';
import { Presence } from './presence.svelte';

const host = { name: 'Hanna', host: true, away: false };
const crowd = (count: number) => ({
  count,
  people: [
    host,
    ...Array.from({ length: count - 1 }, (_, i) => ({ name: `guest ${i}`, host: false, away: false })),
  ],
});

let fake: FakeHost;
let presence: Presence;

beforeEach(() => {
  vi.useFakeTimers();
  fake = new FakeHost();
  presence = new Presence();
});
afterEach(() => void vi.useRealTimers());

describe('the people who are here', () => {
  it('are those of the stream, while it names everybody', () => {
    presence.setPeople(crowd(3));
    expect(presence.crowded).toBe(false);
    expect(presence.known).toHaveLength(3);
  });

  it('are requested while a crowd is shown, at most every 10 s', async () => {
    const people = vi.fn(() => Promise.resolve(crowd(150)));
    fake.people = people;
    presence.setPeople({ count: 150, people: [host] });
    expect(presence.known).toEqual([host]);
    const end = presence.watchCrowd(fake);
    await vi.advanceTimersByTimeAsync(0);
    expect(presence.known).toHaveLength(150);
    for (let count = 151; count < 160; count++) presence.setPeople({ count, people: [host] });
    expect(people).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(people).toHaveBeenCalledTimes(2);
    end();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(people).toHaveBeenCalledTimes(2);
  });

  it('stay as they were when the host does not respond', async () => {
    fake.people = () => Promise.reject(new Error('away'));
    presence.setPeople({ count: 150, people: [host] });
    const end = presence.watchCrowd(fake);
    await vi.advanceTimersByTimeAsync(0);
    expect(presence.known).toEqual([host]);
    end();
  });
});
