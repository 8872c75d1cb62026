// What could narrow a search down, beside the box: filters that are not used yet, and people where
// the name behind `from:` is being written.
import { plainLetters } from '../../state/letters';
import { dayText, quoted, tokensOf, type Content, type Filter, type Names, type Token } from './query';

/** What the box has then, and the part of it that is selected. */
export type Suggestion = {
  key: string;
  kind: Own | Content | 'person';
  /** Of a person, the name. */
  name?: string;
  typed: string;
  from: number;
  to: number;
  /** Whether the search may begin at once. */
  done: boolean;
};

type Own = Exclude<Filter, 'has'>;

const MOST_PEOPLE = 6;
const CONTENTS: readonly Content[] = ['link', 'file', 'code'];
/** The filters beside which each one makes no sense. */
const EXCLUDED_BY: Record<Own, Filter[]> = {
  from: ['from'],
  on: ['on', 'before', 'after'],
  before: ['on', 'before'],
  after: ['on', 'after'],
};

/** The suggestions for what was typed, with the cursor at `caret`. The best names come first. */
export function suggestionsFor(
  typed: string,
  caret: number,
  names: Names,
  people: readonly string[],
): Suggestion[] {
  const tokens = tokensOf(typed, names);
  const writes = tokens.find(({ filter, from, to }) => filter === 'from' && from < caret && caret <= to);
  const meant = writes ? peopleWith(people, writes.value) : [];
  if (writes && meant.length > 0) return meant.map((name) => person(typed, writes, name, names));
  const used = tokens.map(({ filter }) => filter);
  const open = (Object.keys(EXCLUDED_BY) as Own[]).filter(
    (own) => !EXCLUDED_BY[own].some((other) => used.includes(other)),
  );
  const contents = used.includes('has') ? [] : CONTENTS;
  return [
    ...open.map((own) => filter(typed, own, names)),
    ...contents.map((content) => contentFilter(typed, content, names)),
  ];
}

/** A name that is written already needs no suggestion. */
function peopleWith(people: readonly string[], value: string): string[] {
  const [typed, wanted] = [folded(value), plainLetters(value)];
  if (people.some((name) => folded(name) === typed)) return [];
  return people.filter((name) => plainLetters(name).includes(wanted)).slice(0, MOST_PEOPLE);
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();

function person(typed: string, { from, to }: Token, name: string, names: Names): Suggestion {
  const before = `${typed.slice(0, from)}${names.filters.from}:${quoted(name)} `;
  const place = { from: before.length, to: before.length };
  return {
    key: `person ${name}`,
    kind: 'person',
    name,
    typed: before + typed.slice(to).trimStart(),
    ...place,
    done: true,
  };
}

/** A day begins as today, and is selected, so that it can be written over. */
function filter(typed: string, own: Own, names: Names): Suggestion {
  const value = own === 'from' ? '' : dayText(new Date());
  const before = `${withSpace(typed)}${names.filters[own]}:`;
  const place = { from: before.length, to: before.length + value.length };
  return { key: own, kind: own, typed: before + value, ...place, done: false };
}

function contentFilter(typed: string, content: Content, names: Names): Suggestion {
  const all = `${withSpace(typed)}${names.filters.has}:${names.contents[content]} `;
  return { key: content, kind: content, typed: all, from: all.length, to: all.length, done: true };
}

const withSpace = (typed: string) => (typed.trim() === '' ? '' : `${typed.trimEnd()} `);
