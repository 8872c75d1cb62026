// What late.svelte.ts loads.
import GuestPanels from '../GuestPanels.svelte';
import { everyAddressIn } from '../list/bare';
import Choices from '../write/Choices.svelte';
import { attend } from './attend';
import Bar from './Bar.svelte';
import Panels from './Panels.svelte';
import Strip from './Strip.svelte';
import SwipeHint from './SwipeHint.svelte';

export const lateParts = { attend, Bar, Choices, everyAddressIn, GuestPanels, Panels, Strip, SwipeHint };
export type LateParts = typeof lateParts;
