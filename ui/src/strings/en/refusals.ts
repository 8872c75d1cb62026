// What is wrong and what to do, for each reason for which the room refuses something, in English.
// A code that is missing here is said in the room's own words.
import type { Problem } from '../../types/Problem';

type Words = string | ((problem: Problem) => string | null);

/** Text where the code has one reason alone, else the text of each reason. */
const byReason =
  (texts: Record<string, Words>) =>
  (problem: Problem): string | null =>
    say(texts[problem.reason ?? ''], problem);

const unicode = ({ character }: Problem) =>
  `U+${(character ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const spot = (problem: Problem) => `${unicode(problem)}, line ${problem.line}, character ${problem.column}`;

const refusals: Record<string, Words> = {
  name_taken: ({ suggestion }) => `Somebody here is already called that, or nearly; try “${suggestion}”.`,
  bad_name: byReason({
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
  }),
  bad_text: byReason({
    empty: 'The message is empty; type something first.',
    control: (problem) => `The message has a control character (${spot(problem)}); remove it and send again.`,
    wrongly_converted: (problem) =>
      `The message has a character that was converted wrongly (${spot(problem)}); it was probably “${problem.suggestion}” (Windows-1252): type it there and send again.`,
  }),
  disk_full: 'The disk is full; free some space on the host’s computer and send again.',
  join_first: 'Join the room first.',
  code_required: 'This room asks for a code; join with it first.',
  wrong_code: 'That is not the room’s code; ask the host, or scan the QR code again.',
  restarted: 'The room was started again; check whether this was said before you say it again.',
  other_session: 'Somebody else is in the room from this browser already.',
  too_fast: ({ after_secs }) => `That was a lot at once; try again in ${after_secs} s.`,
  room_full: 'The room is full; somebody has to leave first.',
  room_paused: 'The host has paused the room; wait until it goes on.',
  too_many_streams: byReason({
    address: 'Too many open windows from your address; close one first.',
    session: 'You have this room open too often; close one of its windows first.',
    strangers: 'Too many people are reading without a name; join the room to get a place.',
  }),
  bad_emoji: 'This is not an emoji. Choose one from the list.',
  bad_topic: byReason({
    too_long: ({ most }) => `A topic has at most ${most} characters; please shorten it.`,
    control: (problem) => `The topic has a control character (${unicode(problem)}); please remove it.`,
    wrongly_converted: ({ suggestion }) =>
      `The topic has a character that was converted wrongly; it was probably “${suggestion}”. Please type it there.`,
  }),
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

function say(words: Words | undefined, problem: Problem): string | null {
  if (words === undefined) return null;
  return typeof words === 'string' ? words : words(problem);
}

/** What is wrong, for a person; `null`: the language has no words for it. */
export const refusal = (problem: Problem): string | null => say(refusals[problem.code], problem);
