// The uploads of a host in memory, which behaves as docs/http.md says. A test decides what is lost
// on the way.
import { ApiError } from '../api/error';
import type { Uploads } from '../api/host';
import type { Act } from '../types/Act';
import type { Entry } from '../types/Entry';
import type { NewUpload } from '../types/NewUpload';
import type { Share } from '../types/Share';
import type { UploadView } from '../types/UploadView';

type ShareAct = Extract<Act, { do: 'share' }>;
type Held = UploadView & { upload: NewUpload; entry?: Entry };

export const unreachable = () => new ApiError('unreachable', 'unreachable');
export const refused = (code: string, status: number, retryAfterMs?: number) =>
  new ApiError(code, code, { status, retryAfterMs });

export class FakeUploads implements Uploads {
  begun: NewUpload[] = [];
  /** The offset and the bytes of each slice that came. */
  slices: { id: string; offset: number; bytes: number }[] = [];
  dropped: string[] = [];
  finds = 0;
  known = new Map<string, Held>();
  /** Uploads under way at the same time, at most. */
  most = 0;
  /** The error with which a request fails before it does anything. */
  refuseBegin: () => ApiError | null = () => null;
  refuseSend: () => ApiError | null = () => null;
  refuseFind: () => ApiError | null = () => null;
  /** How many bytes of a slice come before its connection breaks. Null: all, and no break. */
  cut: () => number | null = () => null;
  /** While this is set, no slice is answered. */
  gate: Promise<void> | null = null;

  #underWay = 0;
  #lastId = 0;

  begin = async (upload: NewUpload): Promise<UploadView> => {
    const refusal = this.refuseBegin();
    if (refusal) throw refusal;
    this.begun.push(upload);
    const id = `u${++this.#lastId}`;
    const held = { id, offset: 0, size: upload.size, upload };
    this.known.set(id, held);
    return { ...held };
  };

  send = async (
    id: string,
    offset: number,
    slice: Blob,
    onSent: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<UploadView> => {
    this.most = Math.max(this.most, ++this.#underWay);
    try {
      await this.gate;
      if (signal.aborted) throw unreachable();
      return this.#append(id, offset, slice, onSent);
    } finally {
      this.#underWay--;
    }
  };

  find = async (id: string): Promise<UploadView> => {
    this.finds++;
    const refusal = this.refuseFind();
    if (refusal) throw refusal;
    return { ...this.#held(id) };
  };

  drop = async (id: string): Promise<void> => {
    this.dropped.push(id);
    this.known.delete(id);
  };

  refuseShare({ uploads }: ShareAct): ApiError | null {
    if (uploads.some((id) => !this.known.has(id))) return refused('no_such_upload', 404);
    const all = uploads.map((id) => this.#held(id));
    return all.some(({ offset, size }) => offset < size) ? refused('upload_unfinished', 409) : null;
  }

  receiptOf({ uploads }: ShareAct): Entry | undefined {
    return this.known.get(uploads[0] ?? '')?.entry;
  }

  share({ uploads, text }: ShareAct): Share {
    const files = uploads.map((id) => {
      const { name, size } = this.#held(id).upload;
      return { name, bytes: size, width: null, height: null, path: `files/7kq2a-${name}` };
    });
    return { files, caption: text };
  }

  noteShared({ uploads }: ShareAct, entry: Entry): void {
    for (const id of uploads) this.#held(id).entry = entry;
  }

  #append(id: string, offset: number, slice: Blob, onSent: (bytes: number) => void): UploadView {
    const refusal = this.refuseSend();
    if (refusal) throw refusal;
    const held = this.#held(id);
    if (offset !== held.offset)
      throw new ApiError('wrong_offset', 'wrong offset', { status: 409, offset: held.offset });
    const come = this.cut();
    this.slices.push({ id, offset, bytes: come ?? slice.size });
    onSent(slice.size);
    held.offset += come ?? slice.size;
    if (come !== null) throw unreachable();
    return { ...held };
  }

  #held(id: string): Held {
    const held = this.known.get(id);
    if (!held) throw refused('no_such_upload', 404);
    return held;
  }
}
