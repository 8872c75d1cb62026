// One setting that is typed: as it stands in its field, as it is in force, and why the two differ.
//
// It is applied when the field is left. What is refused stays in the field with the reason, and the old value in force.
import type { Desk } from '../desk.svelte';
import type { Change } from '../../types/Change';
import type { Settings } from '../../types/Settings';

/** What a text asks for; `wrong`: no request is needed to know that it does not do. */
export type Asked = { change: Change } | { wrong: string };

export class Typed {
  text = $state('');
  error = $state<string | null>(null);
  /** It was changed just now. */
  applied = $state(false);

  #leaving: Promise<void> = Promise.resolve();
  /** What was refused is not asked for a second time. */
  #refused: string | null = null;

  constructor(
    private readonly desk: Desk,
    private readonly inForce: (settings: Settings) => string,
    private readonly ask: (text: string) => Asked,
  ) {
    this.restore();
  }

  /** What is in force, in the field. */
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

  /** The field is left: what stands in it is to be in force. */
  leave(): Promise<void> {
    this.#leaving = this.#apply();
    return this.#leaving;
  }

  /** When it is settled whether what was typed is in force. */
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
    const asked = this.ask(text.trim());
    const error = 'wrong' in asked ? asked.wrong : ((await this.desk.change(asked.change))?.message ?? null);
    this.#refused = error === null ? null : text;
    this.error = error;
    // What was typed meanwhile stays.
    if (error === null && this.text === text) this.restore();
    this.applied = error === null;
  }
}

/** The whole number from `least` to `most` that a text is; null: it is none. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null;
}
