// The words that only an exported page shows, in English.
import { plural } from './plural';

export const viewer = {
  facts: (entries: number, when: string) =>
    `${plural(entries, 'entry', 'entries')}, exported with Flatchat on ${when}`,
  conversation: 'Conversation',
  empty: 'Nothing was said in this room.',

  search: 'Search',
  previous: 'Previous hit',
  next: 'Next hit',
  hits: (at: number, all: number) => `${at.toLocaleString()} of ${all.toLocaleString()}`,
  searching: (found: number) => `${found.toLocaleString()} so far…`,
  noHit: 'Not found',

  edited: 'edited',
  pinned: 'pinned',
  removed: (by: string | null, reason: string) =>
    `Removed${by === null ? '' : ` by ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  quoteRemoved: 'removed',
  notice: 'Notice',
  setTopic: 'set the topic:',
  shared: 'shared:',
  whole: 'Show all',
  cut: 'The line in the file is longer.',
  linkTo: (time: string) => `Link to this entry, ${time}`,
};
