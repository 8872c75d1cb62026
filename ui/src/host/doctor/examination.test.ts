// The examination: one look at a time, watching while somebody looks, and looking anew when somebody new came.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/error';
import type { HostWindow } from '../../api/host';
import type { Arrival } from '../../types/Arrival';
import { Examination } from './examination.svelte';

const check = {
  step: 'server',
  verdict: 'good',
  finding: 'It listens.',
  details: [],
  remedies: [],
} as const;
const phone: Arrival = { address: '192.168.1.23', reached: 'connected', seconds_ago: 0 };

let arrivals: Arrival[];
let looks: number;
let asked: number;
let diagnose: () => Promise<void>;
let examination: Examination;

beforeEach(() => {
  vi.useFakeTimers();
  [arrivals, looks, asked] = [[], 0, 0];
  diagnose = () => Promise.resolve();
  const hostWindow = {
    diagnose: () => diagnose().then(() => (looks++, { checks: [{ ...check, details: [], remedies: [] }] })),
    arrivals: () => (asked++, Promise.resolve(arrivals)),
  } as unknown as HostWindow;
  examination = new Examination(hostWindow);
});

afterEach(() => vi.useRealTimers());

describe('the examination', () => {
  it('looks once, however often it is asked meanwhile', async () => {
    await Promise.all([examination.look(), examination.look()]);
    expect([looks, examination.looking, examination.checks?.[0]?.finding]).toEqual([1, false, 'It listens.']);
  });

  it('says why looking failed, and may look again', async () => {
    diagnose = () => Promise.reject(new ApiError('failed', 'no'));
    await examination.look();
    expect(examination.failed).toBe('No.');
    diagnose = () => Promise.resolve();
    await examination.look();
    expect([examination.failed, looks]).toEqual([null, 1]);
  });

  it('shows who came while somebody watches, and looks anew at somebody new', async () => {
    const stop = examination.watch();
    await examination.look();
    arrivals = [phone];
    await vi.advanceTimersByTimeAsync(1_000);
    expect([examination.arrivals, looks]).toEqual([[phone], 2]);
    arrivals = [{ ...phone, reached: 'joined' }];
    await vi.advanceTimersByTimeAsync(1_000);
    expect([examination.arrivals[0]?.reached, looks]).toEqual(['joined', 2]);
    stop();
    const before = asked;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toBe(before);
  });
});
