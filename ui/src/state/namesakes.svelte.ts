// The names that have this person's name in them, such as those of Ana Maria and of 김민수. Behind
// "@", they are not mentions of Ana and of 김민 (state/mention.ts).
//
// The page has the names of those who are here, and of those who wrote what it holds. Who was known
// once stays known: nothing becomes a mention because somebody leaves.
import { mayBeLonger } from './mention';
import type { Room } from './room.svelte';

class Namesakes {
  /** All known names, and whether each may be one. */
  readonly #known = new Map<string, boolean>();
  #me = '';
  #found: readonly string[] = [];

  constructor(private readonly room: Room) {}

  /** The same list as long as no other name becomes known. */
  readonly names: readonly string[] = $derived.by(() => {
    const { me, presence, log } = this.room;
    if (this.#me !== me.name) {
      this.#me = me.name;
      for (const name of this.#known.keys()) this.#known.set(name, mayBeLonger(name, me.name));
    }
    for (const { name } of [...presence.known, ...log.entries])
      if (name !== null && !this.#known.has(name)) this.#known.set(name, mayBeLonger(name, me.name));
    const found = [...this.#known.keys()].filter((name) => this.#known.get(name));
    if (String(found) !== String(this.#found)) this.#found = found;
    return this.#found;
  });
}

const all = new WeakMap<Room, Namesakes>();

/** The names of other people that may have the name of this one in them. */
export function namesakesIn(room: Room): readonly string[] {
  let namesakes = all.get(room);
  if (!namesakes) all.set(room, (namesakes = new Namesakes(room)));
  return namesakes.names;
}
