// The words of the emoji picker, in English. They are loaded when it opens for the first time.
import { plural } from './plural';

export const picker = {
  title: 'Emoji',
  search: 'Search emoji',
  found: (n: number) => `${plural(n, 'emoji', 'emoji')} found`,
  none: (query: string) => `There is no emoji for “${query}”.`,
  tone: 'Skin tone',
  tones: ['Yellow', 'Light', 'Medium-light', 'Medium', 'Medium-dark', 'Dark'],
  jump: 'Groups of emoji',
  groups: {
    recent: 'Recently used',
    smileys: 'Smileys and emotions',
    people: 'People and body',
    nature: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  },
};
