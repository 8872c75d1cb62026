// What a person picked, dropped or pasted.
import type { Offered } from '../types/Offered';

/** A file of the browser, or one that the host's window offers. */
export type Source = File | Offered;

/** Files that a person wants to share, and how many folders came with them. */
export type Pick = { files: Source[]; folders: number };
