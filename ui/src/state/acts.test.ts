// Replying, editing, removing, pinning and the topic, in a room with a host in memory.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import { entryAt, FakeHost } from './host.fixture';
import { OpenRoom } from './room.fixture';
import type { Room } from './room.svelte';

let host: FakeHost;
let open: OpenRoom;
let room: Room;

const rest = () => new Promise((done) => setTimeout(done, 1));
const entry = (id: number) => open.entry(id);
const stream = () => open.stream();

async function openRoom(as: 'asGuest' | 'asHost' = 'asGuest'): Promise<void> {
  open = await OpenRoom[as](host, 20);
  room = open.room;
}

const refused = (code: string, status = 409) => new ApiError(code, 'No.', { status });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  host.append({ ...entryAt(0, 'ana', 'of an ana before'), at: minutesAgo(1) });
  host.append({ ...entryAt(10, 'bo', 'hello'), at: minutesAgo(1) });
  host.append({ ...entryAt(20, 'ana', 'mine'), at: minutesAgo(14) });
  host.append({ ...entryAt(30, 'ana', 'mine, but old'), at: minutesAgo(16) });
});

describe('who may do what', () => {
  it('an author may edit for 15 minutes, and remove at any time', async () => {
    await openRoom();
    const may = (id: number) => [room.acts.mayEdit(entry(id)), room.acts.mayRemove(entry(id))];
    expect(may(0)).toEqual([false, false]);
    expect(may(10)).toEqual([false, false]);
    expect(may(20)).toEqual([true, true]);
    expect(may(30)).toEqual([false, true]);
  });

  it('the host may remove every line, and edit the own ones only', async () => {
    await openRoom('asHost');
    expect(room.acts.isHost).toBe(true);
    expect(room.acts.mayRemove(entry(10))).toBe(true);
    expect(room.acts.mayEdit(entry(10))).toBe(false);
  });

  it('goes by the host’s clock', async () => {
    await openRoom();
    host.now = () => Date.now() + 5 * 60_000;
    expect(room.acts.mayEdit(entry(20))).toBe(false);
  });

  it('nobody edits or removes what is removed, nor edits a notice or a part of a line', async () => {
    host.refer('removed', 20, '', 'ana');
    host.append({ ...entryAt(host.end, 'ana', 'a part'), at: minutesAgo(1), cut: true });
    host.append({ ...entryAt(host.end, 'ana', 'tea'), at: minutesAgo(1), verb: 'set topic' });
    await openRoom();
    expect(room.acts.mayRemove(entry(20))).toBe(false);
    for (const id of [20, 50, 60]) expect(room.acts.mayEdit(entry(id))).toBe(false);
  });
});

describe('a reply', () => {
  it('says what it answers, once', async () => {
    await openRoom();
    room.draft.text = 'yes';
    room.acts.reply(entry(10));
    room.acts.submit(room.draft.text);
    room.acts.submit('and more');
    expect(room.draft.text).toBe('');
    await vi.waitFor(() => expect(host.entries).toHaveLength(6));
    expect(host.acts).toEqual([
      { do: 'say', text: 'yes', reply_to: 10 },
      { do: 'say', text: 'and more', reply_to: null },
    ]);
  });

  it('ends with words when its entry is removed, and keeps the draft', async () => {
    await openRoom();
    room.draft.text = 'yes';
    room.acts.reply(entry(10));
    host.refer('edited', 10, 'hello all');
    stream();
    expect(room.acts.doing?.entry.text).toBe('hello all');
    host.refer('removed', 10);
    stream();
    expect(room.acts.doing).toBeNull();
    expect(room.acts.problem?.message).toBe('This message was removed.');
    expect(room.draft.text).toBe('yes');
  });

  it('that was refused goes back to the composer as a reply, if its entry is there', async () => {
    await openRoom();
    host.refuse = () => refused('too_long', 413);
    room.acts.reply(entry(10));
    room.acts.submit('yes');
    await rest();
    room.edit(room.outbox.messages[0]?.key ?? '');
    expect(room.acts.doing).toMatchObject({ kind: 'reply', entry: { id: 10 } });
    expect(room.draft.text).toBe('yes');

    host.refuse = () => refused('removed');
    room.acts.submit(room.draft.text);
    await rest();
    host.refer('removed', 10);
    stream();
    expect(room.outbox.messages[0]?.hopeless).toBe(true);
    room.edit(room.outbox.messages[0]?.key ?? '');
    expect(room.acts.doing).toBeNull();
    expect(room.draft.text).toBe('yes');
  });
});

