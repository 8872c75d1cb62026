// Files on their way: each is sent once, whole, in order, whatever happens on the way.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import type { Receipt } from '../types/Receipt';
import type { Doing } from './acts.svelte';
import { Draft } from './draft.svelte';
import { FakeHost } from './host.fixture';
import type { Pictures } from './prepare';
import { Sharing } from './sharing.svelte';
import { refused, unreachable } from './uploads.fixture';
import { MOST_FILES, Uploading } from './uploads.svelte';

const MB = 1_000_000;

let host: FakeHost;
let uploading: Uploading;
let draft: Draft;
let online: boolean;
let off: string | null;
let run: string;
let doing: Doing | null;
let said: string[];
let receipts: Receipt[];
let turnedAway: number;
let pictures: Pictures;

/** A file of this many bytes. Only its size matters here. */
const fileOf = (name: string, bytes: number, type = '') => new File([new Uint8Array(bytes)], name, { type });
const add = (...files: File[]) => uploading.add({ files, folders: 0 });
const settle = () => vi.advanceTimersByTimeAsync(0);
const states = () => uploading.picked.map((item) => item.state);
/** Lets the page's time pass. Files are read in real time. */
async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500 && !holds(); i++) {
    await new Promise((read) => setImmediate(read));
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(holds()).toBe(true);
}
const untilHeld = () => until(() => states().every((state) => state === 'held'));
const shares = () => host.acts.filter((act) => act.do === 'share');
const send = (caption = '') => {
  draft.text = caption;
  uploading.send();
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  sessionStorage.clear();
  host = new FakeHost();
  draft = new Draft();
  [online, off, run, doing] = [true, null, 'r', null];
  [said, receipts, turnedAway] = [[], [], 0];
  pictures = { drawThumbnail: () => Promise.resolve(null), drawSmaller: () => Promise.resolve(null) };
  uploading = new Uploading(
    host,
    {
      online: () => online,
      end: () => `${host.end}-ab`,
      name: () => 'ana',
      run: () => run,
      resets: () => 0,
      onSent: (receipt) => receipts.push(receipt),
      onTurnedAway: () => turnedAway++,
      maxFileBytes: () => 3 * MB,
      off: () => off,
      draft,
      doing: () => doing,
      onSend: () => {},
      submit: (text) => {
        said.push(text);
        draft.text = '';
        return text === '/help';
      },
    },
    {
      drawThumbnail: (picture) => pictures.drawThumbnail(picture),
      drawSmaller: (picture) => pictures.drawSmaller(picture),
    },
  );
});

afterEach(() => vi.useRealTimers());

