// The words that only the host's window shows, in the language that it speaks.
import { host } from './en/host';
import { follow } from './spoken';
import type { HostWords } from './words';

export let hostWords: HostWords = host;
follow((spoken) => (hostWords = spoken.host?.host ?? host));
