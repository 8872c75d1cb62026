// The sounds of a new message: soft tones, which are computed and not loaded. A message that
// mentions the person has a sound of its own.
import type { Sounds } from './sounds.svelte';

/** Many messages at once are one sound. */
const AT_MOST_EVERY_MS = 3_000;
const TONE_SECONDS = 0.28;
const LOUDNESS = 0.12;

/** Pitch in Hz, and when it begins in seconds. */
const TONES = {
  message: [
    { pitch: 659.26, at: 0 },
    { pitch: 880, at: 0.11 },
  ],
  mention: [
    { pitch: 880, at: 0 },
    { pitch: 1108.73, at: 0.11 },
    { pitch: 1318.51, at: 0.22 },
  ],
};
export type Sound = keyof typeof TONES;

/** When each sound was last played. */
const played: Partial<Record<Sound, number>> = {};

/** Plays a sound, if the person may want it. */
export function chime(sounds: Sounds, sound: Sound): void {
  const { player } = sounds;
  const now = performance.now();
  if (!player || now - (played[sound] ?? -Infinity) < AT_MOST_EVERY_MS) return;
  played[sound] = now;
  for (const { pitch, at } of TONES[sound]) play(player, pitch, at);
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
