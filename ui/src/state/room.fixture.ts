// A room for tests, with a host in memory and a stream that a test drives.
import type { HostWindow } from '../api/host';
import type { Entry } from '../types/Entry';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { cursorPast, FakeHost, VIEW } from './host.fixture';
import { Room } from './room.svelte';

export class OpenRoom {
  turnedAway = 0;
  readonly room: Room;

  private constructor(
    readonly host: FakeHost,
    since: number,
  ) {
    this.room = new Room(host, VIEW, { name: 'ana', since }, () => this.turnedAway++);
  }

  /** The room as ana sees it, who has had her name since this offset. */
  static async asGuest(host: FakeHost, since = 0): Promise<OpenRoom> {
    const open = new OpenRoom(host, since);
    await open.room.open();
    host.streams[0]?.handlers.onOpen();
    return open;
  }

  static asHost(host: FakeHost, since = 0): Promise<OpenRoom> {
    return OpenRoom.asGuest(Object.assign(host, { window: {} as HostWindow }), since);
  }

  frame(event: string, data: unknown, id: string | null = null): void {
    this.host.streams[0]?.handlers.onFrame({ event, data: JSON.stringify(data), id });
  }

  /** Brings the lines that the stream has not brought yet. */
  stream(): void {
    const lines = this.host.entries.filter((line) => line.id >= parseInt(this.room.log.cursor));
    for (const line of lines) this.frame('entry', line, cursorPast(line));
    this.room.log.flush();
  }

  entry(id: number): ResolvedEntry {
    const found = this.room.log.find(id);
    if (!found) throw new Error(`no entry ${id}`);
    return found;
  }
}

/** An entry that is not in the room's log. */
export function resolved(entry: Entry): ResolvedEntry {
  return { ...entry, edited: null, removed: null, reactions: [], pinned: null, answers: null };
}
