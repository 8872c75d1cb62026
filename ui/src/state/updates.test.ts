import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UPDATE_EVERY_MS, Updates } from './updates';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Updates that take this long, of which each notes its time. */
function timed(tookMs: number): { updates: Updates; times: number[] } {
  const times: number[] = [];
  const updates: Updates = new Updates(() => {
    updates.updated();
    times.push(performance.now());
    vi.spyOn(performance, 'now').mockReturnValueOnce(performance.now() + tookMs);
  });
  return { updates, times };
}

async function next({ updates, times }: ReturnType<typeof timed>): Promise<number> {
  const before = times.at(-1) ?? performance.now();
  updates.schedule(UPDATE_EVERY_MS);
  while (times.at(-1) === before || times.length === 0) await vi.advanceTimersByTimeAsync(1);
  const waited = times.at(-1)! - before;
  await vi.advanceTimersByTimeAsync(40); // until it is painted
  return waited;
}

describe('the updates of a list', () => {
  it('come ten times a second', async () => {
    const quick = timed(5);
    await next(quick);
    expect(await next(quick)).toBeCloseTo(UPDATE_EVERY_MS, -1);
  });

  it('come less often where they take long, but not never', async () => {
    const slow = timed(60);
    await next(slow);
    expect(await next(slow)).toBeCloseTo(3 * 60, -1);
    const stuck = timed(5_000);
    await next(stuck);
    expect(await next(stuck)).toBeCloseTo(250, -1);
  });
});
