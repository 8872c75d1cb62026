// What latefiles.svelte.ts loads.
import Card from './Card.svelte';
import FilePanels from './FilePanels.svelte';
import Picture from './Picture.svelte';
import Player from './Player.svelte';

export const fileParts = { Card, FilePanels, Picture, Player };
export type FileParts = typeof fileParts;
