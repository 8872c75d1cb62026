// The words of the help and of the choices above the composer, in the language that the page speaks.
import { help } from './en/help';
import { follow } from './spoken';
import type { HelpWords } from './words';

export let helpWords: HelpWords = help;
follow(({ guest }) => (helpWords = guest?.help ?? help));
