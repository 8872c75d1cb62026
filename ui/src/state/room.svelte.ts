// The room that a person is in. It owns the log, the connection, the outbox, the acts and the
// presence of people, and gives each frame of the stream to the part that it concerns. It is long,
// because every part is made, fed and ended here, and nowhere else.
import { byeOf } from '../api/bye';
import type { Host } from '../api/host';
import type { Frame } from '../api/sse';
import { recall } from '../browser/storage';
import type { Entry } from '../types/Entry';
import type { Me } from '../types/Me';
import type { People } from '../types/People';
import type { RoomFacts } from '../types/RoomFacts';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import type { RoomView } from '../types/RoomView';
import { Acts } from './acts.svelte';
import { Connection, type TurnedAway } from './connection.svelte';
import { offsetOf } from './cursor';
import { Draft } from './draft.svelte';
import { entryInLink, pageAddress } from './link';
import { Log } from './log.svelte';
import { Looking } from './looking';
import { Outbox } from './outbox.svelte';
import { Pins } from './pins.svelte';
import { Presence } from './presence.svelte';
import { Quotes } from './quotes.svelte';
import { Reach } from './reach.svelte';
import { Roaming } from './roaming.svelte';
import { Sharing } from './sharing.svelte';
import { standingOf, type Standing } from './standing';
import { Tabs } from './tabs';
import { Unread } from './unread.svelte';
import { Way } from './way.svelte';

/** Who follows what comes, besides the log's window. */
export type Follower = {
  /** New rows have come. */
  onEntries(entries: ResolvedEntry[]): void;
  /** Something has become of earlier rows. */
  onReferences(references: Entry[]): void;
  /** The file is another one. */
  onReset(): void;
};

const OPEN_AGAIN_AFTER_MS = 3_000;
const SEND_TYPING_EVERY_MS = 3_000;

export class Room {
  facts = $state.raw() as RoomFacts;
  me = $state.raw() as Me;
  readonly draft = new Draft();
  readonly presence = new Presence();
  readonly unread = new Unread();
  readonly log: Log;
  readonly connection: Connection;
  readonly outbox: Outbox;
  readonly sharing: Sharing;
  readonly acts: Acts;
  readonly quotes: Quotes;
  readonly pins: Pins;
  readonly roaming: Roaming | null;
  readonly reach: Reach;

  readonly #way: Way;
  readonly #tabs: Tabs;
  readonly #looking: Looking;
  /** What is known about this person is of another log, or under another name. */
  #meIsOld = false;
  #receiptCursor = '0-0';
  #resets = 0;
  #typingSentAt = 0;
  #left = new AbortController();
  readonly #followers = new Set<Follower>();

