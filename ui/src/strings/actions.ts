// The words of what can be done with a message, of the invitation and of the settings, in the
// language that the page speaks.
import { actions } from './en/actions';
import { follow } from './spoken';
import type { ActionWords } from './words';

export let actionWords: ActionWords = actions;
follow(({ guest }) => (actionWords = guest?.actions ?? actions));
