// The order of the people in the list.
import type { Person } from '../../types/Person';

/** This person first; the others as they come. */
export function meFirst(people: Person[], me: string): Person[] {
  const isMe = ({ name }: Person) => name === me;
  return [...people.filter(isMe), ...people.filter((person) => !isMe(person))];
}
