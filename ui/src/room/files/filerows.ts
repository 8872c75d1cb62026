// The rows of the list of all files: one for each file that fits what was asked for.
import type { FilesKind } from '../../types/FilesKind';
import type { FilesOrder } from '../../types/FilesOrder';
import type { ResolvedEntry } from '../../types/ResolvedEntry';
import type { SharedFile } from '../../types/SharedFile';
import { kindOf, type FileKind } from './kind';

export type FileRow = { key: string; entry: ResolvedEntry; file: SharedFile; at: number; kind: FileKind };

const ASKED: Record<FileKind, FilesKind> = {
  picture: 'picture',
  video: 'media',
  audio: 'media',
  other: 'other',
};

/**
 * The server finds whole lines. Of a line with several files, those are shown that fit; if none has
 * the words in its name, its caption or its sender has them.
 */
export function rowsOf(entries: ResolvedEntry[], kind: FilesKind | 'all', find: string): FileRow[] {
  return entries.flatMap((entry) => {
    const files = (entry.share?.files ?? [])
      .map((file, at) => ({ key: `${entry.id}/${at}`, entry, file, at, kind: kindOf(file.name) }))
      .filter((row) => kind === 'all' || ASKED[row.kind] === kind);
    const found = files.filter(({ file }) => hasWords(file.name, find));
    return found.length > 0 ? found : files;
  });
}

/** The lines in the order of the server's answers. */
export function inOrder(entries: ResolvedEntry[], order: FilesOrder): ResolvedEntry[] {
  const later = (a: ResolvedEntry, b: ResolvedEntry) => b.id - a.id;
  const compare = {
    newest: later,
    oldest: (a: ResolvedEntry, b: ResolvedEntry) => a.id - b.id,
    largest: (a: ResolvedEntry, b: ResolvedEntry) => bytesOf(b) - bytesOf(a) || later(a, b),
  };
  return [...entries].sort(compare[order]);
}

const bytesOf = ({ share }: ResolvedEntry) =>
  (share?.files ?? []).reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);

function hasWords(name: string, find: string): boolean {
  const words = find.toLowerCase().split(/\s+/);
  return words.every((word) => name.toLowerCase().includes(word));
}
