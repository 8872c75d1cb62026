// The words of the search, in the language that the page speaks.
import { search } from './en/search';
import { follow } from './spoken';
import type { SearchWords } from './words';

export let searchWords: SearchWords = search;
follow(({ guest }) => (searchWords = guest?.search ?? search));
