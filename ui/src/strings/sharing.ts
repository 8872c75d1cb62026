// The words of sharing files, in the language that the page speaks.
import { sharing } from './en/sharing';
import { follow } from './spoken';
import type { SharingWords } from './words';

export let sharingWords: SharingWords = sharing;
follow(({ guest }) => (sharingWords = guest?.sharing ?? sharing));
