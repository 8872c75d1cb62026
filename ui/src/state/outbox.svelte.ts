// Messages that were written here and are not known to be in the log. They are shown at once, sent
// in order, never lost and never doubled.
//
// # Invariants
// * One request at a time, in the order of writing. A refused message does not hold up those behind
//   it.
// * A message leaves the outbox only as an entry of the log, or because its writer discards it.
// * The server remembers keys for a while, and only while it runs. So a message whose request had
//   no response (`unanswered`) is first searched for in the log, from the log's end at its first
//   sending. Only if it is not there, it is sent again.
import { ApiError, isUnreachable } from '../api/error';
import type { Host } from '../api/host';
import { randomKey } from '../browser/random';
import { keep, recall } from '../browser/storage';
import { t } from '../strings/page';
import type { Entry } from '../types/Entry';
import type { Page } from '../types/Page';
import type { Receipt } from '../types/Receipt';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { offsetOf } from './cursor';

export type Outgoing = {
  /** Replaced when the room says that it knows another text by this key. */
  key: string;
  readonly name: string;
  readonly text: string;
  /** The id of the entry that it answers. Null, too, once others have changed the log. */
  replyTo: number | null;
  /** The newest cursor of the log that this id is of. */
  readonly answersIn: string | null;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed, in words. */
  reason: string | null;
  /** The network failed, or the refusal will pass: it is sent again without the writer's help. */
  again: boolean;
  /** Refused for good: only another text, or one that is no reply, can be sent. */
  hopeless: boolean;
  /** A request was sent and had no response: the text may be in the log. */
  unanswered: boolean;
  /** The log's end when it was first sent. Null: never sent. */
  since: string | null;
};

/** The outbox's view of the room. */
export type Surroundings = {
  online(): boolean;
  /** The newest end of the log that is known here. */
  end(): string;
  /** The name under which messages are written from now on. */
  name(): string;
  /** Which start of the room this page is connected to. */
  run(): string;
  /** Grows each time when the file is replaced. Ids from before mean nothing afterwards. */
  resets(): number;
  onSent(receipt: Receipt): void;
  /** The server does not know the session, or no longer. */
  onTurnedAway(): void;
};

const CATCH_UP_ENTRIES = 200;
const SHORTEST_HOLD_MS = 1_000;
/** Refusals that pass: then the message is sent again. */
const PASSING = ['closing', 'room_paused'];
/** Refusals that the same message gets each time. */
const HOPELESS = ['bad_text', 'too_long', 'no_such_message', 'removed'];

