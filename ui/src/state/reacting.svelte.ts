// This person's reactions that are under way. They show at once, and are undone if the room refuses
// them.
//
// # Invariants
// * One request at a time for each entry and emoji; the last press decides.
// * A wish lies over the entry until the stream has brought the line of its receipt. It may lie
//   over what it asked for: that changes nothing.
import type { Act } from '../types/Act';
import type { Me } from '../types/Me';
import type { Receipt } from '../types/Receipt';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { offsetOf } from './cursor';
import { emojiKey } from './fold';
import type { Log } from './log.svelte';

/** An emoji as a row shows it. */
export type Shown = { emoji: string; names: string[]; own: boolean };

type Wish = {
  id: number;
  emoji: string;
  /** Whether the person wants to react, or wants to take it back. */
  on: boolean;
  /** The stream brings the line before this offset. Infinity: there is no receipt yet. */
  until: number;
};

type Surroundings = {
  log: Log;
  me(): Me;
  /** Undefined: it was refused. */
  perform(act: Act): Promise<Receipt | null | undefined>;
};

const MOST_WISHES = 100;

export class Reacting {
  #wishes = $state.raw<Wish[]>([]);
  /** The reactions of entries without wishes: the same objects as long as nothing changes. */
  #plain = { me: null as Me | null, shown: new WeakMap<ResolvedEntry, Shown[]>() };

  constructor(private readonly around: Surroundings) {}

  of(entry: ResolvedEntry): Shown[] {
    const plain = this.#plainOf(entry);
    const wishes = this.#wishes.filter((wish) => wish.id === entry.id);
    if (wishes.length === 0 || entry.removed !== null) return plain;
    return wishes.reduce((shown, wish) => withWish(shown, wish, this.around.me().name), plain);
  }

  toggle(entry: ResolvedEntry, emoji: string): void {
    const on = !this.of(entry).some((shown) => shown.own && isSame(shown, { emoji }));
    const known = this.#wishes.find((wish) => wish.id === entry.id && isSame(wish, { emoji }));
    const isUnderWay = known?.until === Infinity;
    const wish = known ?? { id: entry.id, emoji, on, until: Infinity };
    Object.assign(wish, { on, until: Infinity });
    // The oldest lie there because nothing comes by the stream; the log has them.
    this.#wishes = [...this.#wishes.filter((other) => other !== wish), wish].slice(-MOST_WISHES);
    if (!isUnderWay) void this.#carryOut(wish);
  }

  /** The stream has brought references. */
  settle(): void {
    const left = this.#wishes.filter((wish) => !this.around.log.hasShown(wish.until));
    if (left.length < this.#wishes.length) this.#wishes = left;
  }

  clear(): void {
    this.#wishes = [];
  }

  async #carryOut(wish: Wish): Promise<void> {
    const { id, emoji } = wish;
    let asked: boolean;
    let receipt: Receipt | null | undefined;
    do {
      asked = wish.on;
      receipt = await this.around.perform({ do: asked ? 'react' : 'unreact', id, emoji });
    } while (receipt !== undefined && asked !== wish.on && this.#wishes.includes(wish));
    if (!receipt) this.#wishes = this.#wishes.filter((other) => other !== wish);
    else wish.until = offsetOf(receipt.cursor);
    this.settle();
  }

  #plainOf(entry: ResolvedEntry): Shown[] {
    const me = this.around.me();
    if (this.#plain.me !== me) this.#plain = { me, shown: new WeakMap() };
    let shown = this.#plain.shown.get(entry);
    if (!shown) {
      shown = entry.reactions.map(({ emoji, people }) => ({
        emoji,
        names: people.map((person) => person.name),
        own: people.some((person) => person.name === me.name && person.id >= me.since),
      }));
      this.#plain.shown.set(entry, shown);
    }
    return shown;
  }
}

function isSame(one: { emoji: string }, other: { emoji: string }): boolean {
  return emojiKey(one.emoji) === emojiKey(other.emoji);
}

function withWish(shown: Shown[], wish: Wish, name: string): Shown[] {
  const there = shown.find((other) => isSame(other, wish));
  if (!there) return wish.on ? [...shown, { emoji: wish.emoji, names: [name], own: true }] : shown;
  if (there.own === wish.on) return shown;
  const others = there.names.filter((other) => other !== name);
  const names = wish.on ? [...others, name] : others;
  const changed = { ...there, names, own: wish.on };
  return shown.map((other) => (other === there ? changed : other)).filter(({ names }) => names.length > 0);
}
