// The words that only an exported page shows, in English.
const number = (n: number) => n.toLocaleString('en');

export const viewer = {
  facts: (entries: number, when: string) =>
    `${number(entries)} ${entries === 1 ? 'entry' : 'entries'}, exported with Flatchat on ${when}`,
  conversation: 'Conversation',
  empty: 'Nothing was said in this room.',

  search: 'Search',
  previous: 'Previous hit',
  next: 'Next hit',
  hits: (at: number, all: number) => `${number(at)} of ${number(all)}`,
  searching: (found: number) => `${number(found)} so far…`,
  noHit: 'Not found',

  edited: 'edited',
  pinned: 'pinned',
  removed: (by: string | null, reason: string) =>
    `Removed${by === null ? '' : ` by ${by}`}${reason === '' ? '' : `: ${reason}`}`,
  quoteRemoved: 'removed',
  files: (n: number) => `${number(n)} files`,
  notice: 'Notice',
  setTopic: 'set the topic:',
  shared: 'shared:',
  whole: 'Show all',
  cut: 'The line in the file is longer.',
  linkTo: (time: string) => `Link to this entry, ${time}`,
};
