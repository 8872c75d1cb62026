// The words of shared files, in English. They are loaded once the room is shown.
import { plural } from './plural';

export const files = {
  download: 'Download',
  downloadOne: (name: string, size: string | null) => `Download ${name}${size ? ` (${size})` : ''}`,
  picture: (name: string) => `Picture ${name}`,
  pictureAndMore: (name: string, more: number) => `Picture ${name}, and ${more} more`,
  film: (name: string) => `Video ${name}`,
  sound: (name: string) => `Sound ${name}`,
  file: 'File',

  viewer: {
    /** How screen readers name the picture. The number is left out until it is known. */
    label: (number: { at: number; all: number } | null, name: string, from: string | null) =>
      `Picture${number ? ` ${number.at} of ${number.all}` : ''}: ${name}${from === null ? '' : `, from ${from}`}`,
    number: (at: number, all: number) => `${at} of ${all}`,
    previous: 'Previous picture',
    next: 'Next picture',
    smaller: 'Zoom out',
    larger: 'Zoom in',
    show: 'Show in the conversation',
    loading: 'Loading…',
    failed:
      'This picture cannot be shown here. It may be damaged, or of a kind that this browser does not know.',
  },

  list: {
    title: 'Files',
    /** The number is left out until it is known. */
    holds: (files: number | null, bytes: string, most: string) =>
      [files === null ? '' : plural(files, 'file', 'files'), `${bytes} of ${most} in use`]
        .filter(Boolean)
        .join(' · '),
    news: 'Show new files',
    find: 'Find a file',
    kind: 'Kind',
    kinds: { all: 'All', picture: 'Pictures', media: 'Audio and video', other: 'Other' },
    from: 'From',
    everyone: 'Everyone',
    sort: 'Order',
    sorts: { newest: 'Newest first', oldest: 'Oldest first', largest: 'Largest first' },
    none: 'No files yet. What people share in this room appears here.',
    noneFound: 'No file fits.',
    loading: 'Loading…',
    failed: 'The list could not be loaded.',
    retry: 'Try again',
    show: 'Show in the conversation',
    showOne: (name: string) => `Show ${name} in the conversation`,
    remove: 'Remove',
    removeOne: (name: string) => `Remove ${name}`,
  },
};
