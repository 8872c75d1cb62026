// Replying, editing, removing, reacting, pinning and the topic, in a room with a host in memory.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import type { HostWindow } from '../api/host';
import type { Entry } from '../types/Entry';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { cursorPast, entryAt, FakeHost, VIEW } from './host.fixture';
import { Room } from './room.svelte';

let host: FakeHost;
let room: Room;
let turnedAway: number;

const rest = () => new Promise((done) => setTimeout(done, 1));

async function openRoom(isHost = false): Promise<void> {
  if (isHost) Object.assign(host, { window: {} as HostWindow });
  room = new Room(
    host,
    VIEW,
    { name: 'ana', since: 20 },
    { onTurnedAway: () => turnedAway++, onSpoken() {} },
  );
  await room.open();
  host.streams[0]?.handlers.onOpen();
}

/** Brings the lines that the stream has not brought yet. */
function stream(): void {
  for (const line of host.entries.filter((line) => line.id >= parseInt(room.log.cursor))) bring(line);
  room.log.flush();
}

function bring(line: Entry): void {
  const frame = { event: 'entry', data: JSON.stringify(line), id: cursorPast(line) };
  host.streams[0]?.handlers.onFrame(frame);
}

function entry(id: number): ResolvedEntry {
  const found = room.log.find(id);
  if (!found) throw new Error(`no entry ${id}`);
  return found;
}

const refused = (code: string, status = 409) => new ApiError(code, 'No.', { status });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

beforeEach(() => {
  sessionStorage.clear();
  host = new FakeHost();
  turnedAway = 0;
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
    await openRoom(true);
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

describe('a reaction', () => {
  const shown = (id: number) => room.acts.reactionsOf(entry(id));

  it('shows at once, and stays when the stream brings it', async () => {
    await openRoom();
    room.acts.toggle(entry(10), '👍');
    const wanted = [{ emoji: '👍', names: ['ana'], own: true }];
    expect(shown(10)).toEqual(wanted);
    await rest();
    expect(entry(10).reactions).toEqual([]);
    expect(shown(10)).toEqual(wanted);
    stream();
    expect(entry(10).reactions).toHaveLength(1);
    expect(shown(10)).toEqual(wanted);
    expect(shown(10)).toBe(shown(10));
  });

  it('is taken back by the same emoji in another form', async () => {
    host.refer('reacted to', 10, '❤️', 'bo');
    host.refer('reacted to', 10, '❤', 'ana');
    await openRoom();
    room.acts.toggle(entry(10), '❤');
    expect(shown(10)).toEqual([{ emoji: '❤️', names: ['bo'], own: false }]);
    await rest();
    stream();
    expect(shown(10)).toEqual([{ emoji: '❤️', names: ['bo'], own: false }]);
  });

  it('of somebody who had the name before is not one’s own', async () => {
    host.entries.splice(2, 0, { ...entryAt(15, 'ana', '👍'), verb: 'reacted to', target: 10 });
    await openRoom();
    expect(shown(10)).toEqual([{ emoji: '👍', names: ['ana'], own: false }]);
  });

  it('goes one request at a time, and the last press decides', async () => {
    await openRoom();
    for (let presses = 0; presses < 3; presses++) room.acts.toggle(entry(10), '👍');
    expect(host.acts).toHaveLength(1);
    room.acts.toggle(entry(10), '👍');
    await rest();
    expect(host.acts.map((act) => act.do)).toEqual(['react', 'unreact']);
    stream();
    expect(shown(10)).toEqual([]);
  });

  it('is undone if it is refused, and the problem says why', async () => {
    await openRoom();
    host.refuse = () => refused('too_many_reactions');
    room.acts.toggle(entry(10), '👍');
    expect(shown(10)).toHaveLength(1);
    await rest();
    expect(shown(10)).toEqual([]);
    expect(room.acts.problem?.code).toBe('too_many_reactions');
    room.acts.clearProblem();
    expect(room.acts.problem).toBeNull();
  });

  it('is dropped where nothing had to change', async () => {
    await openRoom();
    host.respond = () => Promise.resolve(null);
    room.acts.toggle(entry(10), '👍');
    await rest();
    expect(shown(10)).toEqual([]);
    expect(room.acts.problem).toBeNull();
  });

  it('changes the reactions of no other entry', async () => {
    host.refer('reacted to', 20, '🎉', 'bo');
    await openRoom();
    const before = shown(20);
    room.acts.toggle(entry(10), '👍');
    await rest();
    stream();
    expect(shown(20)).toBe(before);
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
    await openRoom(true);
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
    await openRoom(true);
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

it('pins and unpins', async () => {
  await openRoom(true);
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
  expect(turnedAway).toBe(1);
});
