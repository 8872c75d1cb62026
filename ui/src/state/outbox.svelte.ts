// What was written here and is not known to be in the log: shown at once, sent in order, never lost, never doubled.
//
// # Invariants
// * One request at a time, in the order of writing. A refused message does not hold up those behind it.
// * A message leaves the outbox only as an entry of the log, or discarded by its writer.
// * The server remembers keys for a while, and only while it lives. So a message whose request had no answer (`unanswered`) is first
//   looked for in the log, from where the log ended when it was first sent; only if it is not there it is sent again.
import { ApiError, isUnreachable } from '../api/error';
import type { Host } from '../api/host';
import { t } from '../strings/page';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { Receipt } from '../types/Receipt';
import { offsetOf } from './cursor';
import { randomKey } from '../browser/random';
import { keep, recall } from '../browser/storage';

export type Outgoing = {
  /** Another once the room says that something else was said with it. */
  key: string;
  readonly name: string;
  readonly text: string;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words. */
  reason: string | null;
  /** Failed by the network or by a refusal that passes: goes again by itself. */
  again: boolean;
  /** Refused for what it says: only another text can be sent. */
  hopeless: boolean;
  /** A request went out and no answer came: the text may be in the log. */
  unanswered: boolean;
  /** The log's end when it was first sent; null: never sent. */
  since: string | null;
};

/** The outbox's view of the room. */
export type Surroundings = {
  online(): boolean;
  /** The newest end of the log that is known here. */
  end(): string;
  /** The name under which messages are written from now on. */
  name(): string;
  /** Which start of the room one is connected to. */
  run(): string;
  sent(receipt: Receipt): void;
  /** The session is not known (any more). */
  turnedAway(): void;
};

const CATCH_UP_ENTRIES = 200;
const SHORTEST_HOLD_MS = 1_000;
/** Refusals that pass: the message goes again by itself then. */
const PASSING = ['closing', 'room_paused'];
/** Refusals that the same text meets each time. */
const HOPELESS = ['bad_text', 'too_long'];

