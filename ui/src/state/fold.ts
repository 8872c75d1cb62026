// The rules for what references (edits, removals, reactions, pins) make of the entry that they
// refer to. The server has the same rules (src-tauri/core/src/index); the vectors in tests/vectors
// hold both together. docs/log.md describes them.
//
// # Invariants
// * References are folded in the order of the file. Folding the same ones again changes nothing.
// * Edits and removals may also be folded early: the newest edit and the first removal count,
//   whichever comes first.
// * An entry that a reference does not change stays the same object.
import type { Entry } from '../types/Entry';
import type { Quote } from '../types/Quote';
import type { Reaction } from '../types/Reaction';
import type { Removal } from '../types/Removal';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import type { Verb } from '../types/Verb';
import { firstLine, isBare, severalOf, wordsOf } from './words';

const MOST_REACTION_BYTES = 64;

const REFERENCES: ReadonlySet<Verb> = new Set<Verb>([
  'edited',
  'removed',
  'reacted to',
  'unreacted to',
  'pinned',
  'unpinned',
]);

/** Whether an entry is a row of its own, and does not only change another one. */
export function standsAlone({ verb }: Entry): boolean {
  return !REFERENCES.has(verb);
}

/** Whether an entry is something that a person said: it can be edited. */
export function isMessage({ verb }: Entry): boolean {
  return verb === 'said' || verb === 'replied to';
}

/** The id of the line that a reply answers, which must be an earlier one. */
export function answeredBy({ verb, id, target }: Entry): number | null {
  return verb === 'replied to' && target !== null && target < id ? target : null;
}

/** An entry that nothing refers to yet. Spaces alone are the trace of words that were removed. */
export function fresh(entry: Entry): ResolvedEntry {
  const resolved = { ...entry, edited: null, removed: null, reactions: [], pinned: null, answers: null };
  return /^ +$/.test(entry.text) ? without(resolved, { id: entry.id, name: null, reason: '' }) : resolved;
}

/** The entry after this reference. It is the same object if the reference does not change it. */
export function fold(entry: ResolvedEntry, reference: Entry): ResolvedEntry {
  if (reference.target !== entry.id || reference.id <= entry.id) return entry;
  if (reference.verb === 'removed') return remove(entry, reference);
  if (entry.removed !== null) return entry;
  switch (reference.verb) {
    case 'edited':
      return edit(entry, reference);
    case 'reacted to':
      return isReaction(reference.text) ? react(entry, reference) : entry;
    case 'unreacted to':
      return isReaction(reference.text) ? unreact(entry, reference) : entry;
    case 'pinned':
      return pin(entry, reference.id);
    case 'unpinned':
      return pin(entry, null);
    default:
      return entry;
  }
}

const quotes = new WeakMap<ResolvedEntry, Quote>();

/** The beginning of an entry. It is the same object for the same entry. */
export function quoteOf(entry: ResolvedEntry): Quote {
  let quote = quotes.get(entry);
  if (!quote) {
    const { id, name, edited, removed } = entry;
    const [text, files] = [firstLine(wordsOf(entry)), severalOf(entry)];
    quote = { id, name, text, edited: edited !== null, removed: removed !== null };
    if (files !== undefined) quote.files = files;
    quotes.set(entry, quote);
  }
  return quote;
}

/** The same emoji may be written with and without U+FE0F. */
export function emojiKey(emoji: string): string {
  return emoji.split('\uFE0F').join('');
}

/** A removal that is known only by the spaces that it left gives way to the line that says so. */
function remove(entry: ResolvedEntry, { id, name, text }: Entry): ResolvedEntry {
  const known = entry.removed;
  const isFirst = known === null || known.id === entry.id || id < known.id;
  return isFirst ? without(entry, { id, name, reason: text }) : entry;
}

function without(entry: ResolvedEntry, removed: Removal): ResolvedEntry {
  const bare = { ...entry };
  delete bare.share;
  return { ...bare, text: '', cut: false, edited: null, pinned: null, reactions: [], removed };
}

function edit(entry: ResolvedEntry, { id, name, text, cut }: Entry): ResolvedEntry {
  const counts = isMessage(entry) && name === entry.name && !isBare(text);
  return counts && id > (entry.edited ?? -1) ? { ...entry, text, cut, edited: id } : entry;
}

function pin(entry: ResolvedEntry, pinned: number | null): ResolvedEntry {
  return entry.pinned === pinned ? entry : { ...entry, pinned };
}

function react(entry: ResolvedEntry, { id, name, text }: Entry): ResolvedEntry {
  const person = { name: name ?? '', id };
  const there = reactionWith(entry, text);
  if (!there) return { ...entry, reactions: [...entry.reactions, { emoji: text, people: [person] }] };
  if (there.people.some((other) => other.name === person.name)) return entry;
  return withPeople(entry, there, [...there.people, person]);
}

function unreact(entry: ResolvedEntry, { name, text }: Entry): ResolvedEntry {
  const there = reactionWith(entry, text);
  const people = there?.people.filter((person) => person.name !== (name ?? ''));
  if (!there || !people || people.length === there.people.length) return entry;
  return withPeople(entry, there, people);
}

function reactionWith({ reactions }: ResolvedEntry, emoji: string): Reaction | undefined {
  const key = emojiKey(emoji);
  return reactions.find((reaction) => emojiKey(reaction.emoji) === key);
}

/** A reaction without people goes. */
function withPeople(entry: ResolvedEntry, changed: Reaction, people: Reaction['people']): ResolvedEntry {
  const reactions = entry.reactions.flatMap((reaction) => {
    if (reaction !== changed) return [reaction];
    return people.length === 0 ? [] : [{ ...reaction, people }];
  });
  return { ...entry, reactions };
}

const encoder = new TextEncoder();

function isReaction(text: string): boolean {
  const isLine = !text.includes('\n') && !isBare(emojiKey(text));
  return isLine && encoder.encode(text).length <= MOST_REACTION_BYTES;
}
