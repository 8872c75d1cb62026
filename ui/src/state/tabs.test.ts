// Many tabs of one browser: those that were visible last keep their streams, the others close
// theirs.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_STREAMS, Tabs } from './tabs';

/** All open channels. A message on one reaches the others a little later. */
const channels = new Set<FakeChannel>();

class FakeChannel {
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor() {
    channels.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of channels) if (other !== this) setTimeout(() => other.onmessage?.({ data }), 1);
  }

  close(): void {
    channels.delete(this);
  }
}

class FakeTab {
  streams = true;
  readonly tabs = new Tabs({ streams: () => this.streams, rest: () => (this.streams = false) });

  constructor() {
    this.tabs.streamOpened();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('BroadcastChannel', FakeChannel);
});

afterEach(() => {
  channels.clear();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const settle = () => vi.advanceTimersByTime(2000);

function setHidden(tab: FakeTab | undefined, hidden: boolean): void {
  const spy = vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden);
  tab?.tabs.visibilityChanged();
  spy.mockRestore();
}

/** Opens tabs, each visible until the next is opened. */
function openTabs(count: number): FakeTab[] {
  const tabs: FakeTab[] = [];
  for (let n = 0; n < count; n++) {
    setHidden(tabs[n - 1], true);
    tabs.push(new FakeTab());
    settle();
  }
  return tabs;
}

const streaming = (tabs: FakeTab[]) => tabs.map((tab) => tab.streams);

describe('the tabs of one browser', () => {
  it('all keep their streams while they are few', () => {
    expect(streaming(openTabs(MOST_STREAMS))).toEqual([true, true, true, true]);
  });

  it('close those that were visible longest ago when they are many', () => {
    expect(streaming(openTabs(6))).toEqual([false, false, true, true, true, true]);
  });

  it('give a stream back to the one that becomes visible again', () => {
    const tabs = openTabs(6);
    const [first, , , , , last] = tabs;
    setHidden(last, true);
    setHidden(first, false);
    if (first) first.streams = true;
    first?.tabs.streamOpened();
    settle();
    expect(streaming(tabs)).toEqual([true, false, false, true, true, true]);
  });

  it('do not count one that is gone', () => {
    const tabs = openTabs(MOST_STREAMS);
    tabs[1]?.tabs.close();
    setHidden(tabs[3], true);
    const another = new FakeTab();
    settle();
    expect(streaming([...tabs, another])).toEqual([true, true, true, true, true]);
  });

  it('agree also when all open at once, and hidden', () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const tabs = Array.from({ length: 8 }, () => new FakeTab());
    settle();
    vi.restoreAllMocks();
    expect(tabs.filter((tab) => tab.streams)).toHaveLength(MOST_STREAMS);
  });

  it('work in a browser in which they cannot reach each other', () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    expect(streaming(openTabs(6))).toEqual([true, true, true, true, true, true]);
  });
});
