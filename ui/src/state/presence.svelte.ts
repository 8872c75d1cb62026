// The people in the room, and those who are typing: the newest value replaces the one before.
//
// In a room of more than a hundred people, the stream names the host alone. The list of people
// requests the other names while it is shown.
import type { Host } from '../api/host';
import { whileVisible } from '../browser/visible';
import type { People } from '../types/People';
import type { Person } from '../types/Person';
import type { Typing } from '../types/Typing';

/** Often enough to look current, and no burden to the host when a crowd comes in. */
const LOAD_AGAIN_AFTER_MS = 10_000;

export class Presence {
  count = $state(0);
  people = $state.raw<Person[]>([]);
  typing = $state.raw<string[]>([]);
  #everybody = $state.raw<People | null>(null);

  /** Whether the stream names fewer people than are here. */
  get crowded(): boolean {
    return this.count > this.people.length;
  }

  /** All people whose names are known. */
  get known(): Person[] {
    return (this.crowded && this.#everybody?.people) || this.people;
  }

  /** Keeps the names of a crowd current; returns a function that ends this. */
  watchCrowd(host: Host): () => void {
    const load = async () => {
      this.#everybody = await host.people().catch(() => this.#everybody);
    };
    return whileVisible(LOAD_AGAIN_AFTER_MS, () => {
      if (this.#everybody?.count !== this.count) void load();
    });
  }

  setPeople(people: People): void {
    this.count = people.count;
    this.people = people.people;
  }

  setTyping(typing: Typing): void {
    this.typing = typing.names;
  }

  /** Without a connection this page cannot know whether anybody is typing. */
  forgetTyping(): void {
    this.typing = [];
  }
}
