// The words that only an exported page shows, in the language of the host who exports it.
import { viewer } from './en/viewer';
import type { ViewerWords } from './words';

export const viewerWords: ViewerWords = viewer;
