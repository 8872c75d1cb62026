// Finds the links in a text. Only http and https become links, and no text is lost: the parts,
// joined, are the text again, byte for byte.
//
// The best known linkifiers were tried: none passes `linkify.vectors.ts`, and two are quadratic.
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
const LOOKS_LATIN =
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Coptic}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}ı\u0180-\u02af\u1d00-\u1dbf\ua720-\ua7ff]/u;

export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  let parsed = 0;
  for (const address of addressesIn(text)) {
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

function toLink(text: string, { from, to, host, hostEnd, bare }: Address): Part | null {
  const words = text.slice(from, to);
  const url = parse(bare ? `http://${words}` : words);
  if (url === null) return null;
  const written = text.slice(host, hostEnd).toLowerCase();
  const link: Part = { text: words, href: url.href };
  if (!isAscii(written)) link.title = url.host;
  if (url.username !== '' || url.password !== '' || looksLikeAnother(written, url.hostname))
    link.leadsTo = url.host;
  return link;
}

/** `http://0x7f.1` is 127.0.0.1, and a Cyrillic `а` looks like a Latin one. */
function looksLikeAnother(written: string, host: string): boolean {
  if (written === host || written.startsWith('[')) return false;
  return isAscii(written) || LOOKS_LATIN.test(written);
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function parse(address: string): URL | null {
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}