describe('a picked file', () => {
  it('travels at once, in slices, and is held until it is sent', async () => {
    add(fileOf('a.zip', 2 * MB));
    await settle();
    expect(states()).toEqual(['held']);
    expect(host.uploads.begun).toEqual([{ name: 'a.zip', size: 2 * MB, hold: true }]);
    expect(host.uploads.slices.map(({ offset }) => offset)).toEqual([0, 1024 * 1024]);
    expect(shares()).toEqual([]);
  });

  it('may be empty', async () => {
    add(fileOf('empty', 0));
    send();
    await settle();
    expect(shares()).toHaveLength(1);
    expect(host.uploads.slices).toEqual([]);
  });

  it('that is too large is refused before a byte of it is sent, with the limit', async () => {
    add(fileOf('big.iso', 3 * MB + 1));
    expect(uploading.picked[0]).toMatchObject({ state: 'failed' });
    expect(uploading.picked[0]?.problem?.message).toContain('3 MB');
    await settle();
    expect(host.uploads.begun).toEqual([]);
    expect(uploading.sendable).toEqual([]);
  });

  it('that is removed is given up in the room, also while it begins', async () => {
    let open = () => {};
    host.uploads.gate = new Promise((resolve) => (open = resolve));
    add(fileOf('a', MB), fileOf('b', MB));
    await settle();
    const [first] = uploading.picked;
    uploading.drop(first!);
    expect(host.uploads.dropped).toEqual(['u1']);
    open();
    await settle();
    expect(uploading.picked.map(({ name, state }) => [name, state])).toEqual([['b', 'held']]);

    add(fileOf('c', MB));
    uploading.drop(uploading.picked[1]!);
    await settle();
    expect([...host.uploads.known.keys()]).toEqual(['u2']);
  });

  it('is not taken while nothing can be shared, and the page says why', async () => {
    off = 'The room is paused.';
    add(fileOf('a', 1));
    expect(uploading.picked).toEqual([]);
    expect(uploading.note).toBe('The room is paused.');
  });

  it('that was dropped before this part of the page was there is taken all the same', async () => {
    const sharing = new Sharing({} as never);
    sharing.offer({ files: [fileOf('early', 1)], folders: 0 });
    off = 'The room is paused.';
    sharing.open(uploading);
    await settle();
    expect(states()).toEqual(['held']);
    sharing.offer({ files: [fileOf('late', 1)], folders: 0 });
    expect(sharing.picked).toBe(1);
  });

  it('above the most of a message is left out, with words, and so are folders', async () => {
    add(...Array.from({ length: MOST_FILES + 2 }, (_, i) => fileOf(`${i}`, 1)));
    expect(uploading.picked).toHaveLength(MOST_FILES);
    expect(uploading.note).toContain('2 files were left out');
    uploading.picked.slice(0, 1).forEach((item) => uploading.drop(item));
    uploading.add({ files: [fileOf('more', 1)], folders: 1 });
    expect(uploading.picked).toHaveLength(MOST_FILES);
    expect(uploading.note).toContain('Folders');
  });

  it('travels with at most one other', async () => {
    add(...['a', 'b', 'c', 'd'].map((name) => fileOf(name, 2 * MB)));
    await settle();
    expect(states()).toEqual(['held', 'held', 'held', 'held']);
    expect(host.uploads.most).toBe(2);
  });
});

describe('a broken connection', () => {
  it('costs nothing that came: the room says where to go on', async () => {
    const cuts = [600_000, null];
    host.uploads.cut = () => cuts.shift() ?? null;
    add(fileOf('a', 2 * MB));
    await until(() => uploading.picked[0]?.problem?.code === 'unreachable');
    expect(states()).toEqual(['sending']);
    await untilHeld();
    expect(host.uploads.begun).toHaveLength(1);
    expect(host.uploads.slices.map(({ offset }) => offset).slice(0, 2)).toEqual([0, 600_000]);
    expect(uploading.picked[0]?.problem).toBeNull();
  });

  it('waits for the room’s connection before it asks again', async () => {
    host.uploads.refuseSend = unreachable;
    add(fileOf('a', MB));
    await until(() => uploading.picked[0]?.problem?.code === 'unreachable');
    online = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(host.uploads.finds).toBe(0);
    host.uploads.refuseSend = () => null;
    online = true;
    uploading.resume();
    await settle();
    expect(host.uploads.finds).toBe(1);
    expect(states()).toEqual(['held']);
  });

  it('makes slices smaller, and a fast network makes them larger', async () => {
    host.uploads.cut = () => 0;
    add(fileOf('a', 2 * MB));
    await until(() => host.uploads.slices.length > 3);
    host.uploads.cut = () => null;
    await untilHeld();
    const sizes = host.uploads.slices.filter(({ bytes }) => bytes > 0).map(({ bytes }) => bytes);
    expect(sizes[0]).toBe(256 * 1024);
    expect(Math.max(...sizes)).toBeGreaterThan(sizes[0]!);
  });

  it('goes on from the offset that a refusal names', async () => {
    add(fileOf('a', 2 * MB));
    host.uploads.refuseSend = () => {
      host.uploads.refuseSend = () => null;
      host.uploads.known.get('u1')!.offset = 1234;
      return new ApiError('wrong_offset', '', { status: 409, offset: 1234 });
    };
    await settle();
    expect(host.uploads.slices[0]).toMatchObject({ offset: 1234 });
    expect(host.uploads.finds).toBe(0);
    expect(states()).toEqual(['held']);
  });

  it('to a room that has forgotten the upload lets it begin again', async () => {
    host.uploads.cut = () => (host.uploads.known.clear(), (host.uploads.cut = () => null), 5);
    add(fileOf('a', MB));
    await untilHeld();
    expect(host.uploads.begun).toHaveLength(2);
  });

  it('is told from a file that cannot be read any more', async () => {
    host.uploads.refuseSend = unreachable;
    const file = fileOf('gone', MB);
    vi.spyOn(file, 'slice').mockImplementation(() => ({}) as Blob);
    add(file);
    await until(() => states()[0] === 'failed');
    expect(uploading.picked[0]?.problem?.code).toBe('unreadable');
  });
});

