// One setting that is typed: the text in its field, the value in force, and why the two differ.
//
// The text is applied when the field loses the focus. A refused text stays in the field, with the
// reason; the old value stays in force.
import type { Change } from '../../types/Change';
import type { Settings } from '../../types/Settings';
import type { Desk } from '../desk.svelte';

/** The change that a text means. `wrong`: it is refused here, without a request. */
export type Parsed = { change: Change } | { wrong: string };

export class Typed {
  text = $state('');
  error = $state<string | null>(null);
  /** The last text was applied. */
  applied = $state(false);

  #leaving: Promise<void> = Promise.resolve();
  /** The last refused text, which is not sent a second time. */
  #refused: string | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly inForce: (settings: Settings) => string,
    private readonly toChange: (text: string) => Parsed,
  ) {
    this.restore();
  }

  /** Puts the value in force into the field. */
  restore(): void {
    const { settings } = this.desk;
    this.text = settings === null ? '' : this.inForce(settings);
    this.error = null;
    this.#refused = null;
  }

  get differs(): boolean {
    const { settings } = this.desk;
    return settings !== null && this.text !== this.inForce(settings);
  }

  /** The field loses the focus: applies its text. */
  leave(): Promise<void> {
    this.#leaving = this.#apply();
    return this.#leaving;
  }

  /** Resolves once the text was applied or refused. */
  settled(): Promise<void> {
    return this.#leaving;
  }

  typed(): void {
    this.applied = false;
  }

  async #apply(): Promise<void> {
    if (!this.differs) return this.restore();
    const { text } = this;
    if (text === this.#refused) return;
    const parsed = this.toChange(text.trim());
    const error =
      'wrong' in parsed ? parsed.wrong : ((await this.desk.change(parsed.change))?.message ?? null);
    this.#refused = error === null ? null : text;
    this.error = error;
    // A text that was typed meanwhile stays.
    if (error === null && this.text === text) this.restore();
    this.applied = error === null;
  }
}

/** The text as a whole number from `least` to `most`; null: it is not one. */
/** Digits of any script are digits. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const digits = [...text].map(digitOf).join('');
  const number = /^\d{1,9}$/.test(digits) ? Number(digits) : -1;
  return number >= least && number <= most ? number : null;
}

/** The first digits of Arabic, Persian, Devanagari and full-width numbers. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];

function digitOf(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const zero = ZEROS.find((zero) => code >= zero && code < zero + 10);
  return zero === undefined ? char : String(code - zero);
}
