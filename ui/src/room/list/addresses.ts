// Where web addresses begin and end in a text that people wrote, in any script. The server has the
// same rules (addresses.rs in core). Both are tested with tests/vectors/texts/links.json.
//
// # Invariants
// * The work is linear: no character is read more than a few times, whatever the text is. After a
//   candidate that is not an address, the search continues where its reading stopped.
// * Characters are read one by one, so that a test can count them.

/**
 * Offsets in the text: the whole address is `from..to`, its host `host..hostEnd`. `scheme` is what
 * the address lacks to be a URL.
 */
export type Address = {
  from: number;
  host: number;
  hostEnd: number;
  to: number;
  scheme: '' | 'http://' | 'mailto:';
};

type Start = { from: number; host: number; bare: boolean };

const BEGINNING = /^(https?:\/\/|www\.)/i;
const LONGEST_BEGINNING = 8;
const BARE_LENGTH = 4;
/** The longest name that DNS knows. */
const MAX_HOST = 253;
const LONGEST_SCHEME_NAME = 5;
/** `xhttp://…` and `git+https://…` are other schemes. Behind letters beyond ASCII, one begins. */
const GLUED = /[a-z\d][+-]?$/i;
/** In `foo.www.…`, `me@www.…` and `ftp://www.…` it is not the beginning of an address. */
const IN_PATH = /[.@/\\]$/;
/** An address of IPv6. The URL parser decides whether it is valid. */
const LITERAL = /^\[[\da-f:.]{0,46}\]/i;

export const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;
const WORD = /[\p{Script=Latin}\d]/u;
const BETWEEN = /[^\0-\x7f\p{Script=Latin}]/u;
const OF_HOST = /[\p{L}\p{M}\p{Nd}\p{So}\p{Sm}]/u;
/** Signs that end a sentence, quote or enclose, in any script, and all invisible characters. */
const ENDS =
  /[\s\p{Cc}\p{Cf}\p{Cs}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}—―〜\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
