// Where web addresses begin and end in a text that people wrote, in any script.
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

const SCHEMES = ['http://', 'https://'];
const BARE = 'www.';
/** The longest name that DNS knows. */
const MAX_HOST = 253;
const LONGEST_SCHEME_NAME = 5;
const [A, H, W, LOWER_CASE] = [0x61, 0x68, 0x77, 0x20];

export const LATIN = /\p{Script=Latin}/u;
const LETTER = /\p{L}/u;
const WORD = /[\p{Script=Latin}\d]/u;
const BETWEEN = /[^\0-\x7f\p{Script=Latin}]/u;
const OF_HOST = /[\p{L}\p{M}\p{Nd}\p{So}\p{Sm}]/u;
/** Signs that end a sentence, quote or enclose, in any script, and all invisible characters. */
const ENDS =
  /[\s\p{Zl}\p{Zp}\p{Zs}\p{Cc}\p{Cf}\p{Cs}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Po}—―〜\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u;
/** Of those, the ones that stand inside words: joiners, apostrophes, middle dots, geresh, tsheg. */
const INSIDE_WORDS = '\u200c\u200d‘’·・\u05f3\u05f4\u0f0b';
/** Signs that a label of a host may have between fitting letters (RFC 5892, appendix A). */
const INSIDE_LABEL = /l·l|[\u0370-\u1fff][\u05f3\u05f4\u200c\u200d][\u0370-\u1fff]|[ぁ-鿿]・[ぁ-鿿]/i;
/** Two dots, and a digit that is part of an emoji. */
const ENDS_BEFORE = /^(\.\.|\d[\ufe0f\u20e3])/;
const ENDS_ASCII = '"<>`\\';
const OF_USER = "-._~%!$&'*+;=:";
const TRIMMED = `.,:;!?'*_~|^([{–${INSIDE_WORDS}`;
const MARKUP = "*~'";
const BETWEEN_ADDRESSES = ',;|';
/** "And" and "or" in Chinese, Japanese, Korean and Russian. */
const JOINS = '和与與及或跟同とや와과и';
const OPENING = '([{';
const CLOSING = ')]}';

/** The addresses in a text, in order. */
export function* addressesIn(text: string): Generator<Address> {
  let start = nextStart(text, 0);
  while (start !== null) {
    const { address, read } = readAddress(text, start);
    if (address !== null) yield address;
    start = nextStart(text, Math.max(read, start.from + BARE.length));
  }
}

/** The address that begins at `start`, if there is one, and where the search continues. */
function readAddress(text: string, start: Start): { address: Address | null; read: number } {
  const { user, host, read } = readAuthority(text, start);
  const hostEnd = host === null ? null : cutHost(text, user, host);
  if (hostEnd === null) return { address: null, read: read - LONGEST_SCHEME_NAME };
  const tailEnd = hostEnd === host ? readTail(text, start.from, hostEnd) : hostEnd;
  const to = tailEnd === hostEnd ? trimHost(text, user, hostEnd) : tailEnd;
  const named = to > user + (start.bare ? BARE.length : 0);
  const scheme = start.bare ? 'http://' : '';
  const address: Address = { from: start.from, host: user, hostEnd: Math.min(hostEnd, to), to, scheme };
  return { address: named ? address : null, read: named ? to : read };
}

function nextStart(text: string, at: number): Start | null {
  for (let from = at; from < text.length; from++) {
    const letter = text.charCodeAt(from) | LOWER_CASE;
    if (letter === H) {
      const host = schemeEnd(text, from);
      if (host > 0 && !isGlued(text, from)) return { from, host, bare: false };
    } else if (letter === W && isBareStart(text, from)) {
      return { from, host: from, bare: true };
    }
  }
  return null;
}

function isBareStart(text: string, at: number): boolean {
  return isAt(text, at, BARE) && !isGlued(text, at) && !isInPath(text, at);
}

function schemeEnd(text: string, at: number): number {
  const scheme = SCHEMES.find((scheme) => isAt(text, at, scheme));
  return scheme ? at + scheme.length : -1;
}

