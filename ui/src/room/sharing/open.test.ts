// The sharing of files in a room, as its components open it.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHost, VIEW } from '../../state/host.fixture';
import { OpenRoom } from '../../state/room.fixture';
import { openSharing } from './open';
import Picked from './Picked.svelte';

let host: FakeHost;
let open: OpenRoom;

beforeEach(async () => {
  sessionStorage.clear();
  host = new FakeHost();
  open = await OpenRoom.asGuest(host);
  openSharing(open.room);
});
afterEach(() => open.room.close());

const pickOne = () => open.room.sharing.offer({ files: [new File(['x'], 'a')], folders: 0 });
const isHeld = () => vi.waitUntil(() => open.room.sharing.uploading?.picked[0]?.state === 'held');

describe('the sharing of files in a room', () => {
  it('keeps what is picked when its components are built anew', async () => {
    pickOne();
    openSharing(open.room);
    await isHeld();
    expect(open.room.sharing.picked).toBe(1);
  });

  it('is off in words while the room is paused, while a message is edited, and outside', () => {
    const off = () => open.room.sharing.uploading?.off;
    expect(off()).toBeNull();
    open.frame('room', { ...VIEW.room, paused: true });
    expect(off()).toContain('paused');
    open.frame('room', VIEW.room);
    open.room.acts.doing = { kind: 'edit' } as never;
    expect(off()).toContain('editing');
    open.room.acts.doing = null;
    open.room.connection.disconnect();
    expect(off()).toContain('disconnected');
  });

  it('says no longer why nothing could be picked once that is over', () => {
    const uploading = open.room.sharing.uploading;
    if (!uploading) throw new Error('not open');
    const props = { uploading, onempty: () => {} };
    const component = mount(Picked, { target: document.body, props });
    open.room.acts.doing = { kind: 'edit' } as never;
    pickOne();
    flushSync();
    expect(document.querySelector('[role=alert]')?.textContent).toContain('editing');
    open.room.acts.stop();
    flushSync();
    expect(document.querySelector('[role=alert]')).toBeNull();
    open.room.acts.doing = { kind: 'edit' } as never;
    flushSync();
    expect(document.querySelector('[role=alert]')).toBeNull();
    void unmount(component);
  });

  it('shows what was shared as an entry, once', async () => {
    pickOne();
    await isHeld();
    open.room.draft.text = 'look';
    open.room.sharing.uploading?.send();
    await vi.waitUntil(() => open.room.sharing.uploading?.batches.length === 0);
    open.stream();
    expect(open.room.log.entries.map(({ share }) => share?.caption)).toEqual(['look']);
    expect(open.room.draft.text).toBe('');
  });

  it('gives everything up with the room', async () => {
    pickOne();
    await isHeld();
    open.room.close();
    expect(host.uploads.known.size).toBe(0);
    expect(open.room.sharing.picked).toBe(0);
  });
});
