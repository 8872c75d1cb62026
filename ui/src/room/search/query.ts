// What a person types into the search box, in parts: words and "phrases", and filters such as
// `from:ana` or `on:2026-11-22`. Filters are understood in English and in the page's language.
//
// Words are the same for the server (src-tauri/core/src/log/words.rs).
import type { FindQuery } from '../../types/FindQuery';
import { plainLetters } from '../../state/letters';

export type Filter = 'from' | 'on' | 'before' | 'after' | 'has';
export type Content = 'link' | 'file' | 'code';

/** The names of filters and contents in the page's language: one word each, in lower case. */
export type Names = { filters: Record<Filter, string>; contents: Record<Content, string> };

/** What a filter must have: a day, or one of the contents. */
export type Lack = 'day' | 'content';

export type Parsed = {
  /** Null: there is nothing to search for yet. */
  query: FindQuery | null;
  /** The words and phrases that are marked in what is found. */
  words: string[];
  /** A filter that is left out because its value is not complete. */
  lacks: Lack | null;
};

/** A piece of what was typed. `value` is what stands behind the colon of a filter. */
export type Token = { filter: Filter | null; value: string; from: number; to: number };

const FILTERS: readonly Filter[] = ['from', 'on', 'before', 'after', 'has'];
const CONTENTS: readonly Content[] = ['link', 'file', 'code'];
/** Keyboards of phones and of other languages write these by themselves. */
const QUOTES = '"“”„«»「」『』＂';
const TOKEN = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|\\S+`, 'gu');
const VALUE = new RegExp(`[${QUOTES}]([^${QUOTES}]*)[${QUOTES}]?|\\S*`, 'yu');
const DAY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;

export function parse(typed: string, names: Names): Parsed {
  const query: FindQuery = {};
  const words: string[] = [];
  let lacks: Lack | null = null;
  for (const { filter, value } of tokensOf(typed, names)) {
    if (filter === null) words.push(value);
    else if (value === '') continue;
    else if (filter === 'from') query.from = value;
    else if (filter === 'has') {
      const content = contentOf(value, names);
      if (content === null) lacks = 'content';
      else query.has = content;
    } else if (!addDay(query, filter, value)) lacks = 'day';
  }
  if (words.length > 0) query.find = words.map(quoted).join(' ');
  return { query: Object.keys(query).length > 0 ? query : null, words, lacks };
}

/** The pieces of what was typed, in order. Empty quotation marks are none. */
export function tokensOf(typed: string, names: Names): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(typed); found !== null; found = TOKEN.exec(typed)) {
    const token = tokenAt(typed, found, names);
    TOKEN.lastIndex = Math.max(token.to, found.index + 1);
    if (token.filter !== null || token.value !== '') tokens.push(token);
  }
  return tokens;
}

function tokenAt(typed: string, found: RegExpExecArray, names: Names): Token {
  const [whole, phrase] = found;
  const from = found.index;
  const colon = whole.search(/[:：]/);
  const filter = phrase === undefined && colon > 0 ? filterOf(whole.slice(0, colon), names) : null;
  if (filter === null) return { filter, value: (phrase ?? whole).trim(), from, to: from + whole.length };
  VALUE.lastIndex = from + colon + 1;
  const value = VALUE.exec(typed)!;
  return { filter, value: (value[1] ?? value[0]).trim(), from, to: VALUE.lastIndex };
}

function filterOf(name: string, names: Names): Filter | null {
  const wanted = plainLetters(name);
  return (
    FILTERS.find((filter) => wanted === filter || wanted === plainLetters(names.filters[filter])) ?? null
  );
}

function contentOf(value: string, names: Names): Content | null {
  const wanted = plainLetters(value);
  return CONTENTS.find((one) => wanted === one || wanted === plainLetters(names.contents[one])) ?? null;
}

/** As a filter, a name with spaces stands between quotation marks, and so does a phrase. */
export function quoted(words: string): string {
  return /\s/.test(words) ? `"${words}"` : words;
}

/** Narrows the time to the viewer's day. Returns false if the value is not a day. */
function addDay(query: FindQuery, filter: 'on' | 'before' | 'after', value: string): boolean {
  const [begin, end] = [dayBegin(value, 0), dayBegin(value, 1)];
  if (begin === null || end === null) return false;
  if (filter !== 'before') query.since = later(query.since, filter === 'on' ? begin : end);
  if (filter !== 'after') query.until = earlier(query.until, filter === 'on' ? end : begin);
  return true;
}

/** When a day begins in the viewer's zone, or a day that comes some days later. */
function dayBegin(value: string, days: number): string | null {
  const [, year, month, day] = (DAY.exec(inAsciiDigits(value)) ?? []).map(Number) as number[];
  if (year === undefined || month === undefined || day === undefined) return null;
  const date = new Date(year, month - 1, day);
  if (date.getMonth() !== month - 1 || date.getDate() !== day) return null;
  return new Date(year, month - 1, day + days).toISOString();
}

/** In Unicode, the digits of Arabic and those of full width end with their number. */
function inAsciiDigits(value: string): string {
  return value
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966));
}

const later = (a: string | undefined, b: string) => (a !== undefined && a > b ? a : b);
const earlier = (a: string | undefined, b: string) => (a !== undefined && a < b ? a : b);

/** A day as a filter writes it. */
export function dayText(date: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
