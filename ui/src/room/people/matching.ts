// The filter of the list of people.
import type { Person } from '../../types/Person';

/** Capital letters and accents make no difference. */
const folded = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** The people whose names have these letters in them. */
export function matching(people: Person[], wanted: string): Person[] {
  const letters = folded(wanted.trim());
  return letters === '' ? people : people.filter(({ name }) => folded(name).includes(letters));
}
