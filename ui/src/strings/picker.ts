// The words that only the emoji picker shows, in the language that the page speaks.
import { picker } from './en/picker';
import { follow } from './spoken';
import type { PickerWords } from './words';

export let pickerWords: PickerWords = picker;
follow(({ guest }) => (pickerWords = guest?.picker ?? picker));
