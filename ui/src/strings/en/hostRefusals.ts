// What is wrong and what to do, for each refusal that only the host's window can get, in English.
import type { appProblems } from '../../types/appProblems';
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { wordsOf, type WordsByCode } from '../refusal';

/** The refusals of the room that only its host can get: they concern its settings and exports. */
export type HostCode =
  | 'bad_code'
  | 'bad_host_name'
  | 'bad_local_name'
  | 'bad_max_guests'
  | 'bad_title'
  | 'export_failed'
  | 'export_full'
  | 'export_interrupted'
  | 'export_over_room'
  | 'export_unwritable';

const settings: WordsByCode<typeof roomProblems, HostCode> = {
  bad_title: {
    empty: 'The room needs a title.',
    too_long: ({ most }) => `A title has at most ${most} characters; shorten it.`,
  },
  bad_code: {
    empty: 'A code cannot be empty; type at least one character.',
    too_long: ({ most }) => `A code has at most ${most} characters; shorten it.`,
    control: 'A code cannot have control characters; remove them.',
  },
  bad_max_guests: ({ most }) => `A room takes from 1 to ${most} guests; choose a number between these.`,
  bad_local_name: {
    empty: 'A name on the network cannot be empty; type at least one letter.',
    too_long: ({ most }) => `A name on the network has at most ${most} characters; shorten it.`,
    letters: 'A name on the network has only the letters a to z, digits and hyphens.',
    hyphen: 'A name on the network begins and ends with a letter or a digit.',
  },
  bad_host_name: {
    address: 'Write the name alone, such as chat.example, without http:// and /.',
    wildcard: 'Write each name in full; * does not stand for others.',
    not_ascii: 'Write the name as browsers send it: their address bar copies it, beginning with xn--.',
    port: 'Leave the port out; a name is allowed at every port.',
    not_a_name: 'This is not a host name; write one such as chat.example.',
  },
  export_failed: 'The export failed; try again.',
  export_full: 'The disk is full; free some space, or choose another place.',
  export_interrupted: 'The file chat.txt was replaced during the export; try again.',
  export_over_room: 'The room keeps its own files in this folder; choose another name or another folder.',
  export_unwritable: ({ cause }) =>
    cause
      ? `The file cannot be written there: ${cause.replace(/[.\s]+$/, '')}. Choose another place.`
      : 'This is not a place for a file; choose another.',
};

/** The system's own words come last, because they may be in any language. */
const because = (words: string, { cause = '' }: Problem) => `${words}: ${cause.replace(/[.\s]+$/, '')}.`;

const app: WordsByCode<typeof appProblems> = {
  bad_folder: (problem) => because('This folder cannot be used', problem),
  bad_link: 'This link cannot be opened.',
  cannot_listen: {
    variable: ({ value }) =>
      `The variable ${value} is no address to listen on. Examples: 192.168.1.5:8765, localhost, 8765.`,
    no_such_address: ({ value }) =>
      `This computer does not have the address ${value} just now; choose another in the settings.`,
    os: (problem) => because(`The room cannot listen on ${problem.value}`, problem),
  },
  cannot_open: {
    file: (problem) => because(`${problem.value} cannot be opened`, problem),
    no_link: ({ value }) => `“${value}” cannot be opened: no link leads to it.`,
    not_a_file: ({ value }) => `${value} is not a file; move it away, or choose another folder.`,
    room_in_use: ({ value, cause }) =>
      `${value} is in use by ${cause}; close that first, or choose another folder.`,
    room_not_there: ({ value }) =>
      `The folder ${value} of your last room is not there, so another room is open. The next start tries again.`,
    room_unusable: (problem) => because(`The room in ${problem.value} cannot be opened`, problem),
    window: (problem) => because(`“${problem.value}” cannot be opened in a window`, problem),
  },
  cannot_search: (problem) => because('This computer cannot search for rooms', problem),
  no_autostart: (problem) => because('The desktop does not allow this', problem),
  no_export: 'Nothing was exported yet.',
  no_full_screen: (problem) => because('The window cannot fill the screen', problem),
  no_guide: (problem) => because('The guide cannot be shown', problem),
  no_licences: 'This build has no file of licences.',
  no_place: (problem) => because('This is not a place for a file', problem),
  no_offer: 'This file is not at hand any more; choose it again.',
  no_room: 'No room is open yet; try again in a moment.',
  no_zoom: (problem) => because('The size of the page cannot be changed', problem),
  not_saved: (problem) => because('The file cannot be saved there', problem),
  port_missed: ({ value, suggestion }) => `Port ${value} is in use, so the room is on ${suggestion} now.`,
  port_taken: ({ value }) => `Port ${value} is in use by another program; choose another in the settings.`,
  settings_not_kept: (problem) => because('The settings cannot be kept', problem),
  unknown_room: 'This room is not known any more; choose its folder.',
};

const refusals = { ...settings, ...app };

/** What is wrong, for the host; null: guests can get this refusal, too. */
export const hostRefusal = (problem: Problem): string | null => wordsOf(refusals, problem);
