// Who is here and who is typing: the newest value replaces the one before.
import type { People } from '../types/People';
import type { Person } from '../types/Person';
import type { Typing } from '../types/Typing';

export class Presence {
  count = $state(0);
  people = $state.raw<Person[]>([]);
  typing = $state.raw<string[]>([]);

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
