// One file that a person wants to share: what is known of it, and how far it is.
import { ApiError } from '../api/error';
import { randomKey } from '../browser/random';
import type { Source } from './pick';

export type ItemState = 'preparing' | 'waiting' | 'sending' | 'held' | 'failed';

const PICTURE = /\.(avif|bmp|gif|heic|heif|jpe?g|png|webp)$/i;
const VIDEO = /\.(m4v|mov|mp4)$/i;

export class UploadItem {
  readonly key = randomKey();
  readonly type: string;
  /** What the file itself is called. */
  readonly originalName: string;
  /** How large the file itself is. */
  readonly originalBytes: number;
  /** A small picture of it, as a `data:` address. */
  preview = $state<string | null>(null);
  /** What is sent in its place, for a picture that is made smaller. */
  small = $state.raw<{ name: string; content: Blob } | null>(null);
  state = $state<ItemState>('preparing');
  /** The bytes that the room has. */
  sent = $state(0);
  /** Why it failed, or what it waits for. */
  problem = $state.raw<ApiError | null>(null);

  constructor(readonly source: Source) {
    this.type = source.type;
    this.originalName = source.name;
    this.originalBytes = source instanceof File ? source.size : source.bytes;
  }

  get name(): string {
    return this.small?.name ?? this.originalName;
  }

  /** How much is sent. */
  get bytes(): number {
    return this.small?.content.size ?? this.originalBytes;
  }

  get isPicture(): boolean {
    return this.type.startsWith('image/') || PICTURE.test(this.originalName);
  }

  /** Making a moving picture smaller would stop it, and drawings have no size. */
  get canBeSmaller(): boolean {
    return this.isPicture && !/gif|svg/i.test(this.type || this.originalName);
  }

  /** Cameras write the place into pictures and videos. */
  get mayKnowPlace(): boolean {
    return this.isPicture || this.type.startsWith('video/') || VIDEO.test(this.originalName);
  }

  fail(problem: ApiError): void {
    this.state = 'failed';
    this.problem = problem;
  }

  /** The room has the whole of it. */
  hold(): void {
    this.state = 'held';
    this.sent = this.bytes;
    this.problem = null;
  }

  /** It is about to be sent, from its beginning. */
  begin(): void {
    this.state = 'waiting';
    this.sent = 0;
    this.problem = null;
  }
}
