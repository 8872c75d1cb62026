// What latefiles.svelte.ts loads.
import { pasteHidden } from '../sharing/hidden';
import OutgoingShare from '../sharing/OutgoingShare.svelte';
import Picked from '../sharing/Picked.svelte';
import Sharing from '../sharing/Sharing.svelte';
import Card from './Card.svelte';
import FilePanels from './FilePanels.svelte';
import Picture from './Picture.svelte';
import Player from './Player.svelte';

export const fileParts = { Card, FilePanels, OutgoingShare, pasteHidden, Picked, Picture, Player, Sharing };
export type FileParts = typeof fileParts;
