// The conversation, whatever its rows hold.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { entryAt, FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import type { Entry } from '../../types/Entry';
import { Clock } from '../../browser/clock.svelte';
import { Actions } from '../actions/actions.svelte';
import MessageList from './MessageList.svelte';

let close = () => {};
let actions: Actions;

beforeAll(() => {
  // jsdom lays nothing out.
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Element.prototype.scrollIntoView ??= () => {};
  window.matchMedia ??= () => ({ matches: false }) as MediaQueryList;
});

afterEach(() => close());

async function shown(lines: Entry[]) {
  const host = new FakeHost();
  host.entries.push(...lines);
  const { room } = await OpenRoom.asGuest(host);
  actions = new Actions(room, () => {});
  const props = { actions, clock: new Clock(), oninvite: () => {}, onedit: () => {} };
  const list = mount(MessageList, { target: document.body, props });
  close = () => void unmount(list);
  flushSync();
  return room;
}

const row = (id: number) => document.querySelector(`[data-entry="${id}"]`);
const words = () => document.querySelector('[role=log]')?.textContent ?? '';

it('a row that cannot be shown takes no other row away', async () => {
  const odd = { ...entryAt(10), share: { files: null, caption: '' } } as unknown as Entry;
  const late = { ...entryAt(20), at: '2016-12-31T23:59:60Z' };
  await shown([entryAt(0), { ...odd, verb: 'shared' }, late, entryAt(30)]);
  for (const text of ['text 0', 'text 10', 'text 20', 'text 30']) expect(words()).toContain(text);
});

it('a line without a stamp is what its verb says', async () => {
  const line = (id: number, more: Partial<Entry>) => ({ ...entryAt(id, 'bot'), at: null, ...more });
  await shown([
    entryAt(0, 'ana', 'soup?'),
    line(10, { verb: 'replied to', target: 0, text: 'yes' }),
    line(20, { verb: 'set topic', text: 'tea' }),
    line(30, { verb: 'said', text: 'plain' }),
  ]);
  expect(row(10)?.querySelector('.quote')?.textContent).toContain('soup?');
  expect(row(10)?.textContent).toContain('yes');
  expect(row(20)?.textContent).toContain('bot set the topic: tea');
  expect(row(30)?.querySelector('.quote')).toBeNull();
});

it('a link to a message that is not there leads to the nearest one, and a note says so', async () => {
  const room = await shown(Array.from({ length: 30 }, (_, n) => entryAt(n * 10)));
  for (const [id, nearest] of [
    [5, 10],
    [99_999_999, 290],
  ] as const) {
    actions.say('');
    room.goTo(id);
    flushSync();
    await expect.poll(() => actions.note).toBe('The message is not there any more');
    await expect.poll(() => document.activeElement?.getAttribute('data-entry')).toBe(String(nearest));
    expect(document.querySelector('[aria-current]')).toBeNull();
  }
  actions.say('');
  room.goTo(100);
  await expect.poll(() => row(100)?.getAttribute('aria-current')).toBe('location');
  expect(actions.note).toBe('');
});
