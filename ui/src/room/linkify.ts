// Finds the links in a text. Only http and https ever become links, and text stays text: the parts, joined, are the
// text again, byte for byte.

export type Part = { text: string; href: string | null };

const CANDIDATE = /(?:https?:\/\/|www\.)[^\s<>"\p{Cc}]+/giu;
const PUNCTUATION_AT_END = /[.,:;!?'"“”‘’„»›…·、。]+$/u;
const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    if (gluedTo(text, match.index)) continue;
    const link = trimEnd(match[0]);
    const href = toHref(link);
    if (href === null) continue;
    if (match.index > done) parts.push({ text: text.slice(done, match.index), href: null });
    parts.push({ text: link, href });
    done = match.index + link.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done), href: null });
  return parts;
}

/** `xhttp://…` and `foo.www.…` are not the beginning of a link. */
function gluedTo(text: string, index: number): boolean {
  return index > 0 && /[\p{L}\p{N}_.@/-]/u.test(text[index - 1] ?? '');
}

/** A sentence's punctuation, and brackets that were opened before the link, are not part of it. */
function trimEnd(link: string): string {
  for (;;) {
    const shorter = link.replace(PUNCTUATION_AT_END, '');
    const last = shorter.slice(-1);
    const opening = CLOSING[last];
    const unopened = opening !== undefined && count(shorter, last) > count(shorter, opening);
    if (!unopened) return shorter;
    link = shorter.slice(0, -1);
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

function toHref(link: string): string | null {
  try {
    const url = new URL(/^www\./i.test(link) ? `http://${link}` : link);
    const web = url.protocol === 'http:' || url.protocol === 'https:';
    const named = url.hostname.replace(/^www\./i, '') !== '' && !url.hostname.endsWith('..');
    return web && named ? url.href : null;
  } catch {
    return null;
  }
}
