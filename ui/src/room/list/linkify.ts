// Finds the links in a text. Only web and e-mail addresses become links, and no text is lost: the
// parts, joined, are the text again, byte for byte.
//
// An address without a scheme leads to http: sites send the browser on to https, most browsers try
// that first anyway, and devices of the own network often have nothing else.
//
// The best known linkifiers were tried: none passes tests/vectors/texts/links.json, and two are
// quadratic.
import { addressesIn, type Address } from './addresses';

export type Part = {
  text: string;
  href: string | null;
  /** For an international name: its form on the network. */
  title?: string;
  /** The host of the link, if its text could be mistaken for another host. */
  leadsTo?: string;
};

/** Each link costs a node of the page. After that many, links are shown as text. */
export const MOST_LINKS = 100;

/**
 * Alphabets in which whole words look like Latin ones, and Latin letters that few languages have.
 */
export const LOOKS_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Coptic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}ı\u0180-\u02af\u1d00-\u1dbf\ua720-\ua7ff]/u;

/** Signs, and Latin beside letters of another script: `⁄` and `ノ` look like a slash. */
const MIXED =
  /[\p{S}]|[\p{Script=Latin}\d][\p{M}-]*(?![\p{Script=Latin}])[\p{L}]|(?![\p{Script=Latin}])[\p{L}][\p{M}-]*[\p{Script=Latin}]/u;

/** All in one alphabet, the top-level domain too, so that it looks like no Latin name. */
const OF_ONE_SCRIPT =
  /^(www\.)?([\p{Script=Cyrillic}\d.-]+\.[\p{Script=Cyrillic}]+|[\p{Script=Greek}\d.-]+\.[\p{Script=Greek}]+)$/u;

let find: (text: string) => Iterable<Address> = addressesIn;

/** From now on, links are made of the addresses that this finds. bare.ts is late and finds more. */
export function findWith(better: typeof find): void {
  find = better;
}

export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  let parsed = 0;
  for (const address of find(text)) {
    if (++parsed > MOST_LINKS) break;
    const link = toLink(text, address);
    if (link === null) continue;
    if (address.from > done) parts.push({ text: text.slice(done, address.from), href: null });
    parts.push(link);
    done = address.to;
  }
  if (done < text.length) parts.push({ text: text.slice(done), href: null });
  return parts;
}

function toLink(text: string, { from, to, host, hostEnd, scheme }: Address): Part | null {
  const words = text.slice(from, to);
  const url = parse(scheme + words);
  if (url === null) return null;
  const written = text.slice(host, hostEnd).toLowerCase();
  const link: Part = { text: words, href: url.href };
  if (scheme === 'mailto:') return link;
  if (!isAscii(written)) link.title = url.host;
  if (url.username !== '' || url.password !== '' || looksLikeAnother(written, url.hostname))
    link.leadsTo = url.host;
  return link;
}

/** `http://0x7f.1` is 127.0.0.1, and a Cyrillic `а` looks like a Latin one. */
function looksLikeAnother(written: string, host: string): boolean {
  if (written === host || written.startsWith('[')) return false;
  if (isAscii(written) || MIXED.test(written)) return true;
  return LOOKS_LATIN.test(written) && !OF_ONE_SCRIPT.test(written);
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function parse(address: string): URL | null {
  try {
    const url = new URL(address);
    return /^(http|mailto)/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