/** Whether `word`, which is in lower case, stands there in any case. */
function isAt(text: string, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) {
    const [code, wanted] = [text.charCodeAt(at + i), word.charCodeAt(i)];
    if (code !== wanted && !(wanted >= A && code === wanted - LOWER_CASE)) return false;
  }
  return true;
}

/** `xhttp://…` and `git+https://…` are other schemes. Behind letters beyond ASCII, one begins. */
function isGlued(text: string, at: number): boolean {
  const sign = '+-'.includes(text.charAt(at - 1) || ' ');
  return isAsciiWord(text.charCodeAt(sign ? at - 2 : at - 1));
}

/** In `foo.www.…`, `me@www.…` and `ftp://www.…` it is not the beginning of an address. */
function isInPath(text: string, at: number): boolean {
  return '.@/\\'.includes(text.charAt(at - 1) || ' ');
}

/**
 * Where an address ends because the next one begins behind this character; null: it goes on. A word
 * in between, such as a Chinese "and", belongs to neither. Behind letters of its own script, it
 * can be told from the address only if it is known.
 */
function endBeforeNext(text: string, at: number, char: string): number | null {
  const next = at + char.length;
  if (char < '\x80' || (schemeEnd(text, next) < 0 && !isAt(text, next, BARE))) return null;
  let end = next;
  while (BETWEEN.test(text.charAt(end - 1))) end--;
  if (WORD.test(text.charAt(end - 1))) return end;
  return LETTER.test(char) && !JOINS.includes(char) ? next : at;
}

/**
 * Where the host begins, after a user's name, and where it ends; null: there is no host. `read` is
 * where reading stopped.
 */
function readAuthority(text: string, start: Start): { user: number; host: number | null; read: number } {
  const user = start.bare ? start.host : userEnd(text, start.host);
  const read = text.charAt(user) === '[' ? literalEnd(text, user) : nameEnd(text, user);
  const next = text.slice(read, read + 3);
  const none = read - user > MAX_HOST || read === user || next === '://' || next.charAt(0) === '@';
  return { user, host: none ? null : read, read };
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

/** The end of an IPv6 address in brackets. The URL parser decides whether it is valid. */
function literalEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length && i - at < 48; i++) {
    if (text.charAt(i) === ']') return i + 1;
    if (!/[\da-f:.]/i.test(text.charAt(i))) break;
  }
  return at;
}

function nameEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && i - at <= MAX_HOST) {
    const char = String.fromCodePoint(text.codePointAt(i) ?? 0);
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
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
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
  if (!'/?#'.includes(text.charAt(from) || ' ')) return from;
  let end = tailEnd(text, start, from);
  while (end > from && TRIMMED.includes(text.charAt(end - 1))) end--;
  return end;
}

/** Brackets belong to an address that opens them. A closing one that it did not open ends it. */
function tailEnd(text: string, start: number, from: number): number {
  const open = [0, 0, 0];
  const before = text.charAt(start - 1) || ' ';
  const markup = MARKUP.includes(before) ? before : null;
  let i = from;
  for (; i < text.length; i++) {
    const code = text.codePointAt(i) ?? 0;
    if (isAsciiWord(code)) continue;
    const char = String.fromCodePoint(code);
    if (char === markup || isEnd(code, char)) break;
    const end = endBeforeNext(text, i, char);
    if (end !== null) return end;
    if (code > 0xffff) i++;
    if (code >= 128) continue;
    if (BETWEEN_ADDRESSES.includes(char) && schemeEnd(text, i + 1) > 0) break;
    const opening = OPENING.indexOf(char);
    if (opening >= 0) open[opening] = (open[opening] ?? 0) + 1;
    const closing = CLOSING.indexOf(char);
    if (closing >= 0 && (open[closing] = (open[closing] ?? 0) - 1) < 0) break;
  }
  return i;
}

function isEnd(code: number, char: string): boolean {
  if (code < 128) return code <= 32 || code === 127 || ENDS_ASCII.includes(char);
  return ENDS.test(char) && !INSIDE_WORDS.includes(char);
}
