// The words that only the host's window shows, in the reader's language.
import { host } from './en/host';
import type { HostWords } from './words';

export const hostWords: HostWords = host;
