// The words of the help and of the choices above the composer, in the page's language.
import { help } from './en/help';
import { follow } from './spoken';
import type { HelpWords } from './words';

export let helpWords: HelpWords = help;
follow(({ guest }) => (helpWords = guest?.help ?? help));
