// Where the room is when it does not answer here: looked for at its other links, and followed there.
//
// # Invariants
// * It looks only while the connection is lost, and goes nowhere once it is back.
// * It goes only where somebody gave this room's answer.
import type { Luggage, Roaming as Road, Scout } from '../api/roaming';
import type { Ticket } from '../types/Ticket';

/** A short loss needs no journey. */
const LOOK_AFTER_MS = 3_000;
const LOOK_EVERY_MS = 3_000;
/** Long enough to read what is about to happen. */
const TELL_FIRST_MS = 1_500;
/** A ticket holds for a day. */
const NEW_TICKET_EVERY_MS = 60 * 60 * 1000;

export class Roaming {
  /** The link that one is about to go to. */
  found = $state<string | null>(null);
  /** The room was looked for at all links that are known, and is at none. */
  missing = $state(false);

  #links: string[] = [];
  #ticket: Ticket | null = null;
  #ticketAt = 0;
  #scout: Scout | null = null;
  /** The one for newer links. A host who moves may tell of them when the way to its server is gone already. */
  #next: Scout | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends what a search that was given up still brings. */
  #search = new AbortController();

  constructor(
    private readonly road: Road,
    private readonly pack: () => Omit<Luggage, 'ticket'>,
  ) {}

  /** The room answers here. */
  connected(links: string[]): void {
    this.#giveUp();
    void this.#takeTicket();
    this.heardOf(links);
  }

  /** The room's links, as it tells them itself. */
  heardOf(links: string[]): void {
    if (Date.now() - this.#ticketAt > NEW_TICKET_EVERY_MS) void this.#takeTicket();
    if ((this.#scout || this.#next) && links.join() === this.#links.join()) return;
    this.#links = links;
    this.#next?.dismiss();
    const next = (this.#next = this.road.scout());
    void next.ready.then(() => this.#relieve(next));
  }

  /** The room does not answer (still not). */
  lost(): void {
    this.#timer ??= setTimeout(() => void this.#look(), LOOK_AFTER_MS);
  }

  /** One does not want to be connected any more. */
  stop(): void {
    this.#giveUp();
    this.#scout?.dismiss();
    this.#next?.dismiss();
    this.#scout = this.#next = null;
    this.#ticket = null;
    this.#ticketAt = 0;
  }

  /** The link with a name, for when nothing else helps: names follow their computer. */
  get namedLink(): string | null {
    return this.#links.find((link) => /\.local[:/]/.test(link) && link !== here()) ?? null;
  }

  async #look(): Promise<void> {
    const { signal } = this.#search;
    const place = await this.#find();
    if (signal.aborted) return;
    this.missing = place === null;
    if (place === null) {
      this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS);
    } else {
      this.found = place;
      this.#timer = setTimeout(() => this.#move(place), TELL_FIRST_MS);
    }
  }

  async #find(): Promise<string | null> {
    const elsewhere = this.#links.filter((link) => link !== here());
    if (!this.#scout || !this.#ticket || elsewhere.length === 0) return null;
    return this.#scout.find(elsewhere, this.#ticket);
  }

  #move(place: string): void {
    if (this.#ticket) this.road.move(place, { ...this.pack(), ticket: this.#ticket.ticket });
  }

  #relieve(next: Scout): void {
    if (this.#next !== next) return;
    this.#scout?.dismiss();
    this.#scout = next;
    this.#next = null;
  }

  async #takeTicket(): Promise<void> {
    this.#ticketAt = Date.now();
    const ticket = await this.road.ticket().catch(() => null);
    // The one that is held may be as good.
    if (ticket && this.#ticketAt > 0) this.#ticket = ticket;
  }

  #giveUp(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#search.abort();
    this.#search = new AbortController();
    this.found = null;
    this.missing = false;
  }
}

/** Where this page's room is: below a proxy's path, too. */
function here(): string {
  return new URL('.', location.href).href;
}
