// Many tabs of one browser: those looked at last keep their streams, the others let go of theirs.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MOST_STREAMS, Tabs } from './tabs';

/** All open channels; what one says, the others hear a little later. */
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
    this.tabs.came();
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

/** Opens tabs, each looked at until the next is opened. */
function openTabs(count: number): FakeTab[] {
  const tabs: FakeTab[] = [];
  for (let n = 0; n < count; n++) {
    tabs[n - 1]?.tabs.looked(true);
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

  it('let go of those looked at longest ago when they are many', () => {
    expect(streaming(openTabs(6))).toEqual([false, false, true, true, true, true]);
  });

  it('give a stream back to the one that is looked at again', () => {
    const tabs = openTabs(6);
    const [first, , , , , last] = tabs;
    last?.tabs.looked(true);
    first?.tabs.looked(false);
    if (first) first.streams = true;
    first?.tabs.came();
    settle();
    expect(streaming(tabs)).toEqual([true, false, false, true, true, true]);
  });

  it('do not count one that is gone', () => {
    const tabs = openTabs(MOST_STREAMS);
    tabs[1]?.tabs.close();
    tabs[3]?.tabs.looked(true);
    const another = new FakeTab();
    settle();
    expect(streaming([...tabs, another])).toEqual([true, true, true, true, true]);
  });

  it('agree also when all come at once, and unseen', () => {
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
    const tabs = Array.from({ length: 8 }, () => new FakeTab());
    settle();
    vi.restoreAllMocks();
    expect(tabs.filter((tab) => tab.streams)).toHaveLength(MOST_STREAMS);
  });

  it('work in a browser that cannot tell them of each other', () => {
    vi.stubGlobal('BroadcastChannel', undefined);
    expect(streaming(openTabs(6))).toEqual([true, true, true, true, true, true]);
  });
});
