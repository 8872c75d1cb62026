// The words of what can be done with a message, in the reader's language.
import { actions } from './en/actions';
import type { ActionWords } from './words';

export const actionWords: ActionWords = actions;
