// Where this person stopped reading in each room, as this browser keeps it.
import { keep, recall } from '../browser/storage';

export type Place = {
  /** The room's title. */
  room: string;
  /** The cursor just past the last line that was read. */
  cursor: string;
  /** When the newest entry that was read was said. Null: no entry there has a time. */
  at: string | null;
};

const KEY = 'places';
const MOST_ROOMS = 20;

/** The last one first. */
export function keptPlaces(): Place[] {
  try {
    const kept: unknown = JSON.parse(recall('browser', KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isPlace) : [];
  } catch {
    return [];
  }
}

export function keepPlace(place: Place): void {
  const others = keptPlaces().filter(({ room }) => room !== place.room);
  keep('browser', KEY, JSON.stringify([place, ...others].slice(0, MOST_ROOMS)));
}

function isPlace(kept: Partial<Place> | null): kept is Place {
  return typeof kept?.room === 'string' && typeof kept.cursor === 'string';
}
