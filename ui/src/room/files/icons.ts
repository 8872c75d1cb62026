// The icons of the parts that show files.
import { SHAPES } from '../../shared/Icon.svelte';
import type { FileKind } from './kind';

export const icons = {
  download: { shape: 'M12 4v11M7 10.5l5 5 5-5M5 20h14' },
  remove: { shape: 'M5 7h14M9.5 7V4.5h5V7M7 7l1 12.5h8L17 7M10.25 10.5v5.5M13.75 10.5v5.5' },
  say: { shape: 'M4 5h16v11H11l-4 3.5V16H4z' },
  film: { shape: 'M3.5 6.5h12v11h-12zM15.5 10.5l5-3v9l-5-3' },
  minus: { shape: 'M5 12h14' },
  next: { shape: 'M9 5l7 7-7 7', flips: true },
  picture: { shape: 'M4 5h16v14H4zM4 16l4.5-4.5L12 15l3-3 5 5M9 9h.01' },
  play: { shape: 'M8 5.5v13l11-6.5z' },
  previous: { shape: 'M15 5l-7 7 7 7', flips: true },
  sound: {
    shape:
      'M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM9 18V5.5l10-2V15.5M19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  },
} as const;

const OF_KIND = {
  picture: icons.picture,
  video: icons.film,
  audio: icons.sound,
  other: { shape: SHAPES.file },
} as const;

/** The icon of each kind of file. */
export const iconOf = (kind: FileKind) => OF_KIND[kind];
