// What is offered while a message is written, and which of it is chosen.
//
// # Invariants
// * Only typing opens it. After a choice or Escape it stays closed while that token goes on.
// * A choice is taken only where its token still stands in the text.
// * While a token stays the same, each choice keeps its place: people come and speak meanwhile, and
//   the key or the press is meant for what was shown. What comes late is last.
import { steady, type SteadyRow } from '../../shared/steady';
import type { Room } from '../../state/room.svelte';
import { loadEmojiFinder, type EmojiFinder } from '../emoji/loadPicker';
import { commandsFor, emojiFor, MOST, namesFor, type Choice } from './choices';
import { tokenAt, wholeNameAt, type Token } from './token';

/** A part of a text, and what stands in its place. */
export type Change = { from: number; to: number; text: string };

export class Completion {
  token = $state.raw<Token | null>(null);
  active = $state(0);
  readonly choices: Choice[] = $derived(this.token ? this.#steadyFor(this.token) : []);
  readonly open = $derived(this.choices.length > 0);

  #finder = $state.raw<EmojiFinder | null>(null);
  /** The choices so far, for the token of now. */
  #rows: SteadyRow<Choice>[] = [];
  /** The token that was left, as it was then. */
  #left: Pick<Token, 'from' | 'query'> | null = null;

  constructor(private readonly room: Room) {}

  /** Something was typed. */
  typed(text: string, caret: number): void {
    const token = tokenAt(text, caret);
    if (token?.kind === 'emoji') void this.#loadFinder();
    if (!token || !this.#goesOn(token)) this.#left = null;
    this.#show(this.#left === null && this.#means(token) ? token : null);
  }

  /** The caret was moved: this opens nothing. */
  moved(text: string, caret: number): void {
    const { token } = this;
    if (token && tokenAt(text, caret)?.from === token.from) this.typed(text, caret);
    else this.#show(null);
  }

  /** Goes to another choice. After the last comes the first. */
  move(step: 1 | -1): void {
    const { length } = this.choices;
    this.active = (this.active + step + length) % length;
  }

  /** What to write for a choice. Null: the text has changed meanwhile. */
  take(at: number, text: string): Change | null {
    const { token } = this;
    const choice = this.choices[at];
    this.leave();
    if (!token || !choice || text.slice(token.from + 1, token.to) !== token.query) return null;
    this.#left = { from: token.from, query: choice.text.slice(1) };
    if (token.kind === 'emoji') this.#finder?.remember(choice.text);
    return { from: token.from, to: token.to, text: choice.text };
  }

  leave(): void {
    this.#left = this.token ?? this.#left;
    this.#show(null);
  }

  /** What to write for a short name that was typed whole, as `:smile:`. Null: there is none. */
  async whole(text: string, caret: number): Promise<Change | null> {
    const whole = wholeNameAt(text, caret);
    const finder = whole && (await this.#loadFinder());
    const emoji = whole && finder?.named(whole.query);
    if (!emoji) return null;
    finder?.remember(emoji);
    return { from: whole.from, to: whole.to, text: emoji };
  }

  #show(token: Token | null): void {
    if (token?.from !== this.token?.from || token?.query !== this.token?.query) {
      this.active = 0;
      this.#rows = [];
    }
    this.token = token;
  }

  /** Whether this is the token that was left. */
  #goesOn({ from, query }: Token): boolean {
    return query !== '' && from === this.#left?.from && query.startsWith(this.#left.query);
  }

  /** In an edit, a slash is a slash. */
  #means(token: Token | null): boolean {
    return token?.kind !== 'command' || this.room.acts.doing?.kind !== 'edit';
  }

  #steadyFor(token: Token): Choice[] {
    const rows = steady(this.#rows, this.#choicesFor(token), ({ text }) => text);
    this.#rows = rows.slice(0, Math.max(MOST, this.#rows.length));
    return this.#rows.map(({ value }) => value);
  }

  #choicesFor(token: Token): Choice[] {
    switch (token.kind) {
      case 'name':
        return namesFor(token, this.room);
      case 'emoji':
        return this.#finder ? emojiFor(token, this.#finder) : [];
      case 'command':
        return commandsFor(token, this.room.acts.isHost);
    }
  }

  /** Null: the host cannot be reached. The next letter tries again. */
  async #loadFinder(): Promise<EmojiFinder | null> {
    this.#finder ??= await loadEmojiFinder().catch(() => null);
    return this.#finder;
  }
}
