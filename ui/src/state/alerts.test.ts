// Of several tabs with the same news, one alerts.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Alerts } from './alerts';
import { entryAt } from './host.fixture';
import { resolved } from './room.fixture';

/** All tabs of one browser: each gets what the others send. */
class FakeChannel {
  static all: FakeChannel[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor() {
    FakeChannel.all.push(this);
  }

  postMessage(data: unknown): void {
    for (const other of FakeChannel.all) if (other !== this) other.onmessage?.({ data });
  }

  close(): void {
    FakeChannel.all = FakeChannel.all.filter((one) => one !== this);
  }
}

class Tab {
  rank = 0;
  readTo = -1;
  alerted: number[] = [];
  readonly alerts = new Alerts({
    rank: () => this.rank,
    isUnread: (id) => id > this.readTo,
    alert: (entries) => this.alerted.push(...entries.map(({ id }) => id)),
  });

  get(...ids: number[]): void {
    this.alerts.add(ids.map((id) => resolved(entryAt(id))));
  }
}

const A_WHILE_MS = 1_000;

let tabs: [Tab, Tab, Tab];
const alerted = () => tabs.map((tab) => tab.alerted);

beforeEach(() => {
  vi.useFakeTimers();
  FakeChannel.all = [];
  vi.stubGlobal('BroadcastChannel', FakeChannel);
  tabs = [new Tab(), new Tab(), new Tab()];
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('alerts once, in the tab with the lowest rank', () => {
  tabs[0].rank = 1;
  tabs[2].rank = 1;
  for (const tab of tabs) tab.get(10, 20);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alerted()).toEqual([[], [10, 20], []]);
});

it('alerts once in tabs of the same rank, whichever gets the news first', () => {
  for (const tab of tabs) {
    tab.get(10);
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alerted().flat()).toEqual([10]);
});

it('alerts to what the better tab does not have', () => {
  tabs[1].rank = 1;
  tabs[0].get(10);
  tabs[1].get(10, 20);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alerted()).toEqual([[10], [20], []]);
});

it('does not alert to what was read meanwhile', () => {
  tabs[0].get(10, 20);
  tabs[0].readTo = 10;
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alerted()).toEqual([[20], [], []]);
});

it('does not alert at all while the person is at one of the tabs', () => {
  tabs[1].rank = -1;
  for (const tab of tabs) tab.get(10);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alerted()).toEqual([[], [], []]);
});

it('goes on after a reset, when ids begin anew', () => {
  tabs[2].rank = 1;
  tabs[1].get(500);
  tabs[2].get(500);
  vi.advanceTimersByTime(A_WHILE_MS);
  for (const tab of tabs) tab.alerts.reset();
  tabs[1].alerts.close();
  tabs[2].get(10);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alerted()).toEqual([[], [500], [10]]);
});

it('works where tabs cannot reach each other', () => {
  vi.stubGlobal('BroadcastChannel', undefined);
  const alone = new Tab();
  alone.get(10);
  vi.advanceTimersByTime(A_WHILE_MS);
  expect(alone.alerted).toEqual([10]);
});
