// The filter of the list of people.
import { plainLetters } from '../../state/letters';
import type { Person } from '../../types/Person';

/** The people whose names have these letters in them. Capital letters and accents do not matter. */
export function matching(people: Person[], wanted: string): Person[] {
  const letters = plainLetters(wanted.trim());
  return letters === '' ? people : people.filter(({ name }) => plainLetters(name).includes(letters));
}
