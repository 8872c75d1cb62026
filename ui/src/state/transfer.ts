// One file on its way to the room, until the room holds the whole of it.
//
// # Invariants
// * The room knows how far the upload is. After anything unclear it is asked, and the transfer goes
//   on from there.
// * An upload that the room does not know any more begins again.
// * Only a refusal that would come again ends a transfer.
import { ApiError, isUnreachable } from '../api/error';
import type { Host } from '../api/host';
import { bytesOf } from '../browser/blob';
import { sharingWords as w } from '../strings/sharing';
import type { NewUpload } from '../types/NewUpload';
import type { UploadView } from '../types/UploadView';
import type { Pace } from './pace';
import { delayAfter, pause } from './patience';

/** The bytes of a file, or the token behind which the host's window has its path. */
export type Content = Blob | { token: string };

export type TransferSurroundings = {
  /** Transfers share the network, and so what is known of its speed. */
  readonly pace: Pace;
  /** Resolves once the page is connected, or the signal aborts. */
  online(signal: AbortSignal): Promise<void>;
  onSent(bytes: number): void;
  /** It waits because of this. Null: it goes on. */
  onDelay(why: ApiError | null): void;
};

export class Transfer {
  /** The room's name for the upload, once it has begun. */
  id: string | null = null;
  #control = new AbortController();
  #tries = 0;

  constructor(
    private readonly host: Host,
    private readonly upload: NewUpload,
    private readonly content: Content,
    private readonly around: TransferSurroundings,
  ) {}

  get ended(): boolean {
    return this.#control.signal.aborted;
  }

  /** Resolves once the room holds the file, or the transfer was dropped. Rejects when refused. */
  async run(): Promise<void> {
    const { signal } = this.#control;
    this.#tries = 0;
    while (!this.ended) {
      await this.around.online(signal);
      if (this.ended) return;
      try {
        return await this.#send();
      } catch (thrown) {
        if (this.ended) return;
        await this.#wait(ApiError.from(thrown));
      }
    }
  }

  /** Gives the upload up, here and in the room. */
  drop(): void {
    this.#control.abort();
    if (this.id !== null) this.#forget(this.id);
  }

  /** Ends it here. The room keeps what it has for a while. */
  stop(): void {
    this.#control.abort();
  }

  async #send(): Promise<void> {
    let view = await this.#where();
    while (!this.ended && view.offset < view.size) {
      this.#noteSent(view.offset);
      view = await this.#sendFrom(view);
      this.#tries = 0;
    }
    if (!this.ended) this.#noteSent(view.size);
  }

  #noteSent(bytes: number): void {
    this.around.onDelay(null);
    this.around.onSent(bytes);
  }

  /** Begins the upload, or asks the room how far it is. */
  async #where(): Promise<UploadView> {
    if (this.id !== null) return this.host.uploads.find(this.id);
    const view = await this.host.uploads.begin(this.upload);
    if (this.ended) this.#forget(view.id);
    this.id = view.id;
    return view;
  }

  async #sendFrom(view: UploadView): Promise<UploadView> {
    const { id, offset } = view;
    const { signal } = this.#control;
    const onSent = (bytes: number) => !this.ended && this.around.onSent(offset + bytes);
    const { content } = this;
    try {
      if (!(content instanceof Blob)) return await this.host.window!.copy(id, content.token, onSent, signal);
      const slice = content.slice(offset, offset + this.around.pace.bytes);
      const began = Date.now();
      const next = await this.host.uploads.send(id, offset, slice, onSent, signal);
      this.around.pace.took(slice.size, Date.now() - began);
      return next;
    } catch (thrown) {
      return this.#correct(view, ApiError.from(thrown));
    }
  }

  /** The room may name the offset to go on from. It is believed if that is another one. */
  #correct(view: UploadView, error: ApiError): UploadView {
    const { offset } = error;
    if (error.code !== 'wrong_offset' || offset === null || offset === view.offset) throw error;
    return { ...view, offset };
  }

  async #wait(error: ApiError): Promise<void> {
    if (error.code === 'no_such_upload') this.id = null;
    if (isUnreachable(error)) {
      this.around.pace.lost();
      await this.#checkReadable();
    }
    const ms = delayAfter(error, this.#tries++);
    if (ms === null) throw error;
    this.around.onDelay(error);
    await pause(ms, this.#control.signal);
  }

  /** A file that was changed or deleted since it was picked fails just like a lost connection. */
  async #checkReadable(): Promise<void> {
    if (!(this.content instanceof Blob)) return;
    try {
      await bytesOf(this.content.slice(0, 1));
    } catch {
      throw new ApiError('unreadable', w.unreadable);
    }
  }

  #forget(id: string): void {
    this.host.uploads.drop(id).catch(() => {});
  }
}
