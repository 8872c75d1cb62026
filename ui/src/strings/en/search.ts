// The words of the search, in English. They are loaded when it opens.
import type { Parts } from '../parts';
import { plural } from './plural';

export const search = {
  title: 'Search',
  label: 'Search messages',
  help: 'Type words, or a "whole phrase". The buttons narrow the search.',
  narrow: 'Narrow the search',
  suggestions: {
    from: 'From…',
    on: 'On a day',
    before: 'Before',
    after: 'After',
    link: 'With a link',
    file: 'With a file',
    code: 'With code',
  },
  /**
   * What people type before a colon, and after `has:`. Each is one word in lower case. The English
   * ones work in every language.
   */
  names: {
    filters: { from: 'from', on: 'on', before: 'before', after: 'after', has: 'has' },
    contents: { link: 'link', file: 'file', code: 'code' },
  },
  /** A filter is not complete. */
  lacks: {
    day: 'Write the day as 2026-11-22.',
    content: 'Write has:link, has:file or has:code.',
  },
  searching: 'Searching…',
  found: (n: number, more: boolean) =>
    more ? `The newest ${plural(n, 'message', 'messages')}` : plural(n, 'message', 'messages'),
  none: (what: string): Parts => ['Nothing was found for ', { name: what }, '.'],
  shown: 'Shown in the conversation.',
  hits: 'Found messages',
};
