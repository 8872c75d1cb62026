// A file's name as the page shows it: its end, which says what the file is, is never cut off.
import { plainName } from '../../strings/plainname';

/** The extension, and a few plain characters before it, such as the number of a photo. */
const END = /[\w-]{0,6}\.[^.\s]{1,12}$/u;

/** The name in two pieces. Where there is no space for all of it, the first one is cut. */
export function nameParts(name: string): [beginning: string, end: string] {
  const plain = plainName(name);
  const at = plain.search(END);
  return at < 1 ? [plain, ''] : [plain.slice(0, at), plain.slice(at)];
}