describe('an edit', () => {
  it('takes the composer for a while, shows at once, and gives the unsaid words back', async () => {
    await openRoom();
    room.draft.text = 'half a thou';
    expect(room.acts.editLast()).toBe(true);
    expect(room.draft.text).toBe('mine');
    room.acts.submit('mine, better');
    expect(room.acts.saving).toBe(true);
    await rest();
    expect(host.acts).toEqual([{ do: 'edit', id: 20, text: 'mine, better' }]);
    expect(entry(20)).toMatchObject({ text: 'mine, better', edited: 40 });
    expect(room.acts.doing).toBeNull();
    expect(room.draft.text).toBe('half a thou');
    const before = room.log.entries;
    stream();
    expect(room.log.entries).toBe(before);
  });

  it('keeps the draft if it is refused, and says why', async () => {
    await openRoom();
    room.acts.edit(entry(20));
    host.refuse = () => refused('too_late');
    room.draft.text = 'mine, better';
    room.acts.submit(room.draft.take());
    await rest();
    expect(room.draft.text).toBe('mine, better');
    expect(room.acts.doing).toMatchObject({ kind: 'edit', entry: { id: 20 } });
    expect(room.acts.problem?.code).toBe('too_late');
  });

  it('is sent once, however often it is submitted', async () => {
    await openRoom();
    room.acts.edit(entry(20));
    room.acts.submit('mine, better');
    room.acts.submit('mine, better');
    await rest();
    expect(host.acts).toHaveLength(1);
  });

  it('of words that did not change, or were given up, sends nothing', async () => {
    await openRoom();
    room.acts.edit(entry(20));
    room.acts.submit(' \n');
    room.acts.submit('mine');
    await rest();
    expect(room.acts.doing).toBeNull();
    room.acts.edit(entry(20));
    room.acts.stop();
    expect(room.draft.text).toBe('');
    expect(host.acts).toEqual([]);
  });

  it('may say what would be a command otherwise', async () => {
    await openRoom();
    room.acts.edit(entry(20));
    room.acts.submit('/topic tea');
    await rest();
    expect(host.acts).toEqual([{ do: 'edit', id: 20, text: '/topic tea' }]);
  });

  it('of a message that is removed meanwhile leaves none of its words', async () => {
    await openRoom();
    room.draft.text = 'half a thou';
    room.acts.edit(entry(20));
    host.refer('removed', 20, '', 'hanna');
    stream();
    expect(room.acts.doing).toBeNull();
    expect(room.draft.text).toBe('half a thou');
  });

  it('has none to begin with where nothing is one’s own', async () => {
    await openRoom();
    room.me = { name: 'cy', since: 0 };
    expect(room.acts.editLast()).toBe(false);
  });
});

describe('a removal', () => {
  it('shows at once, and leaves no words', async () => {
    await openRoom();
    room.acts.reply(entry(20));
    expect(room.quotes.of(20)?.text).toBe('mine');
    await expect(room.acts.remove(entry(20), 'oops')).resolves.toBe(true);
    expect(entry(20)).toMatchObject({ text: '', removed: { name: 'ana', reason: 'oops' } });
    expect(room.quotes.of(20)).toMatchObject({ text: '', removed: true });
    expect(room.acts.doing).toBeNull();
    expect(room.acts.problem).toBeNull();
    await expect(room.acts.wordings(20)).resolves.toEqual([]);
  });

  it('that is refused changes nothing', async () => {
    await openRoom();
    host.refuse = () => refused('not_yours', 403);
    await expect(room.acts.remove(entry(10))).resolves.toBe(false);
    expect(room.acts.problem?.code).toBe('not_yours');
    expect(entry(10).text).toBe('hello');
  });
});

