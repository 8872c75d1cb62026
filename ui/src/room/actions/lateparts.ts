// What late.svelte.ts loads.
import { animateNews } from '../list/motion';
import { giveTints } from '../people/giving';
import Initials from '../people/Initials.svelte';
import PeopleColumn from '../people/PeopleColumn.svelte';
import PeopleDialog from '../people/PeopleDialog.svelte';
import { draw, mentionIn } from '../attention/attention.svelte';
import NewAbove from '../attention/NewAbove.svelte';
import '../../styles/print.css';
import GuestPanels from '../GuestPanels.svelte';
import WhyLost from '../../shared/WhyLost.svelte';
import { everyAddressIn } from '../list/bare';
import Welcome from '../list/Welcome.svelte';
import Choices from '../write/Choices.svelte';
import { listenToKeys } from '../keys/roomkeys';
import { ignoreSecondClicks } from '../keys/secondclick';
import SearchPlace from '../search/SearchPlace.svelte';
import type { Actions } from './actions.svelte';
import { attend } from './attend';
import { keepCurrent } from './current';
import Bar from './Bar.svelte';
import Floating from '../list/Floating.svelte';
import { keepPlaces, watchReach } from './keepplaces';
import Panels from './Panels.svelte';
import Strip from './Strip.svelte';
import SwipeHint from './SwipeHint.svelte';

/** Listens in the whole page and to the room, and returns a function that ends this. */
function listen(actions: Actions): () => void {
  const ends = [listenToKeys(actions), ignoreSecondClicks(), keepCurrent(actions)];
  return () => ends.forEach((end) => end());
}

export const lateParts = {
  animateNews,
  attend,
  Bar,
  Choices,
  draw,
  everyAddressIn,
  Floating,
  giveTints,
  GuestPanels,
  Initials,
  keepPlaces,
  listen,
  mentionIn,
  NewAbove,
  Panels,
  PeopleColumn,
  PeopleDialog,
  SearchPlace,
  Strip,
  SwipeHint,
  watchReach,
  Welcome,
  WhyLost,
};
export type LateParts = typeof lateParts;
