// A sound plays only while the page has no focus, and once for many messages.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Sounds } from './sounds.svelte';

let tones = 0;
let focused = false;

class FakeContext {
  state = 'running';
  currentTime = 0;
  destination = {};
  resume = () => Promise.resolve();
  createGain = () => ({
    gain: {
      setValueAtTime() {},
      linearRampToValueAtTime() {},
      exponentialRampToValueAtTime() {},
    },
    connect() {},
  });
  createOscillator = () => ({
    frequency: { value: 0 },
    connect: (next: unknown) => next,
    start: () => void tones++,
    stop() {},
  });
}

beforeEach(() => {
  tones = 0;
  focused = false;
  localStorage.clear();
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', FakeContext);
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function touched(): Sounds {
  const sounds = new Sounds();
  document.dispatchEvent(new Event('pointerdown'));
  return sounds;
}

it('plays while the page has no focus, and once for many messages', () => {
  const sounds = touched();
  focused = true;
  sounds.chime();
  expect(tones).toBe(0);
  focused = false;
  for (let i = 0; i < 20; i++) sounds.chime();
  expect(tones).toBe(2);
  vi.advanceTimersByTime(3_000);
  sounds.chime();
  expect(tones).toBe(4);
});

it('is silent when it is turned off, also after a reload', () => {
  touched().turn(false);
  const sounds = touched();
  expect(sounds.on).toBe(false);
  sounds.chime();
  expect(tones).toBe(0);
  sounds.turn(true);
  expect(new Sounds().on).toBe(true);
});

it('bears a computer without sound', () => {
  vi.stubGlobal(
    'AudioContext',
    class {
      constructor() {
        throw new Error('no sound');
      }
    },
  );
  touched().chime();
  expect(tones).toBe(0);
});
