import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { whileVisible } from './visible';

let hidden = false;

function turn(now: 'hidden' | 'visible') {
  hidden = now === 'hidden';
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('what is done while somebody can see it', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    hidden = false;
    vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('leaves no timer in a hidden page and goes on at once when that is seen again', () => {
    const action = vi.fn();
    const end = whileVisible(1000, action);
    vi.advanceTimersByTime(2000);
    expect(action).toHaveBeenCalledTimes(3);
    turn('hidden');
    expect(vi.getTimerCount()).toBe(0);
    turn('visible');
    expect(action).toHaveBeenCalledTimes(4);
    end();
    expect(vi.getTimerCount()).toBe(0);
    turn('visible');
    expect(action).toHaveBeenCalledTimes(4);
  });
});
