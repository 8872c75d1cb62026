// Which words a language must have. English is the pattern: a word that another language lacks is a
// type error. docs/translating.md says how to add a language.
import type { Problem } from '../types/Problem';
import type { actions } from './en/actions';
import type { early } from './en/early';
import type { files } from './en/files';
import type { help } from './en/help';
import type { host } from './en/host';
import type { page } from './en/page';
import type { picker } from './en/picker';
import type { search } from './en/search';
import type { sharing } from './en/sharing';
import type { viewer } from './en/viewer';
import type { DoctorWords } from './finding';

export type ActionWords = typeof actions;
export type EarlyWords = typeof early;
export type FileWords = typeof files;
export type HelpWords = typeof help;
export type PageWords = typeof page;
export type HostWords = typeof host;
export type PickerWords = typeof picker;
export type SearchWords = typeof search;
export type SharingWords = typeof sharing;
export type ViewerWords = typeof viewer;

/** The words of a language that guests can see. */
export type GuestTable = {
  page: PageWords;
  actions: ActionWords;
  files: FileWords;
  sharing: SharingWords;
  picker: PickerWords;
  help: HelpWords;
  search: SearchWords;
  early: EarlyWords;
};

/** The words that only the host's window shows. */
export type HostTable = {
  host: HostWords;
  doctor: DoctorWords;
  hostRefusal: (problem: Problem) => string | null;
};