  constructor(
    readonly host: Host,
    view: RoomView,
    me: Me,
    private readonly onTurnedAway: (why: TurnedAway) => void,
  ) {
    this.facts = view.room;
    this.me = me;
    this.quotes = new Quotes(host, () => this.log);
    this.pins = new Pins(() => this.facts, this.quotes);
    this.log = new Log(host, {
      onNew: (entries) => this.#noteNew(entries),
      onPage: (page) => this.quotes.takePage(page),
      onReferences: (references) => this.#takeReferences(references),
      hasUnread: () => this.unread.from !== null,
    });
    this.#way = new Way(this.log);
    this.acts = new Acts(host, this.#actsSurroundings());
    this.connection = new Connection(host, {
      cursor: () => (this.log.loaded ? this.log.cursor : null),
      onFrame: (frame) => this.#apply(frame),
      onConnected: () => this.#connected(),
      onLost: () => this.#lost(),
      onTurnedAway: (why) => this.onTurnedAway(why),
    });
    this.outbox = new Outbox(host, this.#surroundings());
    this.sharing = new Sharing(this.#surroundings());
    this.#tabs = new Tabs({
      streams: () => this.connection.status === 'connected',
      rest: () => this.#rest(),
    });
    this.#looking = new Looking(host, () => this.me.name);
    this.reach = new Reach(host);
    const tryHere = () => this.connection.retryNow();
    const left = () => this.onTurnedAway('left');
    // A room without a code opens its stream for anybody: its tickets show who is in it.
    this.roaming = host.roaming && new Roaming(host.roaming, () => this.#pack(), tryHere, left);
    this.#watchPage();
  }

  /**
   * Loads the newest page first, then opens the stream from its cursor: nothing is lost in between.
   */
  async open(): Promise<void> {
    if (this.#left.signal.aborted || this.log.loaded) return;
    await this.log.loadLatest();
    if (this.log.loaded) this.#opened();
    else if (this.log.failed?.status === 401) this.onTurnedAway('left');
    else setTimeout(() => void this.open(), OPEN_AGAIN_AFTER_MS);
  }

  #opened(): void {
    this.connection.begin();
    this.#goToLinked();
  }

  /** Loads what could not be loaded before: the first page, or an older one. */
  loadAgain(): void {
    this.log.clearFailure();
    void (this.log.loaded ? this.log.loadOlder() : this.open());
  }

  /** The host uses another name from now on. */
  rename(name: string): void {
    if (name === this.me.name) return;
    this.me = { name, since: offsetOf(this.log.cursor) };
    void this.#readMe();
  }

  /** The entry that the page has to show. */
  get wanted(): { entry: number } | null {
    return this.#way.wanted;
  }

  set wanted(wanted: { entry: number } | null) {
    this.#way.wanted = wanted;
  }

  /** Jumps to an entry. `from` is the message that leads there, if one does. */
  goTo(id: number, from: number | null = null): void {
    this.#way.goTo(id, from);
  }

  /** Whether there was a jump from which the reader can return. */
  get canGoBack(): boolean {
    return this.#way.canGoBack;
  }

  /** Returns to where the reader was before the last jump. */
  back(): void {
    this.#way.back();
  }

  /** The wanted entry could not be shown. */
  stay(): void {
    this.log.clearFailure();
    this.#way.stay();
  }

  /** The link that opens the room at this entry. It does not carry the room's code. */
  linkTo(id: number): string {
    return `${this.#address()}#${id}`;
  }

  /** The link to a shared file, for people who are in the room. `path` is as in `SharedFile`. */
  linkToFile(path: string): string {
    const relative = path.split('/').map(encodeURIComponent).join('/');
    const address = this.#address();
    return address === '' ? relative : new URL(relative, address).href;
  }

  /** In the host's window, the page's own address is none for others. */
  #address(): string {
    return (this.host.window === null ? pageAddress() : this.facts.links[0]) ?? '';
  }

  close(): void {
    this.#left.abort();
    this.sharing.uploading?.close();
    this.#tabs.close();
    this.connection.disconnect();
    this.quotes.clear();
  }

  /** Returns a function that ends this. */
  follow(follower: Follower): () => void {
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  say(text: string, replyTo: number | null = null): void {
    this.unread.clearLine();
    this.#typingSentAt = 0;
    this.outbox.say(text, replyTo);
  }

  /** A refused message goes back to the composer. It stays a reply if what it answers is there. */
  edit(key: string): void {
    const message = this.outbox.takeBack(key);
    if (!message) return;
    const answered = this.log.find(message.replyTo ?? -1);
    if (answered && answered.removed === null) this.acts.reply(answered);
    else this.acts.stop();
    this.draft.putBack(message.text);
  }

  /**
   * Shows the others that this person types, at most every 3 s. It does not matter if it gets lost.
   */
  typing(): void {
    const now = Date.now();
    if (now - this.#typingSentAt < SEND_TYPING_EVERY_MS || this.connection.status !== 'connected') return;
    this.#typingSentAt = now;
    this.host.typing().catch(() => {});
  }

  /** The names of the other people who are typing. */
  get typists(): string[] {
    return this.presence.typing.filter((name) => name !== this.me.name);
  }

  get standing(): Standing {
    const { status, failed, lasting, roomClosed, refusal } = this.connection;
    return standingOf({
      status,
      failed,
      lasting,
      roomClosed,
      refusal,
      paused: this.facts.paused,
      found: this.roaming?.found ?? null,
      missing: this.roaming?.missing ?? false,
      finding: this.reach.finding,
    });
  }

  #apply(frame: Frame): void {
    switch (frame.event) {
      case 'entry':
        return this.log.receive(JSON.parse(frame.data), frame.id);
      case 'people':
        return this.#setPeople(JSON.parse(frame.data));
      case 'typing':
        return this.presence.setTyping(JSON.parse(frame.data));
      case 'room':
        return this.#setFacts(JSON.parse(frame.data));
      case 'reset':
        return this.#reset(frame.id);
      case 'bye':
        return this.connection.endedBy(byeOf(frame.data));
    }
  }

  /** The file is another one: no id means what it meant, and names may have been taken anew. */
  #reset(cursor: string | null): void {
    this.#resets++;
    this.#receiptCursor = '0-0';
    this.log.reset(cursor);
    this.quotes.clear();
    this.acts.clear();
    this.#way.clear();
    for (const follower of this.#followers) follower.onReset();
    this.me = { ...this.me, since: Infinity };
    void this.#readMe();
  }

  /** Asks the room since when this person has the name. */
  async #readMe(): Promise<void> {
    this.#meIsOld = true;
    const view = await this.host.room().catch(() => null);
    if (view && !view.me && this.roaming) this.onTurnedAway('left');
    if (view?.me?.name !== this.me.name) return;
    this.me = view.me;
    this.#meIsOld = false;
  }

  #takeReferences(references: Entry[]): void {
    this.quotes.take(references);
    this.acts.take(references);
    for (const follower of this.#followers) follower.onReferences(references);
  }

  #setPeople(people: People): void {
    this.presence.setPeople(people);
    this.#looking.heard(people);
  }

