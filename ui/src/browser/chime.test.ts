// A sound plays if the person wants it, and once for many messages.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chime } from './chime';
import { Sounds } from './sounds.svelte';

let tones = 0;

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
  localStorage.clear();
  vi.useFakeTimers();
  vi.stubGlobal('AudioContext', FakeContext);
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

it('plays once for many messages, and a mention has a sound of its own', () => {
  const sounds = touched();
  for (let i = 0; i < 20; i++) chime(sounds, 'message');
  expect(tones).toBe(2);
  for (let i = 0; i < 20; i++) chime(sounds, 'mention');
  expect(tones).toBe(5);
  vi.advanceTimersByTime(3_000);
  chime(sounds, 'message');
  expect(tones).toBe(7);
});

it('is silent when it is turned off, also after a reload', () => {
  vi.advanceTimersByTime(3_000);
  touched().turn(false);
  const sounds = touched();
  expect(sounds.on).toBe(false);
  chime(sounds, 'message');
  expect(tones).toBe(0);
  sounds.turn(true);
  expect(new Sounds().on).toBe(true);
});

it('plays again after a call has taken the sound away, once the person does something', () => {
  vi.advanceTimersByTime(3_000);
  const sounds = touched();
  const player = sounds.player as unknown as { state: string; resume(): Promise<void> };
  player.state = 'interrupted';
  player.resume = () => Promise.resolve(void (player.state = 'running'));
  expect(sounds.player).toBeNull();
  document.dispatchEvent(new Event('pointerdown'));
  expect(sounds.player).toBe(player);
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
  chime(touched(), 'message');
  expect(tones).toBe(0);
});
