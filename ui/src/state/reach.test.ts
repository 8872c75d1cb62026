// What a page finds out after it has lost its host, and which finding wins.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/error';
import { FakeHost } from './host.fixture';
import { Reach } from './reach.svelte';

let host: FakeHost;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  host = new FakeHost();
  host.health = () => Promise.reject(new ApiError('unreachable', 'gone'));
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function found(): Promise<string> {
  const reach = new Reach(host);
  stop = reach.watch();
  await vi.advanceTimersByTimeAsync(0);
  return reach.finding;
}

describe('why the host cannot be reached', () => {
  it('does not come from the browser while the host responds', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    host.health = () => Promise.resolve();
    expect(await found()).toBe('reachable');
  });

  it('is the missing network where there is none', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    expect(await found()).toBe('offline');
  });

  it('is mobile data where the phone says so', async () => {
    vi.stubGlobal('navigator', { onLine: true, connection: { type: 'cellular' } });
    expect(await found()).toBe('cellular');
  });

  it('is another for a closed app than for a silent computer', async () => {
    vi.stubGlobal('navigator', { onLine: true });
    expect(await found()).toBe('refused');
    stop();
    host.health = () => Promise.reject(new ApiError('timeout', 'slow'));
    expect(await found()).toBe('silent');
  });

  it('is checked again, and no longer once nobody wants to know', async () => {
    vi.stubGlobal('navigator', { onLine: true });
    let checks = 0;
    host.health = () => Promise.reject(new ApiError('unreachable', String(checks++)));
    await found();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(checks).toBe(2);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(checks).toBe(2);
  });
});