/** Of those, the ones that stand inside words: joiners, apostrophes, middle dots, geresh, tsheg. */
const INSIDE_WORDS = '\u200c\u200d‘’·・\u05f3\u05f4\u0f0b';
/** Signs that a label of a host may have between fitting letters (RFC 5892, appendix A). */
const INSIDE_LABEL = /l·l|[\u0370-\u1fff][\u05f3\u05f4\u200c\u200d][\u0370-\u1fff]|[ぁ-鿿]・[ぁ-鿿]/i;
/** An address of IPv6 without its brackets: no part of it is a host. */
const IPV6 = /^[\da-f]{1,4}:(:|[\da-f]{1,4}:[\da-f:])/i;
/** The scheme of an address that was pasted behind a host without a space. */
const PASTED = /https?(?=:\/\/$)/i;
/** A host is none before these. A soft hyphen is in a name, and browsers leave it out. */
const GOES_ON = /^(:\/\/|@|\xad\p{L})/u;
/** Two dots, and a digit that is part of an emoji. */
const ENDS_BEFORE = /^(\.\.|\d[\ufe0f\u20e3])/;
const ENDS_ASCII = /[\0- \x7f"<>`\\]/;
const OF_USER = "-._~%!$&'*+;=:";
/** What ends a sentence, a quotation or a markup, or decorates: emoji with all their parts. */
const TRIMMED = /([.,:;!?'*_~|^([{]|(?![\0-\x7f\p{Sc}])[\p{P}\p{S}\p{Cf}\ufe0f]|[\d#*]\ufe0f?\u20e3)$/u;
/** One of these in front of an address ends it as well, but an apostrophe in a word does not. */
const OPENING_MARKUP = /(?:[*']|~~)$/;
const CLOSING_MARKUP = /^(?:\*|~~|'(?![\p{L}\d]))/u;
const BETWEEN_ADDRESSES = ',;|';
/** "And" and "or" in Chinese, Japanese, Korean and Russian. */
const JOINS = '和与與及或跟同とや와과и';
const BRACKETS = '([{)]}';

/** The addresses in a text, in order. */
export function* addressesIn(text: string): Generator<Address> {
  let start = nextStart(text, 0);
  while (start !== null) {
    const [address, read] = readAddress(text, start);
    if (address !== null) yield address;
    start = nextStart(text, Math.max(read, start.from + BARE_LENGTH));
  }
}

/** The address that begins at `start`, if there is one, and where the search continues. */
function readAddress(text: string, { from, host, bare }: Start): [Address | null, number] {
  const user = bare ? host : userEnd(text, host);
  const read = hostEndAt(text, user);
  const end = isHost(text, user, read) ? cutHost(text, user, read) : null;
  if (end === null) return [null, read - LONGEST_SCHEME_NAME];
  const tailEnd = end === read ? readTail(text, from, end) : end;
  const to = tailEnd === end ? trimHost(text, user, end) : tailEnd;
  const named = to > user + (bare ? BARE_LENGTH : 0);
  const scheme = bare ? 'http://' : '';
  return named ? [{ from, host: user, hostEnd: Math.min(end, to), to, scheme }, to] : [null, read];
}

function nextStart(text: string, at: number): Start | null {
  for (let from = at; from < text.length; from++) {
    const beginning = /[hw]/i.test(text.charAt(from)) ? beginningAt(text, from) : 0;
    if (beginning === 0) continue;
    const before = text.charAt(from - 2) + text.charAt(from - 1);
    const bare = beginning === BARE_LENGTH;
    if (!GLUED.test(before) && !(bare && IN_PATH.test(before)))
      return { from, host: bare ? from : from + beginning, bare };
  }
  return null;
}

/** The length of the scheme or the `www.` that stands there, or 0. */
function beginningAt(text: string, at: number): number {
  return BEGINNING.exec(text.slice(at, at + LONGEST_BEGINNING))?.[0].length ?? 0;
}

/**
 * Where an address ends because the next one begins behind this character; null: it goes on. A word
 * in between, such as a Chinese "and", belongs to neither. Behind letters of its own script, it
 * can be told from the address only if it is known.
 */
function endBeforeNext(text: string, at: number, char: string): number | null {
  const next = at + char.length;
  if (char < '\x80' || beginningAt(text, next) === 0) return null;
  let end = next;
  while (BETWEEN.test(text.charAt(end - 1))) end--;
  if (WORD.test(text.charAt(end - 1))) return end;
  return LETTER.test(char) && !JOINS.includes(char) ? next : at;
}

/** The end of what could be a host. */
function hostEndAt(text: string, at: number): number {
  const literal = text.charAt(at) === '[' && LITERAL.exec(text.slice(at, at + 48));
  const end = literal ? at + literal[0].length : nameEnd(text, at);
  return end - (PASTED.exec(text.slice(end - 5, end + 3))?.[0].length ?? 0);
}

function isHost(text: string, at: number, end: number): boolean {
  const isOther = GOES_ON.test(text.slice(end, end + 3)) || IPV6.test(text.slice(at, at + 12));
  return end > at && end - at <= MAX_HOST && !isOther;
}

function userEnd(text: string, at: number): number {
  let end = at;
  for (let i = at; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '@') end = i + 1;
    else if (!isAsciiWord(text.charCodeAt(i)) && !OF_USER.includes(char)) break;
  }
  return end;
}

function nameEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && i - at <= MAX_HOST) {
    const char = String.fromCodePoint(text.codePointAt(i)!);
    if (!isOfHost(char) && !isInsideLabel(text, i)) break;
    if (ENDS_BEFORE.test(char + text.charAt(i + 1))) break;
    const end = endBeforeNext(text, i, char);
    if (end !== null) return end;
    i += char.length;
  }
  return i;
}

/** Whether the sign there belongs to the label around it, as in `col·legi.cat`. */
export function isInsideLabel(text: string, at: number): boolean {
  return INSIDE_LABEL.test(text.slice(at - 1, at + 2));
}

function isOfHost(char: string): boolean {
  return char < '\x80' ? /[\w.-]/.test(char) : OF_HOST.test(char) && !ENDS.test(char);
}

export function isAsciiWord(code: number): boolean {
  return /[a-z\d]/i.test(String.fromCodePoint(code));
}

/**
 * No top-level domain mixes Latin with another script or has symbols: there, the sentence goes on
 * without a space. Returns null for a host that no name server knows.
 */
function cutHost(text: string, at: number, end: number): number | null {
  const name = text.slice(at, end).replace(/\.$/, '');
  if (/^\.|^-|\.-|-\./.test(name)) return null;
  const top = name.lastIndexOf('.') + 1;
  let latin: boolean | null = null;
  let offset = top;
  for (const char of name.slice(top)) {
    const isLatin: boolean = LATIN.test(char) || (latin === null && /\d/.test(char));
    if (isLatin || /[\p{L}\p{So}\p{Sm}]/u.test(char)) {
      latin ??= isLatin;
      if (latin !== isLatin) return at + offset;
    }
    offset += char.length;
  }
  return end;
}

/** Signs that end a sentence or a markup, and emoji, are not part of a host without a path. */
function trimHost(text: string, at: number, end: number): number {
  const name = text.slice(at, end);
  return at + name.replace(/(?:[._\-\p{So}\p{Sm}]|\ufe0f)+$/u, '').length;
}

/** The end of port, path, query and fragment of the address that begins at `start`. */
export function readTail(text: string, start: number, hostEnd: number): number {
  const port = /^:\d{1,6}/.exec(text.slice(hostEnd, hostEnd + 7))?.[0].length ?? 0;
  const from = hostEnd + port;
  if (!/[/?#]/.test(text.charAt(from))) return from;
  let end = tailEnd(text, start, from);
  let last;
  while (end > from && (last = TRIMMED.exec(text.slice(end - 3, end)))) end -= last[0].length;
  return end;
}

/** Brackets belong to an address that opens them. A closing one that it did not open ends it. */
function tailEnd(text: string, start: number, from: number): number {
  const open = [0, 0, 0];
  const before = text.charAt(start - 1);
  const markup = OPENING_MARKUP.test(text.charAt(start - 2) + before) ? before : null;
  let i = from;
  for (; i < text.length; i++) {
    const code = text.codePointAt(i)!;
    if (isAsciiWord(code)) continue;
    const char = String.fromCodePoint(code);
    const closes = char === markup && CLOSING_MARKUP.test(text.slice(i, i + 3));
    if (closes || isEnd(char)) break;
    const end = endBeforeNext(text, i, char);
    if (end !== null) return end;
    if (code > 0xffff) i++;
    if (code >= 128) continue;
    if (BETWEEN_ADDRESSES.includes(char) && beginningAt(text, i + 1) > 0) break;
    const bracket = BRACKETS.indexOf(char);
    if (bracket >= 0 && (open[bracket % 3]! += bracket < 3 ? 1 : -1) < 0) break;
  }
  return i;
}

function isEnd(char: string): boolean {
  return char < '\x80' ? ENDS_ASCII.test(char) : ENDS.test(char) && !INSIDE_WORDS.includes(char);
}
