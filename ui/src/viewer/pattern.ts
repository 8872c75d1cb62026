// What is searched for: a part of a text, in any case.

import type { ResolvedEntry } from '../types/ResolvedEntry';

export class Pattern {
  private readonly inText: RegExp;
  /** Finds the pattern in JSON text as well, where some characters are written as escapes. */
  private readonly inJson: RegExp;

  private constructor(words: string) {
    const json = JSON.stringify(words).slice(1, -1).replace(/</g, '\\u003c');
    this.inText = new RegExp(literal(words), 'giu');
    this.inJson = new RegExp(literal(json), 'iu');
  }

  /** Null: nothing is searched for. */
  static of(typed: string): Pattern | null {
    const words = typed.trim();
    return words === '' ? null : new Pattern(words);
  }

  /** Whether an entry of this JSON text may match. */
  mayBeIn(json: string): boolean {
    return this.inJson.test(json);
  }

  matches({ text, name }: ResolvedEntry): boolean {
    return this.isIn(text) || (name !== null && this.isIn(name));
  }

  isIn(text: string): boolean {
    return text.search(this.inText) >= 0;
  }

  /** The text in parts, alternately without and with a match: the second, the fourth, … match. */
  split(text: string): string[] {
    const parts: string[] = [];
    let done = 0;
    for (const match of text.matchAll(this.inText)) {
      parts.push(text.slice(done, match.index), match[0]);
      done = (match.index ?? 0) + match[0].length;
    }
    return [...parts, text.slice(done)];
  }
}

function literal(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