export class Outbox {
  messages = $state<Outgoing[]>([]);
  /**
   * The key of the message on its way, once the stream has brought its entry. Where the host's disk
   * is slow, the response comes later.
   */
  #shownKey = $state<string | null>(null);
  /** The messages that the log does not show yet. */
  readonly unshown = $derived(this.messages.filter((message) => message.key !== this.#shownKey));
  #sending = false;
  #held = false;
  /** Entries that belong to a message already: two equal texts need two entries. */
  #claimed = new Set<number>();

  constructor(
    private readonly host: Host,
    private readonly around: Surroundings,
  ) {
    this.messages = recallMessages().map((message) => this.#resume(message));
  }

  /** Takes a new message. It is shown at once, and sent as soon as the earlier ones are sent. */
  say(said: string, replyTo: number | null = null): void {
    // As the log gives it back. Word and web pages have other line breaks.
    const text = said.replace(/\r\n?|[\v\f\x85\u2028\u2029]/g, '\n');
    this.messages.push({
      key: randomKey(),
      name: this.around.name(),
      text,
      replyTo,
      answersIn: replyTo === null ? null : this.around.end(),
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

  /** Discards a message and returns it, for its writer to change. */
  takeBack(key: string): Outgoing | undefined {
    const message = this.#find(key);
    this.discard(key);
    return message;
  }

  /** Forgets everything, also a message that is on its way. */
  discardAll(): void {
    this.messages = [];
    this.#keep();
  }

  /** The connection is back, or a pause is over: sends the messages that failed because of that. */
  resume(): void {
    for (const message of this.messages) if (message.state === 'failed' && message.again) this.#wait(message);
    void this.flush();
  }

  /** Takes note of entries that the log shows from now on. */
  noteShown(fresh: Entry[]): void {
    const message = this.messages.find((message) => message.state === 'sending');
    if (message && fresh.some((entry) => this.#couldBe(entry, message) && entry.text === message.text))
      this.#shownKey = message.key;
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

  /**
   * Returns whether the next one can be sent: not while the network fails or the server wants a
   * pause.
   */
  async #deliver(message: Outgoing): Promise<boolean> {
    message.state = 'sending';
    const resets = this.around.resets();
    try {
      const receipt = (message.unanswered && (await this.#findInLog(message))) || (await this.#send(message));
      this.discard(message.key);
      // If the file was replaced meanwhile, the receipt may be of the file before. The stream
      // brings what is in this one.
      if (resets === this.around.resets()) {
        this.#claimed.add(receipt.entry.id);
        this.around.onSent(receipt);
      }
      return true;
    } catch (thrown) {
      return this.#fail(message, ApiError.from(thrown));
    } finally {
      this.#shownKey = null;
    }
  }

  async #send(message: Outgoing): Promise<Receipt> {
    message.since ??= this.around.end();
    message.unanswered = true;
    this.#keep();
    try {
      const { text, replyTo, key } = message;
      const act = { do: 'say', text, reply_to: replyTo } as const;
      const cursor = replyTo === null ? null : message.answersIn;
      const receipt = await this.host.act(act, key, this.around.run(), cursor);
      if (receipt) return receipt;
      // The log shows what became of it.
      throw new ApiError('unreachable', t.errors.unreachable);
    } catch (thrown) {
      // After a refusal nothing was stored.
      message.unanswered = ApiError.from(thrown).status < 400;
      throw thrown;
    }
  }

  /**
   * Its receipt, if the log has it already, after the end that was known when it was first sent.
   */
  async #findInLog(message: Outgoing): Promise<Receipt | null> {
    let after = String(offsetOf(message.since ?? '0-0'));
    let removed = false;
    for (;;) {
      const page = await this.#pageAfter(after);
      for (const entry of page.entries.filter((entry) => this.#couldBe(entry, message))) {
        removed ||= entry.removed !== null;
        if ((await this.#firstWords(entry)) === message.text) return { entry, cursor: page.after };
      }
      if (page.entries.length === 0 || page.after === after) break;
      after = page.after;
    }
    // Words that were removed must not come back by themselves.
    if (removed) throw new ApiError('perhaps_removed', t.outbox.perhapsRemoved);
    return null;
  }

  /** The words of an entry before any edit. */
  async #firstWords(entry: ResolvedEntry): Promise<string | undefined> {
    if (entry.edited === null) return entry.text;
    const { wordings } = await this.host.message(entry.id);
    return wordings[0]?.text;
  }

  /** Where the file was rewritten meanwhile, only the newest page is of use. */
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

  #couldBe(entry: Entry, { name, replyTo }: Outgoing): boolean {
    const mine = entry.name === name || entry.name === this.around.name();
    const verb = replyTo === null ? 'said' : 'replied to';
    return mine && entry.verb === verb && entry.target === replyTo && !this.#claimed.has(entry.id);
  }

  #fail(message: Outgoing, error: ApiError): boolean {
    if (error.code === 'too_fast') return this.#waitAsAsked(message, error.retryAfterMs ?? SHORTEST_HOLD_MS);
    if (error.code === 'restarted') {
      // The browser repeated the request. Only the log shows what became of the first one.
      message.unanswered = true;
      return this.#hold(message, SHORTEST_HOLD_MS);
    }
    if (error.code === 'perhaps_removed') message.unanswered = false;
    // What it answers may be another message by now.
    if (error.code === 'log_rewritten') message.replyTo = null;
    // The text is not in the log, and with this key it never can be.
    if (error.code === 'key_reused') message.key = randomKey();
    message.state = 'failed';
    message.reason = error.code === 'key_reused' ? t.outbox.keyReused : error.message;
    message.again = isUnreachable(error) || PASSING.includes(error.code) || error.status === 401;
    message.hopeless = HOPELESS.includes(error.code);
    this.#keep();
    if (error.status === 401) this.around.onTurnedAway();
    return !message.again;
  }

  /** The server wants a pause: everything waits, in order. */
  #waitAsAsked(message: Outgoing, wait: number): boolean {
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

  /**
   * Restores a message after a reload. A request that was on its way then has lost its response.
   */
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

/** The texts of an outbox in its stored form. */
export function textsIn(kept: string): string[] {
  return read(kept).map(({ text }) => String(text));
}

function read(kept: string): Outgoing[] {
  try {
    const messages = JSON.parse(kept);
    // Earlier versions of the page did not keep these.
    const before = { replyTo: null, answersIn: null };
    return Array.isArray(messages) ? messages.map((message) => ({ ...before, ...message })) : [];
  } catch {
    return [];
  }
}
