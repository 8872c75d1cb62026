// The words of shared files, in the language that the page speaks. They are loaded once the room is
// shown.
import { files } from './en/files';
import { follow } from './spoken';
import type { FileWords } from './words';

export let fileWords: FileWords = files;
follow(({ guest }) => (fileWords = guest?.files ?? files));
