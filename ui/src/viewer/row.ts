// The row of an entry, and the separator of a day.

import { inkOf, tintOfName } from '../shared/hues';
import { viewerWords as words } from '../strings/viewer';
import type { Quote } from '../types/Quote';
import type { Reaction } from '../types/Reaction';
import type { Removal } from '../types/Removal';
import type { ResolvedEntry } from '../types/ResolvedEntry';
import { element } from './element';
import type { Pattern } from './pattern';
import { sharedOf } from './shared';
import { marked, textOf } from './text';
import { fullTimeOf, timeOf } from './times';

export function rowOf(entry: ResolvedEntry, pattern: Pattern | null): HTMLElement {
  const { id, removed, answers, reactions } = entry;
  const row = element('article', { class: 'row', 'data-id': String(id), tabindex: '-1' });
  if (answers !== null && removed === null) row.append(quoteOf(answers));
  row.append(headOf(entry, pattern));
  if (removed !== null) {
    row.append(goneOf(removed));
  } else if (entry.share) {
    row.append(...sharedOf(entry.share, pattern));
  } else if (entry.text !== '') {
    row.append(textOf(entry.text, pattern));
  }
  if (entry.cut) row.append(element('p', { class: 'quiet' }, words.cut));
  if (reactions.length > 0) row.append(element('ul', { class: 'reactions' }, ...reactions.map(reactionOf)));
  return row;
}

export function dayRow(day: string): HTMLElement {
  return element('h2', { class: 'day' }, day);
}

function headOf({ id, at, verb, name, edited, pinned }: ResolvedEntry, pattern: Pattern | null): HTMLElement {
  const does = { 'set topic': words.setTopic, shared: words.shared }[verb as string] ?? null;
  const marks = [edited !== null ? words.edited : null, pinned !== null ? words.pinned : null];
  return element(
    'p',
    { class: 'head' },
    name === null
      ? element('span', { class: 'quiet' }, words.notice)
      : element('bdi', { class: `name ${inkOf(tintOfName(name))}` }, ...marked(name, pattern)),
    does,
    at === null ? null : timeLink(id, at),
    ...marks.filter((mark) => mark !== null).map((mark) => element('span', { class: 'quiet' }, mark)),
  );
}

/** The reason is somebody's words, which have a direction of their own. */
function goneOf({ name, reason }: Removal): HTMLElement {
  const said = words.removed(name, reason);
  const at = said.lastIndexOf(reason);
  const after = said.slice(at + reason.length);
  return element(
    'p',
    { class: 'gone' },
    said.slice(0, at),
    reason === '' ? null : element('bdi', { dir: 'auto' }, reason),
    after,
  );
}

function timeLink(id: number, at: string): HTMLElement {
  const full = fullTimeOf(at);
  const time = element('time', { datetime: at, title: full }, timeOf(at));
  return element('a', { class: 'time', href: `#${id}`, 'aria-label': words.linkTo(full) }, time);
}

function quoteOf({ id, name, text, files, removed }: Quote): HTMLElement {
  const line = [files && words.files(files), text].filter(Boolean).join(': ');
  return element(
    'a',
    { class: 'quote', href: `#${id}`, dir: 'auto' },
    name === null ? null : element('bdi', { class: `name ${inkOf(tintOfName(name))}` }, name),
    ' ',
    removed ? element('i', {}, words.quoteRemoved) : line,
  );
}

function reactionOf({ emoji, people }: Reaction): HTMLElement {
  const names = people.map(({ name }) => name).join(', ');
  return element('li', {}, element('bdi', {}, emoji), ' ', element('bdi', { class: 'names' }, names));
}