describe('the topic', () => {
  it('is set by the host from the composer', async () => {
    await openRoom('asHost');
    room.draft.text = '/topic today: soldering';
    room.acts.submit(room.draft.text);
    await rest();
    expect(host.acts).toEqual([{ do: 'set_topic', topic: 'today: soldering' }]);
    expect(room.draft.text).toBe('');
    expect(room.outbox.messages).toEqual([]);
  });

  it.each(['text', 'take'] as const)(
    'is not set by a guest, whose words stay in the composer (%s)',
    async (how) => {
      await openRoom();
      room.draft.text = '/topic tea';
      room.acts.submit(how === 'take' ? room.draft.take() : room.draft.text);
      await rest();
      expect(host.acts).toEqual([]);
      expect(room.draft.text).toBe('/topic tea');
      expect(room.acts.problem).toMatchObject({ code: 'host_only' });
      expect(room.acts.problem?.message).toContain('//topic');
    },
  );

  it('stays in the composer if the room refuses it', async () => {
    await openRoom('asHost');
    host.refuse = () => refused('bad_topic', 400);
    room.acts.submit('/topic tea');
    await rest();
    expect(room.draft.text).toBe('/topic tea');
    expect(room.acts.problem?.code).toBe('bad_topic');
  });

  it('is said instead with two slashes', async () => {
    await openRoom();
    room.acts.submit('//topic tea');
    await rest();
    expect(host.acts).toEqual([{ do: 'say', text: '/topic tea', reply_to: null }]);
  });
});

describe('a command', () => {
  it('that says something says it, as an answer if it is one', async () => {
    await openRoom();
    room.acts.reply(entry(10));
    room.draft.text = '/me waves';
    expect(room.acts.submit(room.draft.text)).toBe(false);
    await rest();
    expect(host.acts).toEqual([{ do: 'say', text: '*waves*', reply_to: 10 }]);
    expect(room.acts.doing).toBeNull();
  });

  it('that asks for help says nothing and empties the composer', async () => {
    await openRoom();
    room.draft.text = '/help';
    expect(room.acts.submit(room.draft.text)).toBe(true);
    await rest();
    expect([room.draft.text, host.acts]).toEqual(['', []]);
  });

  it('that nobody knows stays in the composer, with what would say it', async () => {
    await openRoom();
    room.draft.text = '/dance now';
    expect(room.acts.submit(room.draft.take())).toBe(false);
    await rest();
    expect([room.draft.text, host.acts]).toEqual(['/dance now', []]);
    expect(room.acts.problem).toMatchObject({ code: 'no_command', suggestion: '//dance' });
    room.acts.submit('//dance now');
    await rest();
    expect(host.acts).toEqual([{ do: 'say', text: '/dance now', reply_to: null }]);
    expect(room.acts.problem).toBeNull();
  });

  it('is words like any others in an edit', async () => {
    await openRoom();
    room.acts.edit(entry(20));
    expect(room.acts.submit('/help')).toBe(false);
    await rest();
    expect(host.acts).toEqual([{ do: 'edit', id: 20, text: '/help' }]);
  });
});

it('pins and unpins', async () => {
  await openRoom('asHost');
  room.acts.pin(entry(10));
  room.acts.unpin(20);
  await rest();
  expect(host.acts).toEqual([
    { do: 'pin', id: 10 },
    { do: 'unpin', id: 20 },
  ]);
});

it('says in its own words that the room was started again meanwhile', async () => {
  await openRoom();
  host.refuse = () => refused('restarted');
  room.acts.toggle(entry(10), '👍');
  await rest();
  expect(room.acts.problem?.message).toBe('The room was started again. Try again in a moment.');
});

it('goes to the door if the room does not know the session', async () => {
  await openRoom();
  host.refuse = () => refused('join_first', 401);
  room.acts.toggle(entry(10), '👍');
  await rest();
  expect(open.turnedAway).toBe(1);
});

it('whoever disconnected does nothing in the room, and is told to connect', async () => {
  await openRoom();
  room.connection.disconnect();
  const before = host.end;
  room.acts.toggle(entry(10), '👍');
  expect(await room.acts.remove(entry(20))).toBe(false);
  expect(host.end).toBe(before);
  expect(room.acts.reactionsOf(entry(10))).toEqual([]);
  expect(room.acts.problem?.message).toContain('until you connect');
  room.connection.connect();
  expect(await room.acts.remove(entry(20))).toBe(true);
});
