// The text of an entry: lines, links, and marks where it matches the search.

import { beginningOf, withFewMarks } from '../room/list/beginning';
import { everyAddressIn } from '../room/list/bare';
import { findWith, linkify, type Part } from '../room/list/linkify';
import { viewerWords } from '../strings/viewer';
import { element } from './element';
import type { Pattern } from './pattern';

findWith(everyAddressIn);

/**
 * The text, or its beginning with a button for the rest. A match in the rest shows it, too, and on
 * paper nothing is left out.
 */
export function textOf(text: string, pattern: Pattern | null): HTMLElement {
  const beginning = beginningOf(text);
  const box = element('div', { class: 'text', dir: 'auto' });
  const isWhole = beginning === text || pattern?.isIn(text.slice(beginning.length)) === true;
  if (isWhole) {
    box.append(...parts(text, pattern));
    return box;
  }
  const more = element('button', { class: 'more quiet' }, viewerWords.whole);
  more.addEventListener('click', () => box.replaceChildren(...parts(text, pattern)));
  const rest = element('span', { class: 'rest' }, ...parts(text.slice(beginning.length), pattern));
  box.append(...parts(beginning, pattern), rest, more);
  return box;
}

function parts(text: string, pattern: Pattern | null): Node[] {
  return linkify(withFewMarks(text)).flatMap((part) =>
    part.href === null ? marked(part.text, pattern) : link(part, pattern),
  );
}

function link(part: Part, pattern: Pattern | null): Node[] {
  const attributes = {
    href: part.href ?? '',
    title: part.title ?? '',
    dir: 'ltr',
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
  };
  const anchor = element('a', attributes, ...marked(part.text, pattern));
  const leadsTo = part.leadsTo && element('bdi', { class: 'leads-to' }, `(${part.leadsTo})`);
  return leadsTo ? [anchor, leadsTo] : [anchor];
}

export function marked(text: string, pattern: Pattern | null): Node[] {
  if (pattern === null) return [document.createTextNode(text)];
  return pattern
    .split(text)
    .map((part, at) => (at % 2 === 1 ? element('mark', {}, part) : document.createTextNode(part)));
}
