// The text in the composer. It is kept for this tab, so that a reload loses no words.
import { keep, recall } from '../browser/storage';

export class Draft {
  #text = $state(recall('tab', 'draft') ?? '');

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    keep('tab', 'draft', text === '' ? null : text);
  }

  /** Puts a text back, below the text that is there. */
  putBack(text: string): void {
    this.text = this.#text.trim() === '' ? text : `${this.#text}\n${text}`;
  }

  /** Empties the composer and returns its text, without the blank lines around it. */
  take(): string {
    const text = this.#text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
    this.text = '';
    return text;
  }
}
