// Files on their way from this page to the room: those that are picked, above the composer, and the
// batches that were sent from there.
//
// # Invariants
// * A file begins to travel when it is picked, and the room holds it until its batch is shared.
// * Two files travel at a time: those of sent batches first, in order.
// * Batches are shared in the order in which they were sent. One that failed holds up no other.
// * A batch is shared once (share.ts).
import { ApiError } from '../api/error';
import type { Host } from '../api/host';
import { sharingWords as w } from '../strings/sharing';
import type { Entry } from '../types/Entry';
import type { Receipt } from '../types/Receipt';
import type { Doing } from './acts.svelte';
import { Batch } from './batch.svelte';
import { readTyped } from './command';
import { trimmed, type Draft } from './draft.svelte';
import { Pace } from './pace';
import type { Pick } from './pick';
import { prepare, type Pictures, type Wishes } from './prepare';
import { shareBatch } from './share';
import { Transfer } from './transfer';
import { UploadItem } from './uploaditem.svelte';

/** The room as it is seen from here. */
export type UploadSurroundings = {
  online(): boolean;
  /** The newest end of the log that is known here. */
  end(): string;
  /** The name under which files are shared from now on. */
  name(): string;
  /** Which start of the room this page is connected to. */
  run(): string;
  /** Grows each time when the file is replaced. Ids from before mean nothing afterwards. */
  resets(): number;
  onSent(receipt: Receipt): void;
  /** The server does not know the session, or no longer. */
  onTurnedAway(): void;
  maxFileBytes(): number;
  /** Why no file can be picked now, in words. */
  off(): string | null;
  readonly draft: Draft;
  doing(): Doing | null;
  /** Does with a text what the composer does without files. */
  submit(text: string): boolean;
  /** The person has said something. */
  onSend(): void;
};

const AT_A_TIME = 2;
/** How often a batch whose files the room has lost begins again by itself. */
const MOST_LOSSES = 3;
/** The most files of a message. */
export const MOST_FILES = 20;

export class Uploading {
  picked = $state.raw<UploadItem[]>([]);
  batches = $state.raw<Batch[]>([]);
  /** What was not picked, and why, in words. */
  note = $state<string | null>(null);
  wishes = $state.raw<Wishes>({ smaller: false, keepPlace: false });
  readonly sendable = $derived(this.picked.filter((item) => item.state !== 'failed'));
  /** The batches that the log does not show yet. */
  readonly unshown = $derived(this.batches.filter((batch) => !batch.shown));
  /** Something would be lost with the page. */
  readonly busy = $derived(this.picked.length > 0 || this.batches.length > 0);

  /** Why no file could be picked last, in words. */
  #refusal: string | null = null;
  #transfers = new Map<UploadItem, Transfer>();
  /** The newest preparation of each file. An older one comes to nothing. */
  #preparing = new Map<UploadItem, object>();
  #sharing: { batch: Batch; control: AbortController } | null = null;
  #pace = new Pace();
  #wakers = new Set<() => void>();

  constructor(
    private readonly host: Host,
    private readonly around: UploadSurroundings,
    private readonly pictures: Pictures,
  ) {}

  /** Why no file can be picked now, in words. */
  get off(): string | null {
    return this.around.off();
  }

  add(pick: Pick): void {
    this.#refusal = this.note = this.off;
    if (this.note === null) this.take(pick);
  }

