// Addresses that people write without a scheme: `example.org/tea`, `printer.local:631`,
// `192.168.1.5:8000`, `ana@example.org`. They are found between those of addresses.ts. Nobody needs
// them in order to read and to write, so they are loaded late. The server's search for links has
// the same rules (log/bare.rs in core). Both are tested with tests/vectors/texts/addresses.json.
//
// # Invariants
// * The work is linear, as in addresses.ts: each word is read a few times at most.
// * A word becomes a link only if it can hardly be anything else. `main.rs`, `1.2.3` and `etc.So`
//   can. Where a last label is also the ending of files or a word, there must be a path.
// * Hosts are in Latin letters: in other scripts, nothing shows where a name without a scheme
//   begins.
// * An underscore in front of an address is a markup if one that closes it follows in the line, as
//   in `_example.org is good_`. Else it belongs to the name: `_dmarc.example.org` is no site.
import { addressesIn, isAsciiWord, isInsideLabel, LATIN, readTail, type Address } from './addresses';
import { LOOKS_LATIN } from './linkify';
import { topOf } from './tops';

/** The longest name that DNS knows, and an e-mail address with it. */
const MOST_CHARS = 253 + 65;
const MARK = /\p{M}/u;
/** After these, a word is part of something else. */
const NOT_AFTER = '@/\\#$%&\u00ad';
/** Before these as well: `row.id(7)`, `a.in=7`. */
const NOT_BEFORE = '@\\(=\u00ad';

const LABEL = /^[^-]([^]{0,61}[^-])?$/;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
/** The name before the last label has a letter or is as long as in `163.com`. */
const NAME = /[^\d-]|\d{3}/;
/** `example.co.id` is a site, though `row.id` is doubtful. */
const SECOND = /^(?:com?|org|net|edu|gov?|ac|sch)$/;
/** In these, the name goes on before the sign: `o'brien@example.org`, `ana~x@example.org`. */
const NAME_BEFORE = /[\p{L}\p{M}\p{N}]_*['‘’ʼ´`*~^!]+$/u;
/** Before these, an underscore ends nothing. */
const GOES_ON = /^(?:[\p{L}\p{M}\p{N}@/\\(=\u00ad]|:\S)/u;
const LOCAL_PART = /^\w(?:[\w.+-]{0,62}[\w+-])?$/;

/** An `Address` for each web and e-mail address, with or without a scheme, in order. */
export function* everyAddressIn(text: string): Generator<Address> {
  const closes = closingsOf(text);
  let done = 0;
  for (const address of addressesIn(text)) {
    for (const bare of bareIn(text, done, address.from, closes)) {
      yield bare;
      done = bare.to;
    }
    // `example.org/?of=http://example.com` is one address.
    if (address.from < done) continue;
    yield address;
    done = address.to;
  }
  yield* bareIn(text, done, text.length, closes);
}

type Closes = (after: number) => boolean;

/**
 * The test of whether an underscore closes a markup in the same line, after a place. The places
 * come in the order of the text, so one reading of it does for all.
 */
function closingsOf(text: string): Closes {
  let read = 0;
  let found = -1;
  return (after) => {
    for (read = Math.max(read, after); found < after && read < text.length; read++) {
      const char = text.charAt(read);
      if (char === '\n') break;
      if (char !== '_' || /^[\s_]?$/.test(text.charAt(read - 1))) continue;
      while (text.charAt(read + 1) === '_') read++;
      if (!goesOn(text, read + 1)) found = read;
    }
    return found >= after;
  };
}

const goesOn = (text: string, at: number) => GOES_ON.test(text.slice(at, at + 2));

function* bareIn(text: string, from: number, to: number, closes: Closes): Generator<Address> {
  for (let at = from; at < to;) {
    const end = wordEnd(text, at);
    const address = end > at ? addressOf(text, at, end, closes) : null;
    if (address) yield address;
    at = address ? address.to : Math.max(end, at + 1);
  }
}

/** The end of what can be a host or the name before an `@`. Two dots end a word. */
function wordEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === 46 && text.charCodeAt(i + 1) === 46) break;
    if (!isOfWord(code) && !isInsideLabel(text, i)) break;
    i++;
  }
  return i;
}

