// What is wrong and what to do, for each reason for which the room refuses something, in English.
// hostRefusals.ts has the words that only the host needs.
import type { Problem } from '../../types/Problem';
import type { roomProblems } from '../../types/roomProblems';
import { wordsOf, type WordsByCode } from '../refusal';
import type { HostCode } from './hostRefusals';

/** The refusals that guests can get. */
export type GuestCode = Exclude<keyof typeof roomProblems, HostCode>;

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}, line ${problem.line}, character ${problem.column}`;

/** A number of bytes as people say it: limits are whole megabytes, or less than one. */
const megabytes = (bytes = 0) => (bytes < 1e6 ? `${bytes} bytes` : `${Math.floor(bytes / 1e6)} MB`);

const notUnderstood = 'The room did not understand this page; load the page again.';

const refusals: WordsByCode<typeof roomProblems, GuestCode> = {
  name_taken: ({ suggestion }) => `Somebody here is already called that, or nearly; try “${suggestion}”.`,
  bad_name: {
    empty: 'Please type a name.',
    too_long: ({ most }) => `A name has at most ${most} characters; please choose a shorter one.`,
    colon: 'A name cannot contain a colon; please leave it out.',
    unshowable: (problem) =>
      `The name has a character that cannot be shown (${unicode(problem)}); please leave it out.`,
    invisible: (problem) =>
      `The name has an invisible character inside (${unicode(problem)}); please type the name anew, without pasting it.`,
    loose_mark: (problem) =>
      `The name has an accent without a letter (${unicode(problem)}); please put it behind one, or leave it out.`,
    too_many_marks: 'The name has too many accents on one letter; please leave some out.',
  },
  bad_text: {
    empty: 'The message is empty; type something first.',
    control: (problem) => `The message has a control character (${spot(problem)}); remove it and send again.`,
    wrongly_converted: (problem) =>
      `The message has a character that was converted wrongly (${spot(problem)}); it was probably “${problem.suggestion}”: type it there and send again.`,
  },
  too_long: ({ most }) =>
    most === undefined
      ? 'That is more than this room takes at once; send it in parts.'
      : `The message is longer than ${most / 1024} KiB; send it in parts.`,
  wrong_type: notUnderstood,
  bad_request: {
    '': notUnderstood,
    key: notUnderstood,
    find: 'Type one or more words to find, 256 bytes at most.',
    from: notUnderstood,
    since: notUnderstood,
    until: notUnderstood,
    has: notUnderstood,
  },
  disk_failed: 'The disk of the host’s computer does not answer; try again later.',
  disk_full: 'The disk is full; free some space on the host’s computer and send again.',
  file_in_use:
    'Another program keeps a file of the room to itself; close it on the host’s computer and send again.',
  join_first: 'Join the room first.',
  code_required: 'This room asks for a code; join with it first.',
  wrong_code: 'That is not the room’s code; ask the host, or scan the QR code again.',
  restarted: 'The room was started again; check whether this was said before you say it again.',
  closing: 'The room is closing.',
  bad_ticket: 'This way in was used already or is too old; join again.',
  no_session: 'The host’s computer cannot let you in just now; try again later.',
  key_reused: 'Something else was said with this key already; send this again.',
  bad_cursor: 'This page has lost its place in the conversation; load the page again.',
  log_rewritten: 'The conversation was rewritten; load the page again.',
  other_session: 'Somebody else is in the room from this browser already.',
  too_fast: ({ after_secs }) => `That was a lot at once; try again in ${after_secs} s.`,
  too_busy: 'You or others at your address are searching already; try again when that is done.',
  too_slow: 'Sending took too long; try again.',
  too_many_connections:
    'There are too many connections, from your address or in all; close some, or try again later.',
  too_many_downloads: 'There are too many downloads just now; try again when one has ended.',
  busy: 'Too much is on its way to or from your address, or in all; try again in a moment.',
  wrong_host: 'The room does not answer to this address; ask the host for another link.',
  wrong_origin: 'A page of another site cannot speak in this room; open the room’s own address.',
  wrong_method: notUnderstood,
  not_found: 'There is nothing at this address; open the room’s own address.',
  room_full: 'The room is full; somebody has to leave first.',
  room_paused: 'The host has paused the room; wait until it goes on.',
  too_many_streams: {
    address: 'Too many open windows from your address; close one first.',
    session: 'You have this room open too often; close one of its windows first.',
    strangers: 'Too many people are reading without a name; join the room to get a place.',
  },
  bad_emoji: 'This is not an emoji. Choose one from the list.',
  bad_topic: {
    too_long: ({ most }) => `A topic has at most ${most} characters; please shorten it.`,
    control: (problem) => `The topic has a control character (${unicode(problem)}); please remove it.`,
    wrongly_converted: ({ suggestion }) =>
      `The topic has a character that was converted wrongly; it was probably “${suggestion}”. Please type it there.`,
  },
  bad_files_folder:
    'The room cannot keep files: “files” in its folder is not a folder, or a link; the host has to move it away.',
  bad_upload: {
    too_many_bytes: 'The file has changed while it was sent; send it again.',
    changed: 'The file has changed since it was chosen; choose it again.',
    thumbnail: 'The small picture of this file cannot be used; send the file again.',
    no_file: 'There is no file in this; choose one.',
    form: notUnderstood,
  },
  disk_nearly_full: 'The disk of the host’s computer is nearly full; the host has to free some space first.',
  file_too_large: ({ most }) => `A file may have at most ${megabytes(most)} here; send a smaller one.`,
  files_full: ({ most }) =>
    `The files of this room may take ${megabytes(most)} together; the host can remove some, or allow more.`,
  no_such_file: 'This file is not there any more.',
  no_such_upload: 'The room does not know this upload any more; send the file again.',
  too_many_files: ({ most }) =>
    `One message can share at most ${most} files; share the others in another one.`,
  too_many_uploads:
    'Too many files are on their way, of yours, from your address or in all; wait until one is there.',
  upload_unfinished: 'A file is not there completely yet; wait until it is.',
  wrong_offset: 'The room has another part of this file than this page believes; send it again.',
  no_such_message: 'This message is not there any more.',
  removed: 'This message was removed.',
  not_yours:
    'This was written by somebody else, or before you joined under this name; only its author can change it.',
  too_late: 'A message can be edited for 15 minutes; please write a new one.',
  host_only: 'Only the host can do this, in the app’s window.',
  too_many_reactions: 'You have reacted to this message in 20 ways; take one back first.',
  too_many_pins: '50 messages are pinned; unpin one first.',
  not_ready: 'The room is still reading its log; try again in a moment.',
  not_erased:
    'The message is removed, but the host’s disk does not let its words be overwritten yet. The room keeps trying.',
  names_full: 'This room holds as many names as it can; somebody has to leave for good first.',
};

/** What is wrong, for a person; null: only the host's window has words for it. */
export const refusal = (problem: Problem): string | null => wordsOf(refusals, problem);
