// The text in the composer. It is kept for this tab, so that a reload loses no words.
//
// While a message is being edited, the composer has the words of that message. The words that were
// there before are laid aside, and only they are kept.
import { keep, recall } from '../browser/storage';

export class Draft {
  #text = $state(recall('tab', 'draft') ?? '');
  #aside = $state<string | null>(null);

  get text(): string {
    return this.#text;
  }

  set text(text: string) {
    this.#text = text;
    if (this.#aside === null) keepText(text);
  }

  /** The words that are not said yet, also while a message is being edited. */
  get unsaid(): string {
    return this.#aside ?? this.#text;
  }

  /** Puts the words of a message into the composer. */
  beginEdit(text: string): void {
    this.#aside ??= this.#text;
    this.#text = text;
  }

  /** The words that were there before come back. */
  endEdit(): void {
    if (this.#aside === null) return;
    this.#text = this.#aside;
    this.#aside = null;
  }

  /** Drops the words that are not said yet, if they are still these. */
  drop(words: string): void {
    if (trimmed(this.unsaid) !== words) return;
    if (this.#aside === null) this.#text = '';
    else this.#aside = '';
    keepText('');
  }

  /** Puts a text back, below the text that is there. */
  putBack(text: string): void {
    this.endEdit();
    this.text = this.#text.trim() === '' ? text : `${this.#text}\n${text}`;
  }

  /** Empties the composer and returns its text, without the blank lines around it. */
  take(): string {
    const text = trimmed(this.#text);
    this.text = '';
    return text;
  }
}

/** A text without the blank lines around it. */
export function trimmed(text: string): string {
  return text.replace(/^(?:[^\S\n]*\n)+/, '').trimEnd();
}

function keepText(text: string): void {
  keep('tab', 'draft', text === '' ? null : text);
}