export class Outbox {
  messages = $state<Outgoing[]>([]);
  /** The one on its way, once the stream has brought it: where the host's disk is slow, the answer comes later. */
  #heard = $state<string | null>(null);
  /** Those that the log does not show yet. */
  readonly unheard = $derived(this.messages.filter((message) => message.key !== this.#heard));
  #sending = false;
  #held = false;
  /** Entries that answered a message already: two equal texts need two entries. */
  #claimed = new Set<number>();

  constructor(
    private readonly host: Host,
    private readonly around: Surroundings,
  ) {
    this.messages = recallMessages().map((message) => this.#resume(message));
  }

  /** Says it: shown at once, sent as soon as what was written before is sent. */
  say(text: string): void {
    this.messages.push({
      key: randomKey(),
      name: this.around.name(),
      text,
      state: 'waiting',
      reason: null,
      again: false,
      hopeless: false,
      unanswered: false,
      since: null,
    });
    this.#keep();
    void this.flush();
  }

  retry(key: string): void {
    const message = this.#find(key);
    if (message?.state !== 'failed') return;
    this.#wait(message);
    void this.flush();
  }

  discard(key: string): void {
    this.messages = this.messages.filter((message) => message.key !== key);
    this.#keep();
  }

  /** Gives the text back to its writer, who will write it anew. */
  takeBack(key: string): string {
    const text = this.#find(key)?.text ?? '';
    this.discard(key);
    return text;
  }

  /** Nothing is kept any more, not even of a request that is on its way. */
  discardAll(): void {
    this.messages = [];
    this.#keep();
  }

  /** The connection is back, or a pause is over: whatever that kept from being sent goes again. */
  resume(): void {
    for (const message of this.messages) if (message.state === 'failed' && message.again) this.#wait(message);
    void this.flush();
  }

  /** Entries that the log shows from now on. */
  hear(fresh: Entry[]): void {
    const message = this.messages.find((message) => message.state === 'sending');
    if (message && fresh.some((entry) => this.#answers(entry, message))) this.#heard = message.key;
  }

  async flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    let next = this.#next();
    while (next && (await this.#deliver(next))) next = this.#next();
    this.#sending = false;
  }

  #next(): Outgoing | undefined {
    if (this.#held || !this.around.online()) return undefined;
    return this.messages.find((message) => message.state === 'waiting');
  }

  /** Gives whether to go on with the next: not while the network fails or the server asks for a pause. */
  async #deliver(message: Outgoing): Promise<boolean> {
    message.state = 'sending';
    try {
      const receipt = (message.unanswered && (await this.#lookFor(message))) || (await this.#send(message));
      this.#claimed.add(receipt.entry.id);
      this.discard(message.key);
      this.around.sent(receipt);
      return true;
    } catch (thrown) {
      return this.#fail(message, ApiError.from(thrown));
    } finally {
      this.#heard = null;
    }
  }

  async #send(message: Outgoing): Promise<Receipt> {
    message.since ??= this.around.end();
    message.unanswered = true;
    this.#keep();
    try {
      return await this.host.say(message.text, message.key, this.around.run());
    } catch (thrown) {
      // A refusal is an answer: nothing was stored.
      message.unanswered = ApiError.from(thrown).status < 400;
      throw thrown;
    }
  }

  /** Whether the log has it already, from the end that was known when it was first sent. */
  async #lookFor(message: Outgoing): Promise<Receipt | null> {
    let after = String(offsetOf(message.since ?? '0-0'));
    for (;;) {
      const page = await this.#pageAfter(after);
      const entry = page.entries.find((entry) => this.#answers(entry, message));
      if (entry) return { entry, cursor: page.after };
      if (page.entries.length === 0 || page.after === after) return null;
      after = page.after;
    }
  }

  /** Of a file that was rewritten meanwhile only the newest page can tell anything. */
  async #pageAfter(after: string): Promise<Page> {
    try {
      return await this.host.messages({ after, limit: CATCH_UP_ENTRIES });
    } catch (thrown) {
      const { code } = ApiError.from(thrown);
      if (code !== 'log_rewritten' && code !== 'bad_cursor') throw thrown;
      const newest = await this.host.messages({ limit: CATCH_UP_ENTRIES });
      return { ...newest, after };
    }
  }

  #answers(entry: Entry, message: Outgoing): boolean {
    const mine = entry.name === message.name || entry.name === this.around.name();
    return mine && entry.verb === 'said' && entry.text === message.text && !this.#claimed.has(entry.id);
  }

  #fail(message: Outgoing, error: ApiError): boolean {
    if (error.code === 'too_fast') return this.#askedToWait(message, error.retryAfterMs ?? SHORTEST_HOLD_MS);
    if (error.code === 'restarted') {
      // The browser sent it again by itself. What became of the first time only the log knows.
      message.unanswered = true;
      return this.#hold(message, SHORTEST_HOLD_MS);
    }
    // The words are not in the log, and with this key they never come there.
    if (error.code === 'key_reused') message.key = randomKey();
    message.state = 'failed';
    message.reason = error.code === 'key_reused' ? t.outbox.keyReused : error.message;
    message.again = isUnreachable(error) || PASSING.includes(error.code) || error.status === 401;
    message.hopeless = HOPELESS.includes(error.code);
    this.#keep();
    if (error.status === 401) this.around.turnedAway();
    return !message.again;
  }

  /** The server asks for a pause: everything waits, in order. */
  #askedToWait(message: Outgoing, wait: number): boolean {
    const ms = Math.max(wait, SHORTEST_HOLD_MS);
    message.reason = t.outbox.tooFast(Math.ceil(ms / 1000));
    return this.#hold(message, ms);
  }

  #hold(message: Outgoing, ms: number): boolean {
    message.state = 'waiting';
    this.#held = true;
    setTimeout(() => {
      this.#held = false;
      message.reason = null;
      void this.flush();
    }, ms);
    return false;
  }

  #wait(message: Outgoing): void {
    message.state = 'waiting';
    message.reason = null;
    message.again = false;
    this.#keep();
  }

  /** A message from before the reload. A request that was on its way then has lost its answer. */
  #resume(message: Outgoing): Outgoing {
    if (message.name !== this.around.name()) {
      return { ...message, state: 'failed', again: false, reason: t.outbox.writtenAs(message.name) };
    }
    return message.state === 'sending' || message.again ? { ...message, state: 'waiting' } : message;
  }

  #find(key: string): Outgoing | undefined {
    return this.messages.find((message) => message.key === key);
  }

  #keep(): void {
    keep('tab', 'outbox', this.messages.length === 0 ? null : JSON.stringify(this.messages));
  }
}

function recallMessages(): Outgoing[] {
  return read(recall('tab', 'outbox') ?? '[]');
}

/** The texts of an outbox as it is kept. */
export function textsIn(kept: string): string[] {
  return read(kept).map(({ text }) => String(text));
}

function read(kept: string): Outgoing[] {
  try {
    const messages = JSON.parse(kept);
    return Array.isArray(messages) ? messages : [];
  } catch {
    return [];
  }
}
