// What is offered while one types, and what a choice writes.
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { entryAt, FakeHost } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import { loadEmojiFinder } from '../emoji/loadPicker';
import { Completion } from './completion.svelte';

let completion: Completion;
let open: OpenRoom;

async function begin(as: 'asGuest' | 'asHost' = 'asGuest') {
  const host = new FakeHost();
  host.append(entryAt(0, 'gone', 'hello'));
  host.append(entryAt(10, 'bo', 'hello'));
  open = await OpenRoom[as](host, 20);
  const here = ['ana', 'bo', 'Maria José'].map((name) => ({ name, host: false, away: false }));
  open.room.presence.setPeople({ count: 3, people: here });
  completion = new Completion(open.room);
}

/** Types a text letter by letter. */
function type(text: string, before = '') {
  for (let at = 1; at <= text.length; at++) completion.typed(before + text.slice(0, at), before.length + at);
}

const names = () => completion.choices.map(({ name }) => name);

/** The first time takes long. */
beforeAll(async () => {
  HTMLCanvasElement.prototype.getContext = () => null;
  await loadEmojiFinder();
}, 60_000);

beforeEach(async () => {
  sessionStorage.clear();
  localStorage.clear();
  await begin();
});

describe('a name', () => {
  it('is offered from those who are here, then from those who spoke', () => {
    type('hi @');
    expect(names()).toEqual(['bo', 'Maria José', 'gone']);
    type('jo', 'hi @');
    expect(completion.take(0, 'hi @jo')).toEqual({ from: 3, to: 6, text: '@Maria José ' });
  });

  it('keeps its place while others come and speak, which are last', () => {
    type('@');
    completion.move(1);
    expect([names(), completion.active]).toEqual([['bo', 'Maria José', 'gone'], 1]);
    const here = ['Adam', 'gone', 'ana', 'Maria José'].map((name) => ({ name, host: false, away: false }));
    open.room.presence.setPeople({ count: 4, people: here });
    expect([names(), completion.active]).toEqual([['bo', 'Maria José', 'gone', 'Adam'], 1]);
    expect(completion.take(1, '@')?.text).toBe('@Maria José ');
  });

  it('stands in the best order again for another letter', () => {
    type('@');
    expect(names()).toEqual(['bo', 'Maria José', 'gone']);
    const here = ['Adam', 'Bruno', 'bo'].map((name) => ({ name, host: false, away: false }));
    open.room.presence.setPeople({ count: 3, people: here });
    expect(names()).toEqual(['bo', 'Maria José', 'gone', 'Adam', 'Bruno']);
    type('@a');
    expect(names()).toEqual(['Adam']);
    type('@');
    expect(names()).toEqual(['bo', 'Adam', 'Bruno', 'gone']);
  });

  it('does not grow to more than one can see', () => {
    type('@');
    expect(names()).toHaveLength(3);
    const here = Array.from({ length: 20 }, (_, n) => ({ name: `guest ${n}`, host: false, away: false }));
    open.room.presence.setPeople({ count: 20, people: here });
    expect(names()).toHaveLength(8);
    expect(names().slice(0, 3)).toEqual(['bo', 'Maria José', 'gone']);
  });

  it('is not offered again behind the one that was taken', () => {
    type('@b');
    completion.take(0, '@b');
    completion.typed('@bo ', 4);
    expect(completion.open).toBe(false);
    type('@', '@bo ');
    expect(completion.open).toBe(true);
  });

  it('is "all" only for the host', async () => {
    type('@al');
    expect(names()).toEqual([]);
    await begin('asHost');
    type('@al');
    expect(names()).toEqual(['all']);
  });
});

describe('a command', () => {
  it('is offered at the beginning, to those who may', async () => {
    type('/');
    expect(names()).toEqual(['me', 'shrug', 'help']);
    expect(completion.take(0, '/')?.text).toBe('/me ');
    await begin('asHost');
    type('/t');
    expect(names()).toEqual(['topic']);
  });

  it('that is typed whole is left to Enter', () => {
    type('/help');
    expect(completion.open).toBe(false);
  });

  it('is none in an edit', () => {
    open.room.acts.edit(open.entry(10));
    type('/');
    expect(completion.open).toBe(false);
  });
});

describe('an emoji', () => {
  it('is found by the names that chat programs share', async () => {
    type('so :tad');
    await vi.waitFor(() => expect(completion.open).toBe(true));
    expect(completion.choices[0]).toMatchObject({ text: '🎉', name: 'tada' });
    expect(completion.take(0, 'so :tad')).toEqual({ from: 3, to: 7, text: '🎉' });
  });

  it('that people use often comes before others with the same beginning', async () => {
    type(':he');
    await vi.waitFor(() => expect(completion.choices[0]).toMatchObject({ name: 'heart' }));
  });

  it('is found by words, too', async () => {
    type(':thumbs_u');
    await vi.waitFor(() => expect(completion.choices.map(({ text }) => text)).toContain('👍'));
  });

  it('takes the place of its whole name, in the skin that was chosen', async () => {
    expect(await completion.whole('so :smile:', 10)).toEqual({ from: 3, to: 10, text: '😄' });
    localStorage.setItem('flatchat.skin-tone', '3');
    expect(await completion.whole(':+1:', 4)).toMatchObject({ text: '👍🏽' });
    expect(await completion.whole(':qqqq:', 6)).toBeNull();
    expect(await completion.whole('12:30:', 6)).toBeNull();
  });
});

describe('an emoji that was completed', () => {
  const recent = () => localStorage.getItem('flatchat.recent-emoji');

  it('is among those that were used last', async () => {
    type('so :tad');
    await vi.waitFor(() => expect(completion.open).toBe(true));
    expect(recent()).toBeNull();
    completion.take(0, 'so :tad');
    await completion.whole(':smile:', 7);
    expect(recent()).toBe('😄 🎉');
  });

  it('is the only thing that is', async () => {
    type('@b');
    completion.take(0, '@b');
    await completion.whole(':qqqq:', 6);
    expect(recent()).toBeNull();
  });
});

describe('the choices', () => {
  it('go around at their ends, and begin anew with each letter', () => {
    type('@');
    completion.move(-1);
    expect(completion.active).toBe(2);
    completion.move(1);
    expect(completion.active).toBe(0);
    completion.move(1);
    type('b', '@');
    expect(completion.active).toBe(0);
  });

  it('stay away after Escape until another word begins', () => {
    type('@b');
    completion.leave();
    type('o', '@b');
    expect(completion.open).toBe(false);
    completion.typed('', 0);
    type('@b');
    expect(completion.open).toBe(true);
  });

  it('come back with the sign, also where a message that was sent had it', () => {
    type('@b');
    completion.leave();
    type('@');
    expect(completion.open).toBe(true);
  });

  it('follow the caret, and do not open with it', () => {
    completion.moved('@b', 2);
    expect(completion.open).toBe(false);
    type('@b');
    completion.moved('@b', 0);
    expect(completion.open).toBe(false);
  });

  it('write nothing where the text is another one', () => {
    type('@b');
    expect(completion.take(0, '@x')).toBeNull();
  });
});
