// The words that only the emoji picker shows, in the reader's language.
import { picker } from './en/picker';
import type { PickerWords } from './words';

export const pickerWords: PickerWords = picker;
