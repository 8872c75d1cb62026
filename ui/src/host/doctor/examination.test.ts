// The examination: one run at a time, and another run after each new arrival.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/error';
import type { HostWindow } from '../../api/host';
import type { Arrival } from '../../types/Arrival';
import { Examination } from './examination.svelte';

const check = {
  step: 'server',
  verdict: 'good',
  finding: { code: 'open', port: 8765 },
  details: [],
  remedies: [],
} as const;
const phone: Arrival = { address: '192.168.1.23', reached: 'connected', seconds_ago: 0 };

let arrivals: Arrival[];
let runs: number;
let requests: number;
let diagnose: () => Promise<void>;
let examination: Examination;

beforeEach(() => {
  vi.useFakeTimers();
  [arrivals, runs, requests] = [[], 0, 0];
  diagnose = () => Promise.resolve();
  const hostWindow = {
    diagnose: () => diagnose().then(() => (runs++, { checks: [{ ...check, details: [], remedies: [] }] })),
    arrivals: () => (requests++, Promise.resolve(arrivals)),
  } as unknown as HostWindow;
  examination = new Examination(hostWindow);
});

afterEach(() => vi.useRealTimers());

describe('the examination', () => {
  it('runs once, however often it is started meanwhile', async () => {
    await Promise.all([examination.run(), examination.run()]);
    expect([runs, examination.running, examination.checks?.[0]?.finding]).toEqual([1, false, check.finding]);
  });

  it('says why it failed, and may run again', async () => {
    diagnose = () => Promise.reject(new ApiError('failed', 'no'));
    await examination.run();
    expect(examination.failed).toBe('No.');
    diagnose = () => Promise.resolve();
    await examination.run();
    expect([examination.failed, runs]).toEqual([null, 1]);
  });

  it('shows arrivals while it watches, and runs again after a new one', async () => {
    const stop = examination.watch();
    await examination.run();
    arrivals = [phone];
    await vi.advanceTimersByTimeAsync(1_000);
    expect([examination.arrivals, runs]).toEqual([[phone], 2]);
    arrivals = [{ ...phone, reached: 'joined' }];
    await vi.advanceTimersByTimeAsync(1_000);
    expect([examination.arrivals[0]?.reached, runs]).toEqual(['joined', 2]);
    stop();
    const before = requests;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toBe(before);
  });
});
