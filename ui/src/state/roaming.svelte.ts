// Finds the room at its other links when it cannot be reached here, and moves the page there.
//
// # Invariants
// * It searches only while the connection is lost, and moves nowhere once it is back.
// * It moves only to a link that proved to be this room, by the answer of its ticket.
import type { ApiError } from '../api/error';
import type { Luggage, Roaming as RoamingApi, Scout } from '../api/roaming';
import type { Ticket } from '../types/Ticket';

/** A short loss needs no search. */
const SEARCH_AFTER_MS = 3_000;
const SEARCH_EVERY_MS = 3_000;
/** Long enough to read what is about to happen. */
const SHOW_BEFORE_MOVE_MS = 1_500;
/** A ticket is valid for a day. */
const NEW_TICKET_EVERY_MS = 60 * 60 * 1000;

export class Roaming {
  /** The link to which this page is about to move. */
  found = $state<string | null>(null);
  /** The room was searched for at all known links, and found at none. */
  missing = $state(false);

  #links: string[] = [];
  #ticket: Ticket | null = null;
  #ticketAt = 0;
  #scout: Scout | null = null;
  /**
   * The scout for newer links. They may arrive when the way to the host's server is gone already.
   */
  #next: Scout | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Makes a search without effect once it is given up. */
  #searching = new AbortController();

  constructor(
    private readonly api: RoamingApi,
    private readonly pack: () => Omit<Luggage, 'ticket'>,
    private readonly tryHere: () => void,
    /** The server does not know the session, or no longer. */
    private readonly onTurnedAway: () => void,
  ) {}

  /** The room can be reached here. */
  connected(links: string[]): void {
    this.#endSearch();
    void this.#takeTicket();
    this.setLinks(links);
  }

  /** Takes the links that the room has now. */
  setLinks(links: string[]): void {
    if (Date.now() - this.#ticketAt > NEW_TICKET_EVERY_MS) void this.#takeTicket();
    if ((this.#scout || this.#next) && links.join() === this.#links.join()) return;
    this.#links = links;
    this.#next?.dismiss();
    const next = (this.#next = this.api.scout());
    void next.ready.then(() => this.#replaceScout(next));
  }

  /** The room cannot be reached, or still not. */
  lost(): void {
    this.#timer ??= setTimeout(() => void this.#search(), SEARCH_AFTER_MS);
  }

  /** The person does not want to be connected any more. */
  stop(): void {
    this.#endSearch();
    this.#scout?.dismiss();
    this.#next?.dismiss();
    this.#scout = this.#next = null;
    this.#ticket = null;
    this.#ticketAt = 0;
  }

  /** The link with a name, for the case that nothing else helps: names follow their computer. */
  get namedLink(): string | null {
    return this.#links.find((link) => /\.local[:/]/.test(link) && link !== here()) ?? null;
  }

  async #search(): Promise<void> {
    const { signal } = this.#searching;
    const place = await this.#find();
    if (signal.aborted) return;
    this.missing = place === null;
    if (place === null) {
      this.#timer = setTimeout(() => void this.#search(), SEARCH_EVERY_MS);
    } else {
      this.found = place;
      this.#timer = setTimeout(() => this.#move(place), SHOW_BEFORE_MOVE_MS);
      // A room that was away may be back at both addresses. Then the page stays.
      this.tryHere();
    }
  }

  async #find(): Promise<string | null> {
    const elsewhere = this.#links.filter((link) => link !== here());
    if (!this.#scout || !this.#ticket || elsewhere.length === 0) return null;
    return this.#scout.find(elsewhere, this.#ticket);
  }

  #move(place: string): void {
    if (this.#ticket) this.api.move(place, { ...this.pack(), ticket: this.#ticket.ticket });
  }

  #replaceScout(next: Scout): void {
    if (this.#next !== next) return;
    this.#scout?.dismiss();
    this.#scout = next;
    this.#next = null;
  }

  async #takeTicket(): Promise<void> {
    this.#ticketAt = Date.now();
    const ticket = await this.api.ticket().catch(({ status }: ApiError) => {
      if (status === 401) this.onTurnedAway();
    });
    // Without a new ticket, the one that is held may still be valid.
    if (ticket && this.#ticketAt > 0) this.#ticket = ticket;
  }

  #endSearch(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#searching.abort();
    this.#searching = new AbortController();
    this.found = null;
    this.missing = false;
  }
}

/** The address of this page's room, which may be below a proxy's path. */
function here(): string {
  return new URL('.', location.href).href;
}
