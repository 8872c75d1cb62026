// The test of whether a message mentions somebody, by the same rules as core/src/mention.rs.
//
// A name counts as a whole word, in any case, with or without accents: "Ana" is in "thanks, ANA!"
// and in "@ana", but not in "banana". If a script writes no spaces between words, a boundary by
// Unicode's rules (UAX #29) is enough. Browsers divide such texts by dictionaries, so the rules are
// written down here. In Korean and Japanese, a particle or a title may follow directly behind "@"
// and the name. A part of an address is no mention: neither "ana@example.org" nor
// "@ana@example.org". Behind "@", the longest name that is known is meant: "@Ana Maria" and
// "@김민수" do not mention Ana and 김민 where Ana Maria and 김민수 are known.
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { plainLetters } from './letters';

const EVERYBODY = '@all';

const OF_WORD = /[\p{L}\p{M}\p{N}_]/u;
const MARK = /\p{M}/u;
const KATAKANA = /\p{scx=Kana}/u;
const JOINING = /[\p{L}\p{Nl}\p{Nd}]/u;
/** Each of these letters is a word of its own, as far as Unicode's rules know. */
const ALONE =
  /[\p{Ideographic}\p{sc=Hira}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tale}\p{sc=Talu}\p{sc=Lana}\p{sc=Tavt}\p{sc=Ahom}]/u;

/** What may follow a mention without a space, though Unicode sees one word. */
const PARTICLE = /[\p{sc=Hang}\p{sc=Kana}]/u;

const NOT_LATIN = /(?!\p{sc=Latin})\p{L}/u;
/** What stands before the `@` of an address, and behind it. */
const OF_LOCAL_PART = /[\p{L}\p{M}\p{N}_.+-]/u;
const HOST = /[\p{sc=Latin}\p{N}][\p{sc=Latin}\p{M}\p{N}.-]*/uy;
const DOT = /\.[\p{sc=Latin}\p{N}]/u;

/** Whether the text has this name as a whole word. `others` are the names of other people. */
export function hasName(text: string, name: string, others: readonly string[] = []): boolean {
  return has(plainLetters(text), plainLetters(name), others);
}

/** Whether the text calls everybody. An address such as a@all.example does not. */
export function callsEverybody(text: string, others: readonly string[] = []): boolean {
  return has(plainLetters(text), EVERYBODY, others);
}

/** Whether "@" and the name `other` may stand where `name` seems to be mentioned. */
export function mayBeLonger(other: string, name: string): boolean {
  const called = `@${plainLetters(other)}`;
  return isLonger(called, plainLetters(name)) || isLonger(called, EVERYBODY);
}

/**
 * Whether this entry mentions the person with this name. Everybody is the host's to call. `others`
 * are the names of other people.
 */
export function mentions(
  entry: ResolvedEntry,
  name: string,
  host: string | null,
  others: readonly string[] = [],
): boolean {
  if (entry.name === name || entry.verb === 'set topic') return false;
  const said = entry.share ? entry.share.caption : entry.text;
  const isOfHost = entry.name !== null && entry.name === host;
  return hasName(said, name, others) || (isOfHost && callsEverybody(said, others));
}

const isLonger = (called: string, name: string) => called.includes(name) && !`@${name}`.endsWith(called);

function has(text: string, name: string, others: readonly string[]): boolean {
  if (name === '' || !text.includes(name)) return false;
  const longer = others.map((other) => `@${plainLetters(other)}`).filter((called) => isLonger(called, name));
  const isPart = partsOf(addressesIn(text));
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) {
    const to = from + name.length;
    const isInAddress = isPart({ from, to });
    const isName = isEdge(text, from) && (isEdge(text, to) || isCalled(text, from, to));
    if (isName && !isInAddress && !longer.some((called) => isIn(called, text, from, name))) return true;
  }
  return false;
}

/** Whether the name at this place is a part of a longer one, which is called there. */
function isIn(called: string, text: string, place: number, name: string): boolean {
  for (let at = called.indexOf(name); at >= 0; at = called.indexOf(name, at + 1)) {
    const from = place - at;
    const to = from + called.length;
    if (from < 0 || !text.startsWith(called, from)) continue;
    const ends = isEdge(text, to) || isCalled(text, from + 1, to);
    if (ends && !(text[to] === '@' && addressAround(text, to))) return true;
  }
  return false;
}

type Place = { from: number; to: number };

/**
 * The test of whether a place is only a part of an address. A name may be a whole one, or have some
 * in it. Addresses and places each come in the order of both their ends, so one walk does for all.
 */
function partsOf(addresses: Place[]): (place: Place) => boolean {
  let first = 0;
  let behind = 0;
  return ({ from, to }) => {
    while ((addresses[first]?.to ?? Infinity) <= from) first++;
    while ((addresses[behind]?.from ?? Infinity) < to) behind++;
    // The addresses that touch the place are those from `first` on, before `behind`.
    const begins = addresses[first]?.from ?? from;
    const ends = addresses[behind - 1]?.to ?? to;
    return first < behind && (begins < from || ends > to);
  };
}

/** Where e-mail addresses and the like stand, such as "ana@example.org" and "ana@home". */
function addressesIn(text: string): Place[] {
  const found: Place[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const address = addressAround(text, at);
    if (address) found.push(address);
  }
  return found;
}

/**
 * The address that has its `@` at this place. Scripts without spaces may have a word just before
 * the `@` of a mention, and Arabic has prefixes. So there the host must have a dot.
 */
function addressAround(text: string, at: number): Place | null {
  let from = at;
  for (let char = before(text, from); OF_LOCAL_PART.test(char); char = before(text, from))
    from -= char.length;
  const last = base(text, at);
  HOST.lastIndex = at + 1;
  const host = HOST.exec(text)?.[0];
  if (host === undefined || !OF_LOCAL_PART.test(last) || MARK.test(last)) return null;
  const isAddress = !NOT_LATIN.test(last) || DOT.test(host);
  return isAddress ? { from, to: at + 1 + host.length } : null;
}

/** Whether a particle or a title follows the name in a mention, as in "@김민수님". */
function isCalled(text: string, from: number, to: number): boolean {
  return text[from - 1] === '@' && PARTICLE.test(after(text, to));
}

function isEdge(text: string, at: number): boolean {
  const [left, right] = [before(text, at), after(text, at)];
  if (!OF_WORD.test(left) || !OF_WORD.test(right)) return true;
  return !MARK.test(right) && !join(base(text, at), right);
}

function join(left: string, right: string): boolean {
  const [one, other] = [kindOf(left), kindOf(right)];
  if (one === null || other === null) return false;
  return one === other || one === '_' || other === '_';
}

function kindOf(letter: string): 'katakana' | 'letter' | '_' | null {
  if (letter === '_') return '_';
  if (ALONE.test(letter) || !JOINING.test(letter)) return null;
  return KATAKANA.test(letter) ? 'katakana' : 'letter';
}

/** The character before a place, or the one that its marks stand on. */
function base(text: string, at: number): string {
  let letter = before(text, at);
  for (let i = at - letter.length; i > 0 && MARK.test(letter); i -= letter.length) letter = before(text, i);
  return letter;
}

function before(text: string, at: number): string {
  return [...text.slice(Math.max(0, at - 2), at)].pop() ?? '';
}

function after(text: string, at: number): string {
  return [...text.slice(at, at + 2)][0] ?? '';
}
