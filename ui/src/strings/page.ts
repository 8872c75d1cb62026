// The words that every page shows, in the reader's language. Components hold none of their own.
// English is the only language so far.
import { page } from './en/page';
import type { PageWords } from './words';

export const t: PageWords = page;
