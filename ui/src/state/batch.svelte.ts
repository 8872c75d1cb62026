// Files that are shared together, in one line of the log, with their caption.
import type { ApiError } from '../api/error';
import { randomKey } from '../browser/random';
import type { Entry } from '../types/Entry';
import type { UploadItem } from './uploaditem.svelte';

export class Batch {
  readonly key = randomKey();
  /** `sharing`: everything is there, and the room is asked to share it. */
  state = $state<'sending' | 'sharing' | 'failed'>('sending');
  /** Why it could not be shared, or what that waits for. */
  problem = $state.raw<ApiError | null>(null);
  /** The log shows it already. */
  shown = $state(false);
  /** A request to share it had no response: it may be in the log. */
  unanswered = $state(false);
  /** How often the room did not have its files any more. */
  losses = 0;
  /** The log's end when that request was sent. */
  since: string | null = null;

  constructor(
    readonly items: UploadItem[],
    readonly caption: string,
    /** The name under which it is shared. */
    readonly name: string,
  ) {}

  get bytes(): number {
    return sum(this.items, (item) => item.bytes);
  }

  get sent(): number {
    return sum(this.items, (item) => item.sent);
  }

  /** While the room is asked to share it, nobody knows whether it is shared already. */
  get mayCancel(): boolean {
    return this.state === 'failed' || !this.unanswered;
  }

  get isHeld(): boolean {
    return this.items.every((item) => item.state === 'held');
  }

  /** Whether this entry can be the batch. Names are not compared: the room may change them. */
  couldBe({ verb, name, share }: Entry): boolean {
    if (verb !== 'shared' || name !== this.name || !share || share.caption !== this.caption) return false;
    const { files } = share;
    return (
      files.length === this.items.length && files.every(({ bytes }, i) => bytes === this.items[i]?.bytes)
    );
  }
}

function sum(items: UploadItem[], of: (item: UploadItem) => number): number {
  return items.reduce((all, item) => all + of(item), 0);
}