function isOfWord(code: number): boolean {
  if (code < 128) return isAsciiWord(code) || (code >= 43 && code <= 46 && code !== 44) || code === 95;
  const char = String.fromCharCode(code);
  return LATIN.test(char) || MARK.test(char);
}

function addressOf(text: string, start: number, end: number, closes: Closes): Address | null {
  const before = text.charAt(start - 1);
  if (end - start > MOST_CHARS || (before !== '' && NOT_AFTER.includes(before)) || LOOKS_LATIN.test(before))
    return null;
  // `2001:db8::192.168.1.5:80` is an address of IPv6 without its brackets.
  if (text.slice(Math.max(0, start - 2), start) === '::') return null;
  const isMail = text.charAt(end) === '@';
  if (isMail && NAME_BEFORE.test(text.slice(Math.max(0, start - 4), start))) return null;
  const marks = /^_*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = marks > 0 && closes(start + marks) ? start + marks : start;
  const name = text.slice(from, end);
  return isMail ? mailOf(text, from, end, name) : siteOf(text, from, name);
}

function mailOf(text: string, from: number, at: number, name: string): Address | null {
  const host = at + 1;
  const end = wordEnd(text, host);
  if (!LOCAL_PART.test(name) || end - host > MOST_CHARS) return null;
  const written = withoutEnd(text, host, end);
  const top = /^[a-z\d.-]+$/i.test(written) ? kindOf(written.toLowerCase()) : null;
  const to = host + written.length;
  // `git@example.org:tea` is an address of ssh.
  const isOther = to === end && /^(?:@|:\S)/.test(text.slice(to, to + 2));
  if (isOther || (top !== 'site' && top !== 'doubtful')) return null;
  return { from, host, hostEnd: to, to, scheme: 'mailto:' };
}

function siteOf(text: string, from: number, word: string): Address | null {
  const host = withoutEnd(text, from, from + word.length);
  const kind = /[_+]/.test(host) ? null : kindOf(host);
  if (kind === null) return null;
  const hostEnd = from + host.length;
  // A name that ends a sentence has neither port nor path.
  const next = host === word ? text.slice(hostEnd, hostEnd + 64) : '';
  if (!mayFollow(next) || !isSite(kind, host, next)) return null;
  const to = next === '' ? hostEnd : readTail(text, from, hostEnd);
  return { from, host: from, hostEnd, to, scheme: 'http://' };
}

/** The word there, without what ends a sentence or a markup. */
function withoutEnd(text: string, from: number, to: number): string {
  return text.slice(from, to).replace(goesOn(text, to) ? /[.-]+$/ : /[._-]+$/, '');
}

type Kind = 'site' | 'doubtful' | 'near' | 'number';

/** What this host can be, by its labels. */
function kindOf(host: string): Kind | null {
  if (IPV4.test(host)) return 'number';
  const labels = host.split('.');
  const top = labels[labels.length - 1] ?? '';
  const kind = topOf(top);
  if (!kind || !labels.every((label) => LABEL.test(label))) return null;
  if (labels.length === 1) return top === 'localhost' ? 'near' : null;
  const name = labels[labels.length - 2] ?? '';
  if (kind === 'doubtful' && labels.length > 2 && SECOND.test(name)) return 'site';
  return NAME.test(name) ? kind : null;
}

const PORT_OR_PATH = /^(?::\d{1,5}(?!_*[a-z\d])|\/)/i;
/** `192.168.1.0/24` is a network. */
const MASK = /^\/\d{1,2}(?![^\s.,;:!?)\]*_~'"])/;
/** `README.md/main.rs` are two files. */
const PATH_WITHOUT_DOT = /^\/[\w~@%+-]+(?![\w~@%+.-])/;

function isSite(kind: Kind, host: string, next: string): boolean {
  switch (kind) {
    case 'site':
      return true;
    case 'doubtful':
      return PATH_WITHOUT_DOT.test(next);
    case 'number':
      return PORT_OR_PATH.test(next) && !MASK.test(next);
    case 'near':
      return /^[^.]+\.(?:box|lan|local)$/.test(host) || PORT_OR_PATH.test(next);
  }
}

function mayFollow(next: string): boolean {
  const first = next.charAt(0);
  if (first !== '' && NOT_BEFORE.includes(first)) return false;
  return !LOOKS_LATIN.test(first) && !/^:(?::|\/\/)/.test(next);
}
