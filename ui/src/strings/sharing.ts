// The words of sharing files, in the reader's language.
import { sharing } from './en/sharing';
import type { SharingWords } from './words';

export const sharingWords: SharingWords = sharing;
