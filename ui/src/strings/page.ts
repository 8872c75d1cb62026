// The words that every page shows, in the language that it speaks. Components hold none of their
// own.
import { page } from './en/page';
import { follow } from './spoken';
import type { PageWords } from './words';

export let t: PageWords = page;
follow(({ guest }) => (t = guest?.page ?? page));