describe('a refusal', () => {
  it.each(['file_too_large', 'files_full', 'disk_nearly_full', 'bad_files_folder'])(
    'for good (%s) is shown and not repeated, until the person tries again',
    async (code) => {
      let asked = 0;
      host.uploads.refuseBegin = () => (asked++, refused(code, 507));
      add(fileOf('a', 1));
      await vi.advanceTimersByTimeAsync(60_000);
      expect(asked).toBe(1);
      expect(uploading.picked[0]).toMatchObject({ state: 'failed', problem: { code } });
      expect(uploading.mayRetry(uploading.picked[0]!)).toBe(code !== 'file_too_large');
      host.uploads.refuseBegin = () => null;
      uploading.retry(uploading.picked[0]!);
      await settle();
      expect(states()).toEqual(['held']);
    },
  );

  it.each([
    ['too_many_uploads', 429],
    ['busy', 503],
    ['room_paused', 403],
  ])('that passes (%s) is waited for, as long as the room wants', async (code, status) => {
    let asked = 0;
    host.uploads.refuseBegin = () => (asked++ === 0 ? refused(code, status, 4_000) : null);
    add(fileOf('a', 1));
    await vi.advanceTimersByTimeAsync(3_900);
    expect(asked).toBe(1);
    expect(uploading.picked[0]).toMatchObject({ state: 'sending', problem: { code } });
    await vi.advanceTimersByTimeAsync(200);
    expect(states()).toEqual(['held']);
  });

  it('of the session leads to the door', async () => {
    host.uploads.refuseBegin = () => refused('join_first', 401);
    add(fileOf('a', 1));
    await settle();
    expect(turnedAway).toBe(1);
  });

  it('of one file of a batch is named, and Try again sends only that one again', async () => {
    add(fileOf('a', 1), fileOf('b', 1));
    host.uploads.refuseBegin = () => (host.uploads.begun.length === 0 ? null : refused('files_full', 507));
    send('both');
    await settle();
    const [batch] = uploading.batches;
    expect(batch?.state).toBe('failed');
    expect(batch?.problem?.message).toBe('B: Files_full.');
    expect(shares()).toEqual([]);
    host.uploads.refuseBegin = () => null;
    uploading.retryBatch(batch!);
    await settle();
    expect(shares()).toEqual([{ do: 'share', uploads: ['u1', 'u2'], text: 'both' }]);
  });
});

