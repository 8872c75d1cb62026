// One word for how a page stands to the room, and what the page says for each: no two of its words
// contradict each other.
import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/error';
import { t } from '../strings/page';
import { isUnexplained, isLost, standingOf, type Signs, type Standing } from './standing';

const CALM: Signs = {
  status: 'connected',
  failed: false,
  lasting: false,
  roomClosed: false,
  refusal: null,
  paused: false,
  found: null,
  missing: false,
  finding: 'checking',
};
const LOST: Partial<Signs> = { status: 'retrying', lasting: true };
const full = new ApiError('room_full', 'Full.', { status: 503 });
const busy = new ApiError('busy', 'Too many connections.', { status: 503 });

const TABLE: [Standing, string, Partial<Signs>][] = [
  ['connected', 'connected', {}],
  ['paused', 'connected to a paused room', { paused: true }],
  ['connecting', 'before the first connection', { status: 'connecting' }],
  ['lost_briefly', 'trying again within moments', { status: 'connecting', failed: true, paused: true }],
  ['lost', 'never connected for a while', { status: 'connecting', lasting: true }],
  ['lost_briefly', 'lost just now', { status: 'retrying' }],
  ['lost', 'lost', LOST],
  ['lost', 'lost while the room was paused', { ...LOST, paused: true }],
  ['resting', 'a hidden tab', { status: 'resting' }],
  ['left', 'disconnected', { status: 'closed' }],
  ['left', 'disconnected after the room had closed', { status: 'closed', roomClosed: true, missing: true }],
  ['left', 'disconnected from a full room', { status: 'closed', refusal: full }],
  ['room_closed', 'the room closed', { status: 'retrying', roomClosed: true }],
  ['room_closed', 'the room closed and is nowhere else', { ...LOST, roomClosed: true, missing: true }],
  ['full', 'full', { status: 'retrying', refusal: full }],
  ['full', 'full after it had closed', { ...LOST, refusal: full, roomClosed: true }],
  ['refused', 'refused with a reason', { ...LOST, refusal: busy }],
  ['lost_briefly', 'refused for a moment', { status: 'retrying', refusal: busy }],
  ['missing', 'nowhere', { ...LOST, missing: true }],
  ['missing', 'nowhere, and nothing answers', { ...LOST, missing: true, finding: 'refused' }],
  ['lost', 'nowhere else, but the host answers', { ...LOST, missing: true, finding: 'reachable' }],
  ['lost', 'nowhere, but the device has no network', { ...LOST, missing: true, finding: 'offline' }],
  ['lost', 'nowhere, but the device is on mobile data', { ...LOST, missing: true, finding: 'cellular' }],
  ['moving', 'found elsewhere', { ...LOST, found: 'http://10.0.0.7/' }],
  ['moving', 'found elsewhere after it closed', { ...LOST, found: 'http://10.0.0.7/', roomClosed: true }],
  [
    'connected',
    'back, whatever was before',
    { roomClosed: true, refusal: full, missing: true, finding: 'refused' },
  ],
];

describe('how a page stands to the room', () => {
  it.each(TABLE)('is %s: %s', (standing, _, signs) => {
    expect(standingOf({ ...CALM, ...signs })).toBe(standing);
  });
});

describe('the words for it', () => {
  const all = [...new Set(TABLE.map(([standing]) => standing))];
  const { states, banners } = t.connection;

  it('exist for each', () => {
    expect(all.filter((one) => !states[one])).toEqual([]);
    const silent: Standing[] = ['connected', 'paused', 'connecting', 'resting', 'lost_briefly'];
    // The words of these two name the place, or the reason.
    const worded: Standing[] = ['moving', 'refused'];
    expect(all.filter((one) => !banners[one]).sort()).toEqual([...silent, ...worded].sort());
  });

  it('say "disconnected" only to those who disconnected themselves', () => {
    const saying = all.filter((one) => /disconnected/i.test(`${states[one]} ${banners[one]}`));
    expect(saying).toEqual(['left']);
    expect(isLost('left')).toBe(false);
  });

  it('do not offer to search for a reason that is known', () => {
    expect(all.filter(isUnexplained)).toEqual(['lost', 'missing']);
  });

  it('do not say that a room has closed and moved at once', () => {
    expect(all.filter((one) => /address/.test(banners[one] ?? ''))).toEqual(['missing']);
    expect(all.filter((one) => /closed/i.test(`${states[one]} ${banners[one]}`))).toEqual(['room_closed']);
  });
});
