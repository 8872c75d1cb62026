// Following the room: only when it is lost, only to where it is, and with everything that is kept
// only at this address.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Luggage, Roaming as Road, Scout } from '../api/roaming';
import type { Ticket } from '../types/Ticket';
import { ApiError } from '../api/error';
import { Roaming } from './roaming.svelte';

const ELSEWHERE = ['http://192.0.2.9:8765/', 'http://flatchat.local:8765/'];
const LINKS = [`${location.origin}/`, ...ELSEWHERE];
const TICKET: Ticket = { ticket: 't', question: 'q', answer: 'a' };

class FakeRoad implements Road {
  /** Where the room can be reached. */
  place: string | null = null;
  scouts = 0;
  /** Whether the server still gives scouts. */
  gone = false;
  tickets = 0;
  searches: string[][] = [];
  moved: { link: string; luggage: Luggage }[] = [];
  ticket = () => {
    this.tickets++;
    return Promise.resolve(TICKET);
  };
  arrive = () => Promise.resolve({ name: 'ana', since: 0 });
  unpack = () => null;
  move = (link: string, luggage: Luggage) => void this.moved.push({ link, luggage });

  scout(): Scout {
    this.scouts++;
    const find = (links: string[]) => {
      this.searches.push(links);
      return Promise.resolve(this.place);
    };
    const ready = this.gone ? new Promise<void>(() => {}) : Promise.resolve();
    return { ready, find, dismiss: () => {} };
  }
}

let road: FakeRoad;
let roaming: Roaming;
let triedHere = vi.fn();
let turnedAway = vi.fn();

beforeEach(async () => {
  vi.useFakeTimers();
  road = new FakeRoad();
  const kept = { name: 'ana', theme: null, language: null, places: null, draft: 'half a', outbox: '[]' };
  triedHere = vi.fn();
  turnedAway = vi.fn();
  roaming = new Roaming(road, () => kept, triedHere, turnedAway);
  roaming.connected(LINKS);
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  roaming.stop();
  vi.useRealTimers();
});

describe('a room that cannot be reached', () => {
  it('is followed to the link at which it can, with what is kept only here', async () => {
    road.place = ELSEWHERE[0]!;
    roaming.lost();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(road.searches).toEqual([ELSEWHERE]);
    expect(roaming.found).toBe(ELSEWHERE[0]);
    expect(road.moved).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_500);
    const kept = { theme: null, language: null, places: null };
    const luggage = { ticket: 't', name: 'ana', ...kept, draft: 'half a', outbox: '[]' };
    expect(road.moved).toEqual([{ link: ELSEWHERE[0], luggage }]);
  });

  it('is not searched for where the page is, also below the path of a proxy', async () => {
    history.replaceState(null, '', '/chat/');
    roaming.connected([location.href, ...ELSEWHERE]);
    roaming.lost();
    await vi.advanceTimersByTimeAsync(3_000);
    history.replaceState(null, '', '/');
    expect(road.searches).toEqual([ELSEWHERE]);
  });

  it('is searched for again and again until it is somewhere', async () => {
    roaming.lost();
    await vi.advanceTimersByTimeAsync(9_000);
    expect(road.searches.length).toBe(3);
    expect(roaming.missing).toBe(true);
    expect(roaming.namedLink).toBe(ELSEWHERE[1]);
    road.place = ELSEWHERE[1]!;
    await vi.advanceTimersByTimeAsync(4_500);
    expect(road.moved.map(({ link }) => link)).toEqual([ELSEWHERE[1]]);
    expect(roaming.missing).toBe(false);
  });

  it('is not followed when it is back here first', async () => {
    road.place = ELSEWHERE[0]!;
    roaming.lost();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(roaming.found).not.toBeNull();
    roaming.connected(LINKS);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(roaming.found).toBeNull();
    expect(road.moved).toEqual([]);
  });

  it('is tried here at once when it is found elsewhere, and the page stays if that helps', async () => {
    roaming.lost();
    await vi.advanceTimersByTimeAsync(6_000);
    expect(triedHere).not.toHaveBeenCalled();
    triedHere.mockImplementation(() => roaming.connected(LINKS));
    road.place = ELSEWHERE[0]!;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(triedHere).toHaveBeenCalledOnce();
    expect(road.moved).toEqual([]);
  });

  it('is found by the scout that is here when the one for its newest links cannot come any more', async () => {
    road.gone = true;
    road.place = ELSEWHERE[0]!;
    roaming.setLinks(ELSEWHERE);
    roaming.lost();
    await vi.advanceTimersByTimeAsync(4_500);
    expect(road.moved.map(({ link }) => link)).toEqual([ELSEWHERE[0]]);
  });

  it('is not searched for by a person who has closed the connection', async () => {
    road.place = ELSEWHERE[0]!;
    roaming.lost();
    roaming.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(road.searches).toEqual([]);
  });
});

it('a scout is sent out anew only when the links change', () => {
  roaming.setLinks([...LINKS]);
  expect(road.scouts).toBe(1);
  roaming.setLinks(ELSEWHERE);
  expect(road.scouts).toBe(2);
});

it('a ticket is fetched once for each connection, and again when it is an hour old', async () => {
  expect(road.tickets).toBe(1);
  roaming.connected(LINKS);
  expect(road.tickets).toBe(2);
  roaming.setLinks(ELSEWHERE);
  expect(road.tickets).toBe(2);
  await vi.advanceTimersByTimeAsync(61 * 60 * 1000);
  roaming.setLinks(LINKS);
  expect(road.tickets).toBe(3);
});

it('a guest whose session is gone is turned away as soon as the connection is back', async () => {
  road.ticket = () => Promise.reject(new ApiError('unreachable', 'The room cannot be reached.'));
  roaming.connected(LINKS);
  await vi.advanceTimersByTimeAsync(0);
  expect(turnedAway).not.toHaveBeenCalled();
  road.ticket = () => Promise.reject(new ApiError('join_first', 'Join first.', { status: 401 }));
  roaming.connected(LINKS);
  await vi.advanceTimersByTimeAsync(0);
  expect(turnedAway).toHaveBeenCalledOnce();
});
