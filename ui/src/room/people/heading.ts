// How many people are here, in words: in the header, and as the heading of their list.
import type { Room } from '../../state/room.svelte';
import { t } from '../../strings/page';

/** Without a connection, it is how many were here. */
export function peopleWords({ presence: { count }, connection }: Room): string {
  return connection.status === 'connected' ? t.header.peopleHere(count) : t.header.peopleWere(count);
}

/** Until the number is known, it is only what the list is of. */
export const peopleHeading = (room: Room): string =>
  room.presence.count === 0 ? t.people.title : peopleWords(room);
