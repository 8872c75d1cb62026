// The files of an entry, as links that lead there from the room's folder, and their caption.
import { sizeOf } from '../room/files/size';
import { plainName } from '../strings/plainname';
import type { Share } from '../types/Share';
import type { SharedFile } from '../types/SharedFile';
import { element } from './element';
import type { Pattern } from './pattern';
import { marked, textOf } from './text';

export function sharedOf({ files, caption }: Share, pattern: Pattern | null): HTMLElement[] {
  const links = element('ul', { class: 'files' }, ...files.map((file) => rowOf(file, pattern)));
  return caption === '' ? [links] : [links, textOf(caption, pattern)];
}

function rowOf(file: SharedFile, pattern: Pattern | null): HTMLElement {
  const href = file.path.split('/').map(encodeURIComponent).join('/');
  const name = element('bdi', {}, ...marked(plainName(file.name), pattern));
  const size = sizeOf(file);
  return element(
    'li',
    {},
    element('a', { href, target: '_blank', rel: 'noopener' }, name),
    size === null ? null : element('span', { class: 'quiet' }, ` (${size})`),
  );
}