  /** Drops the word that no file can be picked once that is over. */
  forgetRefusal(): void {
    if (this.note !== null && this.note === this.#refusal && this.note !== this.off) this.note = null;
  }

  /** Takes what was picked when it could be. */
  take({ files, folders }: Pick): void {
    const free = MOST_FILES - this.picked.length;
    if (files.length > free) this.note = w.leftOut(MOST_FILES, files.length - free);
    else if (folders > 0) this.note = w.folders;
    const items = files.slice(0, free).map((source) => new UploadItem(source));
    this.picked = [...this.picked, ...items];
    items.forEach((item) => this.#begin(item));
  }

  drop(item: UploadItem): void {
    this.picked = this.picked.filter((other) => other !== item);
    this.#discard(item);
    this.#go();
  }

  retry(item: UploadItem): void {
    this.#again(item);
    this.#go();
  }

  /** Whether a later try can help. */
  mayRetry({ problem }: UploadItem): boolean {
    return problem?.code !== 'file_too_large';
  }

  /** What is picked and concerned begins again. */
  wish(wishes: Wishes): void {
    const before = this.wishes;
    this.wishes = wishes;
    const concerned = (item: UploadItem) =>
      (item.canBeSmaller && before.smaller !== wishes.smaller) ||
      (item.mayKnowPlace && before.keepPlace !== wishes.keepPlace);
    for (const item of this.picked.filter(concerned)) void this.#prepare(item);
  }

  /**
   * Sends what is picked, with the draft as its caption. The words of a reply go by themselves, and
   * a command that says nothing leaves the files where they are. Returns whether the text asks for
   * help.
   */
  send(): boolean {
    const { draft, doing, submit } = this.around;
    const typed = readTyped(trimmed(draft.text));
    if (!('said' in typed)) return submit(draft.text);
    const isReply = doing()?.kind === 'reply' && typed.said !== '';
    if (isReply) submit(draft.text);
    else draft.text = '';
    this.#sendBatch(isReply ? '' : typed.said);
    return false;
  }

  #sendBatch(caption: string): void {
    const items = this.sendable;
    if (items.length === 0) return;
    this.picked = this.picked.filter((item) => !items.includes(item));
    this.note = null;
    this.around.onSend();
    // The next pictures do not tell where they were taken only because these do.
    this.wishes = { ...this.wishes, keepPlace: false };
    this.batches = [...this.batches, new Batch(items, caption, this.around.name())];
    this.#go();
  }

  /** Gives a batch up. Its caption goes back to the composer. */
  cancel(batch: Batch): void {
    if (this.#sharing?.batch === batch) this.#sharing.control.abort();
    batch.items.forEach((item) => this.#discard(item));
    this.#forget(batch);
    if (batch.caption !== '') this.around.draft.putBack(batch.caption);
    this.#go();
  }

  retryBatch(batch: Batch): void {
    if (batch.state !== 'failed') return;
    batch.state = 'sending';
    batch.problem = null;
    batch.items.forEach((item) => this.#again(item));
    this.#go();
  }

  /** The connection is back. */
  resume(): void {
    this.#wakers.forEach((wake) => wake());
  }

  /** Takes note of entries that the log shows from now on. */
  noteShown(fresh: Entry[]): void {
    const batch = this.#sharing?.batch;
    if (batch && fresh.some((entry) => batch.couldBe(entry))) batch.shown = true;
  }

  /** The person leaves the room: everything is given up. */
  close(): void {
    this.#sharing?.control.abort();
    this.#preparing.clear();
    for (const transfer of this.#transfers.values()) transfer.drop();
    this.picked = [];
    this.batches = [];
  }

  /** A file that is too large is refused before anything is done with it. */
  #begin(item: UploadItem): void {
    const most = this.around.maxFileBytes();
    const mayBeSmaller = this.wishes.smaller && item.canBeSmaller;
    if (item.bytes > most && !mayBeSmaller) item.fail(tooLarge(most));
    else void this.#prepare(item);
  }

  async #prepare(item: UploadItem): Promise<void> {
    this.#discard(item);
    const turn = {};
    this.#preparing.set(item, turn);
    item.state = 'preparing';
    item.problem = null;
    const { upload, content } = await prepare(item, this.wishes, this.host, this.pictures);
    if (this.#preparing.get(item) !== turn) return;
    this.#preparing.delete(item);
    const most = this.around.maxFileBytes();
    if (upload.size > most) this.#failed(item, tooLarge(most));
    else {
      this.#transfers.set(item, new Transfer(this.host, upload, content, this.#transferSurroundings(item)));
      item.begin();
    }
    this.#go();
  }

  #again(item: UploadItem): void {
    if (item.state !== 'failed') return;
    if (this.#transfers.has(item)) item.begin();
    else void this.#prepare(item);
  }

  #discard(item: UploadItem): void {
    this.#preparing.delete(item);
    this.#transfers.get(item)?.drop();
    this.#transfers.delete(item);
  }

  #forget(batch: Batch): void {
    this.batches = this.batches.filter((other) => other !== batch);
    for (const item of batch.items) this.#transfers.delete(item);
  }

  #transferSurroundings(item: UploadItem) {
    return {
      pace: this.#pace,
      online: (signal: AbortSignal) => this.#connected(signal),
      onSent: (bytes: number) => void (item.sent = bytes),
      onDelay: (why: ApiError | null) => void (item.problem = why),
    };
  }

  #connected(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!signal.aborted && !this.around.online()) return;
        this.#wakers.delete(check);
        signal.removeEventListener('abort', check);
        resolve();
      };
      this.#wakers.add(check);
      signal.addEventListener('abort', check);
      check();
    });
  }

  /** Begins everything that can begin now. */
  #go(): void {
    const queue = [...this.batches.flatMap((batch) => batch.items), ...this.picked];
    const free = AT_A_TIME - queue.filter((item) => item.state === 'sending').length;
    const next = queue.filter((item) => item.state === 'waiting').slice(0, Math.max(0, free));
    for (const item of next) void this.#carry(item);
    this.#shareNext();
  }

  async #carry(item: UploadItem): Promise<void> {
    const transfer = this.#transfers.get(item);
    if (!transfer) return;
    item.state = 'sending';
    try {
      await transfer.run();
      if (!transfer.ended) item.hold();
    } catch (thrown) {
      this.#failed(item, ApiError.from(thrown));
    }
    this.#go();
  }

  #failed(item: UploadItem, error: ApiError): void {
    item.fail(error);
    const batch = this.batches.find(({ items }) => items.includes(item));
    if (batch) {
      batch.state = 'failed';
      batch.problem = new ApiError(error.code, w.outgoing.failedFile(item.name, error.message));
    }
    if (error.status === 401) this.around.onTurnedAway();
  }

  #shareNext(): void {
    const next = this.batches.find((batch) => batch.state !== 'failed');
    if (next?.isHeld && !this.#sharing) void this.#share(next);
  }

  async #share(batch: Batch): Promise<void> {
    const control = new AbortController();
    this.#sharing = { batch, control };
    batch.state = 'sharing';
    try {
      const resets = this.around.resets();
      const receipt = await this.#askToShare(batch, control.signal);
      if (receipt) this.#shared(batch, receipt, resets);
      else this.#beginAgain(batch);
    } catch (thrown) {
      if (!control.signal.aborted) this.#notShared(batch, ApiError.from(thrown));
    }
    this.#sharing = null;
    this.#go();
  }

  #askToShare(batch: Batch, signal: AbortSignal): Promise<Receipt | null> {
    const ids = batch.items.map((item) => this.#transfers.get(item)?.id ?? '');
    const connected = () => this.#connected(signal);
    const { end, run } = this.around;
    return shareBatch(batch, ids, this.host, { connected, end, run }, signal);
  }

  /**
   * If the file was replaced meanwhile, the receipt may be of the file before. The stream brings
   * what is in this one.
   */
  #shared(batch: Batch, receipt: Receipt, resets: number): void {
    this.#forget(batch);
    if (resets === this.around.resets()) this.around.onSent(receipt);
  }

  /** The room does not have all of it any more: what is missing travels again. */
  #beginAgain(batch: Batch): void {
    if (++batch.losses > MOST_LOSSES) return this.#notShared(batch, new ApiError('lost', w.lost));
    batch.state = 'sending';
    batch.unanswered = false;
    for (const item of batch.items) item.begin();
  }

  #notShared(batch: Batch, error: ApiError): void {
    batch.state = 'failed';
    batch.problem = error;
    if (error.status === 401) this.around.onTurnedAway();
  }
}

function tooLarge(most: number): ApiError {
  return ApiError.refused({ code: 'file_too_large', message: w.tooLarge(most), most });
}
