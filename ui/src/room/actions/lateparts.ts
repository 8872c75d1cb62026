// What late.svelte.ts loads: what only a row in use needs.
import { attend } from './attend';
import Bar from './Bar.svelte';
import Panels from './Panels.svelte';
import Strip from './Strip.svelte';
import SwipeHint from './SwipeHint.svelte';

export const lateParts = { attend, Bar, Panels, Strip, SwipeHint };
export type LateParts = typeof lateParts;
