// The words that only the emoji picker shows, in the language that the page speaks.
import { picker } from './en/picker';
import { emojiIn } from './languages';
import { follow } from './spoken';
import type { PickerWords } from './words';

let language = 'en';

export let pickerWords: PickerWords = picker;
/** The labels and tags of all emoji, as build/emoji.ts writes them. */
export let emojiWords = '';

follow((spoken) => {
  language = spoken.language;
  pickerWords = spoken.guest?.picker ?? picker;
});

/** Loads the words of all emoji. */
export async function loadEmojiWords(): Promise<void> {
  emojiWords = (await emojiIn(language)).default;
}
