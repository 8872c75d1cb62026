// Which words a language must have. English is the pattern: a language is a folder beside it, with
// a file for each part (`export const page: PageWords`), and a word that it lacks is a type error.
import type { actions } from './en/actions';
import type { files } from './en/files';
import type { host } from './en/host';
import type { page } from './en/page';
import type { picker } from './en/picker';
import type { viewer } from './en/viewer';

export type ActionWords = typeof actions;
export type FileWords = typeof files;
export type PageWords = typeof page;
export type HostWords = typeof host;
export type PickerWords = typeof picker;
export type ViewerWords = typeof viewer;
