// The heading of the list of people: how many are here.
import type { Room } from '../../state/room.svelte';
import { t } from '../../strings/page';

export function peopleHeading({ presence: { count }, connection }: Room): string {
  if (count === 0) return t.people.title;
  return connection.status === 'connected' ? t.header.peopleHere(count) : t.header.peopleWere(count);
}