  #setFacts(facts: RoomFacts): void {
    this.roaming?.setLinks(facts.links);
    const resumed = this.facts.paused && !facts.paused;
    this.facts = facts;
    if (resumed) this.outbox.resume();
  }

  #connected(): void {
    this.#tabs.streamOpened();
    this.#looking.connected();
    if (this.log.loaded) this.log.clearFailure();
    if (this.#meIsOld) void this.#readMe();
    this.outbox.resume();
    this.sharing.uploading?.resume();
    this.roaming?.connected(this.facts.links);
  }

  /** This tab is hidden, and others of its browser need the connection. Sending comes first. */
  #rest(): void {
    if (this.outbox.messages.length === 0 && !this.sharing.uploading?.busy) this.connection.rest();
  }

  #lost(): void {
    this.presence.forgetTyping();
    if (this.connection.status === 'closed') this.roaming?.stop();
    else if (this.connection.refusal === null) this.roaming?.lost();
  }

  /** The luggage for another address: everything that is kept only at this one. */
  #pack() {
    const outbox = JSON.stringify(this.outbox.messages);
    const kept = (key: string) => recall('browser', key);
    const habits = { theme: kept('theme'), language: kept('language'), places: kept('places') };
    return { name: this.me.name, ...habits, draft: this.draft.unsaid, outbox };
  }

  #noteNew(entries: ResolvedEntry[]): void {
    this.outbox.noteShown(entries);
    for (const follower of this.#followers) follower.onEntries(entries);
  }

  #surroundings() {
    return {
      online: () => this.connection.status === 'connected',
      name: () => this.me.name,
      run: () => this.facts.run,
      end: () => later(this.log.cursor, this.#receiptCursor),
      resets: () => this.#resets,
      onSent: ({ entry, cursor }: { entry: Entry; cursor: string }) => {
        this.#receiptCursor = later(this.#receiptCursor, cursor);
        this.log.addSent(entry);
      },
      onTurnedAway: () => this.onTurnedAway('left'),
    };
  }

  #actsSurroundings() {
    return {
      log: this.log,
      draft: this.draft,
      me: () => this.me,
      run: () => this.facts.run,
      left: () => this.connection.status === 'closed',
      say: (text: string, replyTo: number | null) => this.say(text, replyTo),
      onReference: (reference: Entry) => this.log.foldSent(reference),
      onTurnedAway: () => this.onTurnedAway('left'),
    };
  }

  /** Goes to the entry in the page's address. */
  #goToLinked(): void {
    const id = entryInLink();
    if (id !== null) this.goTo(id);
  }

  /** Reconnects at once when the network or the page comes back. */
  #watchPage(): void {
    const { signal } = this.#left;
    const retryNow = () => this.connection.retryNow();
    window.addEventListener('online', retryNow, { signal });
    window.addEventListener('pageshow', retryNow, { signal });
    window.addEventListener('hashchange', () => this.#goToLinked(), { signal });
    const onVisibility = () => {
      this.#tabs.visibilityChanged();
      if (this.connection.status === 'connected') this.#looking.report();
      if (!document.hidden && this.log.loaded) this.connection.begin();
    };
    document.addEventListener('visibilitychange', onVisibility, { signal });
  }
}

function later(a: string, b: string): string {
  return offsetOf(b) > offsetOf(a) ? b : a;
}
