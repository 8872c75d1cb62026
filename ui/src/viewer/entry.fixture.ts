// An entry for the tests of the exported page.
import type { ResolvedEntry } from '../types/ResolvedEntry';

export function entryAt(id: number, text: string): ResolvedEntry {
  return {
    id,
    at: null,
    verb: 'said',
    name: 'ana',
    text,
    target: null,
    cut: false,
    answers: null,
    edited: null,
    pinned: null,
    removed: null,
    reactions: [],
  };
}
