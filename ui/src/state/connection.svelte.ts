// The event stream as the page sees it: open, lost, retried, or closed by choice.
//
// # Invariants
// * At most one stream is open.
// * A lost stream is opened again from the newest cursor, while the person wants to be connected.
import { ApiError } from '../api/error';
import type { Host } from '../api/host';
import type { Frame } from '../api/sse';
import type { Bye } from '../types/Bye';

export type Status = 'connecting' | 'connected' | 'retrying' | 'resting' | 'closed';

/** Why this browser is not in the room any more. */
export type TurnedAway = Exclude<Bye, 'shutdown'>;

/** Who reads the stream: where it begins, and what happens to it. */
export type Subscriber = {
  /** Where to resume. Null: not known yet; then `begin` is called once it is. */
  cursor(): string | null;
  onFrame(frame: Frame): void;
  onConnected(): void;
  onLost(): void;
  /** The server does not know the session, or no longer. */
  onTurnedAway(why: TurnedAway): void;
};

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5_000;
const LASTING_AFTER_MS = 2_500;

export class Connection {
  status = $state<Status>('connecting');
  secondsLeft = $state(0);
  /** There has been no connection for a while, although one is wanted. */
  lasting = $state(false);
  /** An attempt has failed since there was a connection last. */
  failed = $state(false);
  /** Why the server refused the stream, where it said so. */
  refusal = $state.raw<ApiError | null>(null);
  /** The server ended the last stream because the room closes. */
  roomClosed = $state(false);
  /** When the last byte came from the host, by this device's clock. */
  lastByteAt: number | null = null;

  #tries = 0;
  #retryAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #stream: AbortController | null = null;

  constructor(
    private readonly host: Host,
    private readonly subscriber: Subscriber,
  ) {}

  connect(): void {
    if (this.#stream) return;
    this.#tries = 0;
    this.failed = false;
    this.#open();
  }

  /** Opens a stream if there is none, unless the person closed the connection before. */
  begin(): void {
    if (this.status !== 'closed') this.connect();
  }

  /** Closes the stream until `begin`. */
  rest(): void {
    if (this.status !== 'connected') return;
    this.#drop();
    this.#stopPatience();
    this.status = 'resting';
  }

  disconnect(): void {
    this.#drop();
    this.#stopPatience();
    this.status = 'closed';
    this.subscriber.onLost();
  }

  /** Ends the delay: the network, or the page, is back. */
  retryNow(): void {
    if (this.status === 'retrying') this.#open();
  }

  /** The server ends the stream. A reason that this page does not know is a loss like any other. */
  endedBy(bye: Bye | null): void {
    switch (bye) {
      case 'left':
      case 'code_required':
        // The door says which of the two it was.
        return this.subscriber.onTurnedAway(bye);
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
    this.#startPatience();
    this.status = 'connecting';
    const cursor = this.subscriber.cursor();
    if (cursor === null) return;
    const stream = (this.#stream = new AbortController());
    const isCurrent = () => this.#stream === stream;
    const handlers = {
      onOpen: () => isCurrent() && this.#opened(),
      onBytes: () => void (this.lastByteAt = Date.now()),
      onFrame: (frame: Frame) => isCurrent() && this.subscriber.onFrame(frame),
    };
    this.host.events(cursor, handlers, stream.signal).then(
      () => isCurrent() && this.#lose(null),
      (thrown: unknown) => isCurrent() && this.#refused(ApiError.from(thrown)),
    );
  }

  #opened(): void {
    this.lastByteAt = Date.now();
    this.#tries = 0;
    this.#stopPatience();
    this.status = 'connected';
    this.failed = false;
    this.refusal = null;
    this.roomClosed = false;
    this.subscriber.onConnected();
  }

  #refused(error: ApiError): void {
    if (error.status === 401) {
      this.disconnect();
      this.subscriber.onTurnedAway('left');
    } else {
      this.#lose(error.status === 0 ? null : error);
    }
  }

  #lose(refusal: ApiError | null): void {
    this.#drop();
    this.#startPatience();
    this.refusal = refusal;
    this.status = 'retrying';
    this.failed = true;
    this.#retryAt = Date.now() + this.#delayMs();
    this.#countDown();
    this.#timer = setInterval(() => this.#countDown(), 200);
    this.subscriber.onLost();
  }

  #countDown(): void {
    this.secondsLeft = Math.max(0, Math.ceil((this.#retryAt - Date.now()) / 1000));
    if (Date.now() >= this.#retryAt) this.#open();
  }

  /** Doubles, with jitter: the guests of a full room must not all come back in one instant. */
  #delayMs(): number {
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#tries++);
    return ceiling * (0.6 + 0.4 * Math.random());
  }

  /** From now on the time without a connection counts. */
  #startPatience(): void {
    this.#patience ??= setTimeout(() => (this.lasting = true), LASTING_AFTER_MS);
  }

  #stopPatience(): void {
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
