// Who is here and who is typing: the newest value replaces the one before.
//
// Of a room of more than a hundred the stream names the host alone; whoever looks at the list asks for the others.
import type { Host } from '../api/host';
import type { People } from '../types/People';
import type { Person } from '../types/Person';
import type { Typing } from '../types/Typing';
import { whileVisible } from '../browser/visible';

/** Often enough to be believed, and no burden to the host when a crowd comes in. */
const ASK_AGAIN_AFTER_MS = 10_000;

export class Presence {
  count = $state(0);
  people = $state.raw<Person[]>([]);
  typing = $state.raw<string[]>([]);
  #everybody = $state.raw<People | null>(null);

  /** Whether the stream names fewer than are here. */
  get crowded(): boolean {
    return this.count > this.people.length;
  }

  /** All whose names are known. */
  get known(): Person[] {
    return (this.crowded && this.#everybody?.people) || this.people;
  }

  /** Keeps the names of a crowd for as long as somebody looks at them; gives what ends it. */
  watchCrowd(host: Host): () => void {
    const ask = async () => {
      this.#everybody = await host.people().catch(() => this.#everybody);
    };
    return whileVisible(ASK_AGAIN_AFTER_MS, () => {
      if (this.#everybody?.count !== this.count) void ask();
    });
  }

  hearPeople(people: People): void {
    this.count = people.count;
    this.people = people.people;
  }

  hearTyping(typing: Typing): void {
    this.typing = typing.names;
  }

  /** After the connection is lost nobody can be known to be typing. */
  forgetTyping(): void {
    this.typing = [];
  }
}
