// The event stream as the page sees it: open, lost, on its way back, or closed by choice.
//
// # Invariants
// * At most one stream is open.
// * A lost stream is rebuilt from the newest cursor, for as long as the person wants to be connected.
import { ApiError } from '../api/error';
import type { Bye } from '../api/bye';
import type { Host } from '../api/host';
import type { Frame } from '../api/sse';

export type Status = 'connecting' | 'connected' | 'retrying' | 'resting' | 'closed';

/** What the connection needs to know, and tells. */
export type Listener = {
  /** Where to resume; null: not known yet, `begin` will be called when it is. */
  cursor(): string | null;
  hear(frame: Frame): void;
  connected(): void;
  lost(): void;
  /** The session is not known (any more). */
  turnedAway(): void;
};

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5_000;
const LASTING_AFTER_MS = 2_500;

export class Connection {
  status = $state<Status>('connecting');
  secondsLeft = $state(0);
  /** There has been no connection for a while, though one is wanted. */
  lasting = $state(false);
  /** Why the stream is not open, where the server said so. */
  refusal = $state.raw<ApiError | null>(null);
  /** The server ended the last stream because the room closes. */
  roomClosed = $state(false);
  /** When the host was heard last, by this device's clock. */
  heardAt: number | null = null;

  #tries = 0;
  #retryAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #stream: AbortController | null = null;

  constructor(
    private readonly host: Host,
    private readonly listener: Listener,
  ) {}

  connect(): void {
    if (this.#stream) return;
    this.#tries = 0;
    this.#open();
  }

  /** Opens a stream if there is none, unless the person closed the connection before. */
  begin(): void {
    if (this.status !== 'closed') this.connect();
  }

  /** Lets go of the stream until `begin`. */
  rest(): void {
    if (this.status !== 'connected') return;
    this.#drop();
    this.#calm();
    this.status = 'resting';
  }

  disconnect(): void {
    this.#drop();
    this.#calm();
    this.status = 'closed';
    this.listener.lost();
  }

  /** The network, or the page, came back: no reason to wait for the end of the delay. */
  hurry(): void {
    if (this.status === 'retrying') this.#open();
  }

  /** The server ends the stream. A reason that this page does not know is a loss like any other. */
  endedBy(bye: Bye | null): void {
    switch (bye) {
      case 'left':
        // The door says that one's place was given up.
        return this.listener.turnedAway();
      case 'shutdown':
        // A banner says so until the room is back.
        this.roomClosed = true;
        return;
      case null:
        return;
      default:
        // Each reason needs a case of its own.
        bye satisfies never;
    }
  }

  #open(): void {
    this.#drop();
    this.#miss();
    this.status = 'connecting';
    const cursor = this.listener.cursor();
    if (cursor === null) return;
    const stream = (this.#stream = new AbortController());
    const mine = () => this.#stream === stream;
    const ear = {
      opened: () => mine() && this.#opened(),
      heard: () => void (this.heardAt = Date.now()),
      frame: (frame: Frame) => mine() && this.listener.hear(frame),
    };
    this.host.events(cursor, ear, stream.signal).then(
      () => mine() && this.#lose(null),
      (thrown: unknown) => mine() && this.#refused(ApiError.from(thrown)),
    );
  }

  #opened(): void {
    this.heardAt = Date.now();
    this.#tries = 0;
    this.#calm();
    this.status = 'connected';
    this.refusal = null;
    this.roomClosed = false;
    this.listener.connected();
  }

  #refused(error: ApiError): void {
    if (error.status === 401) {
      this.disconnect();
      this.listener.turnedAway();
    } else {
      this.#lose(error.status === 0 ? null : error);
    }
  }

  #lose(refusal: ApiError | null): void {
    this.#drop();
    this.#miss();
    this.refusal = refusal;
    this.status = 'retrying';
    this.#retryAt = Date.now() + this.#delayMs();
    this.#countDown();
    this.#timer = setInterval(() => this.#countDown(), 200);
    this.listener.lost();
  }

  #countDown(): void {
    this.secondsLeft = Math.max(0, Math.ceil((this.#retryAt - Date.now()) / 1000));
    if (Date.now() >= this.#retryAt) this.#open();
  }

  /** Doubles, with jitter: a room full of guests must not come back in one instant. */
  #delayMs(): number {
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#tries++);
    return ceiling * (0.6 + 0.4 * Math.random());
  }

  /** From now on a connection is missed. */
  #miss(): void {
    this.#patience ??= setTimeout(() => (this.lasting = true), LASTING_AFTER_MS);
  }

  #calm(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.lasting = false;
  }

  #drop(): void {
    clearInterval(this.#timer);
    this.#stream?.abort();
    this.#stream = null;
  }
}