describe('sending', () => {
  it('shares what is picked in one line, with the draft as its caption', async () => {
    add(fileOf('a', 1), fileOf('b', 2));
    await settle();
    send('look');
    expect(draft.text).toBe('');
    expect(uploading.picked).toEqual([]);
    await settle();
    expect(shares()).toEqual([{ do: 'share', uploads: ['u1', 'u2'], text: 'look' }]);
    expect(receipts.map(({ entry }) => entry.share?.caption)).toEqual(['look']);
    expect(uploading.batches).toEqual([]);
    expect(uploading.busy).toBe(false);
  });

  it('waits until everything is there, while the next files are picked', async () => {
    let open = () => {};
    host.uploads.gate = new Promise((resolve) => (open = resolve));
    add(fileOf('a', MB));
    send('first');
    await settle();
    expect(uploading.batches[0]).toMatchObject({ state: 'sending', bytes: MB });
    add(fileOf('b', 1));
    send('second');
    open();
    await settle();
    expect(shares().map((act) => act.do === 'share' && act.text)).toEqual(['first', 'second']);
  });

  it('keeps the order of the batches, also when the later one is there first', async () => {
    add(fileOf('slow', 2 * MB));
    host.uploads.refuseSend = () => refused('busy', 503, 3_000);
    await settle();
    send('first');
    host.uploads.refuseSend = () => null;
    add(fileOf('fast', 1));
    send('second');
    await settle();
    expect(uploading.batches[1]?.isHeld).toBe(true);
    expect(shares()).toEqual([]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(shares().map((act) => act.do === 'share' && act.text)).toEqual(['first', 'second']);
  });

  it('is not held up by a batch that failed', async () => {
    host.refuse = () => (host.acts.length === 1 ? refused('too_long', 413) : null);
    add(fileOf('a', 1));
    send('far too long');
    await settle();
    expect(uploading.batches[0]).toMatchObject({ state: 'failed', problem: { code: 'too_long' } });
    add(fileOf('b', 1));
    send('short');
    await settle();
    expect(receipts.map(({ entry }) => entry.share?.caption)).toEqual(['short']);
    expect(uploading.batches).toHaveLength(1);
  });

  it('leaves behind what failed, with its words', async () => {
    add(fileOf('a', 1), fileOf('big', 4 * MB));
    send();
    await settle();
    expect(shares()).toHaveLength(1);
    expect(states()).toEqual(['failed']);
  });

  it('says the words of a reply by themselves', async () => {
    doing = { kind: 'reply' } as Doing;
    add(fileOf('a', 1));
    send('an answer');
    await settle();
    expect(said).toEqual(['an answer']);
    expect(shares()).toEqual([{ do: 'share', uploads: ['u1'], text: '' }]);
  });

  it.each(['/topic tea', '/help', '/dance'])(
    'does a command of the composer that says nothing (%s), and leaves the files picked',
    async (command) => {
      add(fileOf('a', 1));
      draft.text = command;
      expect(uploading.send()).toBe(command === '/help');
      await settle();
      expect(said).toEqual([command]);
      expect(uploading.picked).toHaveLength(1);
      expect(shares()).toEqual([]);
    },
  );

  it('has the words of a command that says something as its caption', async () => {
    add(fileOf('a', 1));
    send('/me waves');
    await settle();
    expect(shares()).toEqual([{ do: 'share', uploads: ['u1'], text: '*waves*' }]);
  });

  it('can be cancelled: the words come back, the files are given up', async () => {
    let open = () => {};
    host.uploads.gate = new Promise((resolve) => (open = resolve));
    add(fileOf('a', MB), fileOf('b', MB));
    send('my words');
    await settle();
    const [batch] = uploading.batches;
    expect(batch?.mayCancel).toBe(true);
    uploading.cancel(batch!);
    open();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(draft.text).toBe('my words');
    expect([...host.uploads.known.keys()]).toEqual([]);
    expect([shares(), uploading.batches, uploading.busy]).toEqual([[], [], false]);
  });

  it('hides a batch whose entry the stream brings before the response', async () => {
    let respond = () => {};
    host.respond = (receipt) => new Promise((resolve) => (respond = () => resolve(receipt)));
    add(fileOf('a', 1));
    send('c');
    await settle();
    expect(uploading.unshown).toHaveLength(1);
    uploading.noteShown(host.entries);
    expect(uploading.unshown).toEqual([]);
    respond();
    await settle();
    expect(uploading.batches).toEqual([]);
  });
});

describe('a lost response', () => {
  const lose = () => {
    host.respond = (receipt) => {
      host.respond = (again) => Promise.resolve(again);
      void receipt;
      return Promise.reject(unreachable());
    };
  };

  it('shares nothing twice: the room answers with the same receipt', async () => {
    lose();
    add(fileOf('a', 1));
    send('once');
    await settle();
    expect(uploading.batches[0]).toMatchObject({ state: 'sharing', mayCancel: false });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(shares()).toHaveLength(2);
    expect(host.entries).toHaveLength(1);
    expect(receipts).toHaveLength(1);
    expect(uploading.batches).toEqual([]);
  });

  it('and a restart: the batch is found in the log', async () => {
    lose();
    host.fill(3);
    add(fileOf('a', 1));
    send('once');
    await settle();
    host.uploads.known.clear();
    run = 'r2';
    await vi.advanceTimersByTimeAsync(3_000);
    expect(host.entries.filter(({ verb }) => verb === 'shared')).toHaveLength(1);
    expect(receipts.map(({ entry }) => entry.id)).toEqual([30]);
    expect(uploading.batches).toEqual([]);
  });

  it('of a request that never came: everything travels again', async () => {
    host.refuse = () => {
      if (host.acts.filter((act) => act.do === 'share').length > 1) return null;
      host.uploads.known.clear();
      return unreachable();
    };
    add(fileOf('a', 1));
    send('once');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(host.uploads.begun).toHaveLength(2);
    expect(host.entries).toHaveLength(1);
    expect(uploading.batches).toEqual([]);
  });

  it('of a room that loses the files each time ends with words', async () => {
    host.refuse = () => refused('no_such_upload', 404);
    add(fileOf('a', 1));
    send('never');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(uploading.batches[0]).toMatchObject({ state: 'failed', problem: { code: 'lost' } });
    expect(shares().length).toBeLessThan(6);
  });
});

describe('a picture', () => {
  const photo = () => fileOf('IMG.PNG', 2 * MB, 'image/png');
  const drawnAs = (bytes: number) => new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' });

  beforeEach(() => {
    pictures = {
      drawThumbnail: () => Promise.resolve({ content: new Blob(['x']), width: 40, height: 30 }),
      drawSmaller: () => Promise.resolve(drawnAs(1000)),
    };
  });

  it('travels with a thumbnail and its size, and shows the thumbnail', async () => {
    add(photo());
    await untilHeld();
    expect(host.uploads.begun).toEqual([
      {
        name: 'IMG.PNG',
        size: 2 * MB,
        type: 'image/png',
        width: 40,
        height: 30,
        thumbnail: 'eA==',
        hold: true,
      },
    ]);
    expect(uploading.picked[0]?.preview).toMatch(/^data:.*,eA==$/);
  });

  it('that cannot be decoded goes without', async () => {
    pictures.drawThumbnail = () => Promise.resolve(null);
    add(fileOf('a.heic', 5));
    await untilHeld();
    expect(host.uploads.begun).toEqual([{ name: 'a.heic', size: 5, hold: true }]);
  });

  it('becomes smaller when that is wanted, and the first upload is given up', async () => {
    add(photo(), fileOf('notes.txt', 7));
    await untilHeld();
    uploading.wish({ smaller: true, keepPlace: false });
    await untilHeld();
    expect(uploading.picked.map(({ name, bytes }) => [name, bytes])).toEqual([
      ['IMG.jpg', 1000],
      ['notes.txt', 7],
    ]);
    expect(host.uploads.begun).toHaveLength(3);
    expect(host.uploads.dropped).toHaveLength(1);
    expect(host.uploads.begun[2]).toMatchObject({ name: 'IMG.jpg', size: 1000, type: 'image/jpeg' });
  });

  it('stays as it is where the drawn one would be larger, and so does one that moves', async () => {
    pictures.drawSmaller = () => Promise.resolve(drawnAs(2 * MB));
    uploading.wish({ smaller: true, keepPlace: false });
    add(photo(), fileOf('dance.gif', 2 * MB, 'image/gif'));
    await untilHeld();
    expect(uploading.picked.map(({ name }) => name)).toEqual(['IMG.PNG', 'dance.gif']);
  });

  it('that is too large can still be sent smaller', async () => {
    add(fileOf('huge.jpg', 4 * MB, 'image/jpeg'));
    expect(states()).toEqual(['failed']);
    uploading.wish({ smaller: true, keepPlace: false });
    await untilHeld();
    expect(host.uploads.begun[0]).toMatchObject({ size: 1000 });
  });

  it('keeps the place where it was taken only if the person says so, and only this time', async () => {
    add(photo());
    uploading.wish({ smaller: false, keepPlace: true });
    await untilHeld();
    expect(host.uploads.begun.map((upload) => upload.keep_metadata)).toEqual([true]);
    send();
    add(photo());
    await untilHeld();
    expect(host.uploads.begun.map((upload) => upload.keep_metadata)).toEqual([true, undefined]);
  });
});

describe('leaving the room', () => {
  it('gives up everything', async () => {
    let open = () => {};
    host.uploads.gate = new Promise((resolve) => (open = resolve));
    add(fileOf('a', MB));
    send();
    add(fileOf('b', MB));
    await settle();
    uploading.close();
    open();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(host.uploads.known.size).toBe(0);
    expect([shares(), uploading.busy]).toEqual([[], false]);
  });
});
