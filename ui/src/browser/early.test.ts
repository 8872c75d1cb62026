// Browsers that cannot run the bundle are led to the simple page, and all others are not.
import { afterEach, beforeEach, describe, expect, it, vi, type MockInstance } from 'vitest';
import early from '../../public/early.js?raw';

let listening: MockInstance<typeof window.addEventListener>;

beforeEach(() => {
  listening = vi.spyOn(window, 'addEventListener');
  vi.stubGlobal('matchMedia', () => ({ matches: false }));
  const [plain, app] = [document.createElement('p'), document.createElement('div')];
  plain.id = 'plain';
  plain.hidden = true;
  app.id = 'app';
  document.body.append(plain, app);
});

afterEach(() => {
  for (const [type, listener, options] of listening.mock.calls)
    window.removeEventListener(type, listener, options);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

const shown = () => !document.getElementById('plain')!.hidden;
const fail = () => window.dispatchEvent(new ErrorEvent('error', { message: 'SyntaxError: ?.' }));

it('a bundle that a browser cannot parse leads to the simple page', () => {
  new Function(early)();
  expect(shown()).toBe(false);
  fail();
  expect(shown()).toBe(true);
});

it('an error of a page that runs does not', () => {
  new Function(early)();
  document.getElementById('app')!.append('the room');
  fail();
  expect(shown()).toBe(false);
});

it('a picture or a script that did not load does not', () => {
  new Function(early)();
  window.dispatchEvent(new Event('error'));
  expect(shown()).toBe(false);
});

describe('a script or styles that do not arrive', () => {
  const again = vi.fn();
  const failed = (tag: string) => {
    const part = document.createElement(tag);
    document.body.append(part);
    part.dispatchEvent(new Event('error'));
  };
  const states = (state: string) =>
    vi.spyOn(document, 'readyState', 'get').mockReturnValue(state as 'loading');

  beforeEach(() => {
    vi.useFakeTimers();
    const never = new Promise(() => {});
    again
      .mockReset()
      .mockReturnValueOnce(never)
      .mockRejectedValueOnce(new Error('gone'))
      .mockReturnValue(never);
    vi.stubGlobal('fetch', again);
    new Function(early)();
    again.mockClear();
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it.each(['script', 'link'])('%s: the room is asked until it answers', async (tag) => {
    states('interactive');
    failed(tag);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(again.mock.calls).toEqual([['health'], ['health']]);
    expect(shown()).toBe(false);
  });

  it('later, or if it is a picture, nothing happens', async () => {
    states('interactive');
    failed('img');
    states('complete');
    failed('script');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(again).not.toHaveBeenCalled();
  });
});

it('a browser without modules is led there once the page has loaded', () => {
  vi.spyOn(document, 'createElement').mockReturnValue({} as HTMLElement);
  new Function(early)();
  window.dispatchEvent(new Event('load'));
  expect(shown()).toBe(true);
});
