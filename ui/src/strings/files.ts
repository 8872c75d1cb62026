// The words of shared files, in the reader's language. They are loaded once the room is shown.
import { files } from './en/files';
import type { FileWords } from './words';

export const fileWords: FileWords = files;
