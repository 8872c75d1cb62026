// Whether this page may play sounds: the person wants them, and the browser allows them.
// browser/chime.ts, which is loaded late, has the sounds.
import { keep, recall } from './storage';

/** Events of which one lets the page play sound. Which one differs between devices and browsers. */
const DEEDS = ['pointerdown', 'pointerup', 'keydown'] as const;

export class Sounds {
  #on = $state(recall('browser', 'sounds') !== 'off');
  #context: AudioContext | null = null;

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

  /** What plays the sounds. Null: there can be none now. */
  get player(): AudioContext | null {
    return this.#on && this.#context?.state === 'running' ? this.#context : null;
  }

  #wake = (): void => {
    // Too early, the browser refuses and writes a warning to its console.
    if (navigator.userActivation?.hasBeenActive === false || this.#context?.state === 'running') return;
    try {
      this.#context ??= new AudioContext();
      // A call or a locked phone takes the sound away. Only a deed gets it back.
      void this.#context.resume().catch(() => {});
    } catch {
      // A computer without sound.
    }
  };
}
