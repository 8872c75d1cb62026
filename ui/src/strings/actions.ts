// The words of what can be done with a message, in the language that the page speaks.
import { actions } from './en/actions';
import { follow } from './spoken';
import type { ActionWords } from './words';

export let actionWords: ActionWords = actions;
follow(({ guest }) => (actionWords = guest?.actions ?? actions));
