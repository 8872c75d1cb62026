// Shares a batch whose files the room holds, exactly once.
//
// The room answers a request that it has answered before with the same receipt, but it does not
// remember that for ever. So once a request had no response and the uploads are gone, the batch is
// searched for in the log, from the log's end at the first request.
import { ApiError, isUnreachable } from '../api/error';
import type { Host } from '../api/host';
import { t } from '../strings/page';
import type { Receipt } from '../types/Receipt';
import type { Batch } from './batch.svelte';
import { offsetOf } from './cursor';
import { delayAfter, pause } from './patience';

export type ShareSurroundings = {
  /** Resolves once the page is connected, or the signal aborts. */
  connected(signal: AbortSignal): Promise<void>;
  /** The newest end of the log that is known here. */
  end(): string;
  /** Which start of the room this page is connected to. */
  run(): string;
};

/** Its receipt; null: the room does not hold its files any more, or not the whole of them. */
export async function shareBatch(
  batch: Batch,
  ids: string[],
  host: Host,
  around: ShareSurroundings,
  signal: AbortSignal,
): Promise<Receipt | null> {
  for (let tries = 0; ; tries++) {
    await around.connected(signal);
    try {
      if (signal.aborted) throw new ApiError('cancelled', '');
      batch.problem = null;
      return await share(batch, ids, host, around);
    } catch (thrown) {
      const error = ApiError.from(thrown);
      if (signal.aborted) throw error;
      if (error.code === 'no_such_upload' || error.code === 'upload_unfinished') return null;
      const ms = delayAfter(error, tries);
      if (ms === null) throw error;
      batch.problem = error;
      await pause(ms, signal);
    }
  }
}

async function share(
  batch: Batch,
  uploads: string[],
  host: Host,
  around: ShareSurroundings,
): Promise<Receipt> {
  batch.since ??= around.end();
  const before = batch.unanswered;
  batch.unanswered = true;
  try {
    const receipt = await host.act({ do: 'share', uploads, text: batch.caption }, null, around.run(), null);
    if (receipt) return receipt;
    throw new ApiError('unreachable', t.errors.unreachable);
  } catch (thrown) {
    const error = ApiError.from(thrown);
    const found = before && error.code === 'no_such_upload' ? await findShared(batch, host) : null;
    if (found) return found;
    // A refusal says that this request shared nothing, but nothing of one before.
    const isClear = !isUnreachable(error) && error.code !== 'restarted';
    batch.unanswered = before || !isClear;
    throw error;
  }
}

async function findShared(batch: Batch, host: Host): Promise<Receipt | null> {
  let after = String(offsetOf(batch.since ?? '0-0'));
  for (;;) {
    const page = await host.messages({ after, limit: 200 });
    const entry = page.entries.find((entry) => batch.couldBe(entry));
    if (entry) return { entry, cursor: page.after };
    if (page.entries.length === 0 || page.after === after) return null;
    after = page.after;
  }
}
