// The room that a person is in: it owns the log, the connection, the outbox and who is here, and brings each frame of
// the stream to the one that it concerns.
import { byeOf } from '../api/bye';
import type { Host } from '../api/host';
import type { Frame } from '../api/sse';
import type { Entry } from '../types/Entry';
import type { Me } from '../types/Me';
import type { RoomFacts } from '../types/RoomFacts';
import type { RoomView } from '../types/RoomView';
import { Connection } from './connection.svelte';
import { offsetOf } from './cursor';
import { Draft } from './draft.svelte';
import { Log } from './log.svelte';
import { Outbox } from './outbox.svelte';
import { Presence } from './presence.svelte';
import { Reach } from './reach.svelte';
import { Roaming } from './roaming.svelte';
import { standingOf, type Standing } from './standing';
import { recall } from '../browser/storage';
import { Tabs } from './tabs';
import { Unread } from './unread.svelte';

const OPEN_AGAIN_AFTER_MS = 3_000;
const TELL_TYPING_EVERY_MS = 3_000;

export class Room {
  facts = $state.raw() as RoomFacts;
  me = $state.raw() as Me;
  /** What the person chose to see, outside of the page. */
  wanted = $state.raw<{ entry: number } | null>(null);
  readonly draft = new Draft();
  readonly presence = new Presence();
  readonly unread = new Unread();
  readonly log: Log;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly roaming: Roaming | null;
  readonly reach: Reach;

  readonly #tabs: Tabs;
  #receiptCursor = '0-0';
  #toldTypingAt = 0;
  #left = new AbortController();

  constructor(
    readonly host: Host,
    view: RoomView,
    me: Me,
    private readonly around: { turnedAway(): void; heard(): void },
  ) {
    this.facts = view.room;
    this.me = me;
    const hasUnread = () => this.unread.lineAfter !== null;
    this.log = new Log(host, (fresh) => this.#heard(fresh), hasUnread);
    this.connection = new Connection(host, {
      cursor: () => (this.log.loaded ? this.log.cursor : null),
      hear: (frame) => this.#hear(frame),
      connected: () => this.#connected(),
      lost: () => this.#lost(),
      turnedAway: () => this.around.turnedAway(),
    });
    this.outbox = new Outbox(host, this.#surroundings());
    this.#tabs = new Tabs({
      streams: () => this.connection.status === 'connected',
      rest: () => this.#rest(),
    });
    this.reach = new Reach(host);
    this.roaming = host.roaming && new Roaming(host.roaming, () => this.#pack());
    this.#watchPage();
  }

  /** The newest page first, then the stream from its cursor: nothing is lost in between. */
  async open(): Promise<void> {
    if (this.#left.signal.aborted || this.log.loaded) return;
    await this.log.loadLatest();
    if (this.log.loaded) this.connection.begin();
    else if (this.log.failed?.status === 401) this.around.turnedAway();
    else setTimeout(() => void this.open(), OPEN_AGAIN_AFTER_MS);
  }

  /** Loads what could not be loaded before: the first page, or an older one. */
  loadAgain(): void {
    this.log.clearFailure();
    void (this.log.loaded ? this.log.loadOlder() : this.open());
  }

  /** The host goes by another name now. */
  rename(name: string): void {
    if (name === this.me.name) return;
    this.me = { name };
  }

  close(): void {
    this.#left.abort();
    this.#tabs.close();
    this.connection.disconnect();
  }

  say(text: string): void {
    this.unread.answered();
    this.#toldTypingAt = 0;
    this.outbox.say(text);
  }

  /** A refused message goes back to the composer. */
  edit(key: string): void {
    this.draft.putBack(this.outbox.takeBack(key));
  }

  /** Tells the others, at most every 3 s. Whether it arrives does not matter. */
  typing(): void {
    const now = Date.now();
    if (now - this.#toldTypingAt < TELL_TYPING_EVERY_MS || this.connection.status !== 'connected') return;
    this.#toldTypingAt = now;
    this.host.typing().catch(() => {});
  }

  /** Names of the others who are typing. */
  get typists(): string[] {
    return this.presence.typing.filter((name) => name !== this.me.name);
  }

  get standing(): Standing {
    const { status, lasting, roomClosed, refusal } = this.connection;
    return standingOf({
      status,
      lasting,
      roomClosed,
      refusal,
      paused: this.facts.paused,
      found: this.roaming?.found ?? null,
      missing: this.roaming?.missing ?? false,
      finding: this.reach.finding,
    });
  }

  #hear(frame: Frame): void {
    switch (frame.event) {
      case 'entry':
        return this.log.hear(JSON.parse(frame.data), frame.id);
      case 'people':
        return this.presence.hearPeople(JSON.parse(frame.data));
      case 'typing':
        return this.presence.hearTyping(JSON.parse(frame.data));
      case 'room':
        return this.#learn(JSON.parse(frame.data));
      case 'reset':
        return this.log.reset(frame.id);
      case 'bye':
        return this.connection.endedBy(byeOf(frame.data));
    }
  }

  #learn(facts: RoomFacts): void {
    this.roaming?.heardOf(facts.links);
    const resumed = this.facts.paused && !facts.paused;
    this.facts = facts;
    if (resumed) this.outbox.resume();
  }

  #connected(): void {
    this.#tabs.came();
    if (this.log.loaded) this.log.clearFailure();
    this.outbox.resume();
    this.roaming?.connected(this.facts.links);
  }

  /** Nobody looks, and the browser's other tabs need the connection. What was written here goes out first. */
  #rest(): void {
    if (this.outbox.messages.length === 0) this.connection.rest();
  }

  #lost(): void {
    this.presence.forgetTyping();
    if (this.connection.status === 'closed') this.roaming?.stop();
    else if (this.connection.refusal === null) this.roaming?.lost();
  }

  /** What goes along to another address: everything that is kept by this one alone. */
  #pack() {
    const outbox = JSON.stringify(this.outbox.messages);
    return { name: this.me.name, theme: recall('browser', 'theme'), draft: this.draft.text, outbox };
  }

  #heard(fresh: Entry[]): void {
    this.outbox.hear(fresh);
    const others = fresh.filter((entry) => entry.name !== this.me.name);
    if (others.length === 0) return;
    this.unread.hear(others, this.log.following && this.log.atEnd);
    this.around.heard();
  }

  #surroundings() {
    return {
      online: () => this.connection.status === 'connected',
      name: () => this.me.name,
      run: () => this.facts.run,
      end: () => later(this.log.cursor, this.#receiptCursor),
      sent: ({ entry, cursor }: { entry: Entry; cursor: string }) => {
        this.#receiptCursor = later(this.#receiptCursor, cursor);
        this.log.takeReceipt(entry);
      },
      turnedAway: () => this.around.turnedAway(),
    };
  }

  /** The moments at which a lost connection should come back at once, and at which the person looks away. */
  #watchPage(): void {
    const { signal } = this.#left;
    const hurry = () => this.connection.hurry();
    window.addEventListener('online', hurry, { signal });
    window.addEventListener('pageshow', hurry, { signal });
    const looked = () => {
      this.#tabs.looked(document.hidden);
      if (document.hidden) return this.unread.hide(this.log.entries[this.log.entries.length - 1]?.id ?? null);
      this.unread.show();
      if (this.log.loaded) this.connection.begin();
    };
    document.addEventListener('visibilitychange', looked, { signal });
  }
}

function later(a: string, b: string): string {
  return offsetOf(b) > offsetOf(a) ? b : a;
}
