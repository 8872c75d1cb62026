// The sound of a new message while the page has no focus: two soft tones, which are computed and
// not loaded.
import { keep, recall } from './storage';

/** Events of which one lets the page play sound. Which one differs between devices and browsers. */
const DEEDS = ['pointerdown', 'pointerup', 'keydown'] as const;
/** Many messages at once are one sound. */
const AT_MOST_EVERY_MS = 3_000;
/** Pitch in Hz, and when it begins in seconds. */
const TONES = [
  { pitch: 659.26, at: 0 },
  { pitch: 880, at: 0.11 },
];
const TONE_SECONDS = 0.28;
const LOUDNESS = 0.12;

export class Sounds {
  #on = $state(recall('browser', 'sounds') !== 'off');
  #context: AudioContext | null = null;
  #last = -Infinity;

  constructor() {
    // Browsers let a page play sound only after the person has done something in it.
    for (const deed of DEEDS) document.addEventListener(deed, this.#wake, { capture: true });
  }

  get on(): boolean {
    return this.#on;
  }

  turn(on: boolean): void {
    this.#on = on;
    keep('browser', 'sounds', on ? null : 'off');
  }

  /** Plays the sound, if the person may want it. */
  chime(): void {
    if (!this.#on || document.hasFocus() || performance.now() - this.#last < AT_MOST_EVERY_MS) return;
    this.#last = performance.now();
    const context = this.#context;
    if (context?.state === 'running') for (const { pitch, at } of TONES) play(context, pitch, at);
  }

  #wake = (): void => {
    // Too early, the browser refuses and writes a warning to its console.
    if (navigator.userActivation?.hasBeenActive === false) return;
    for (const deed of DEEDS) document.removeEventListener(deed, this.#wake, { capture: true });
    try {
      this.#context = new AudioContext();
      void this.#context.resume().catch(() => {});
    } catch {
      // A computer without sound.
    }
  };
}

function play(context: AudioContext, pitch: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  const start = context.currentTime + at;
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + TONE_SECONDS);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + TONE_SECONDS);
}
