// Opens the sharing of files for a room, once: it outlives the components, which are built anew for
// another language.
import { drawSmaller, drawThumbnail } from '../../browser/picture';
import type { Room } from '../../state/room.svelte';
import { isLost } from '../../state/standing';
import { Uploading } from '../../state/uploads.svelte';
import { sharingWords as w } from '../../strings/sharing';
import type { Drag } from '../../types/Drag';

export function openSharing(room: Room): void {
  const { sharing, acts, draft, unread, host } = room;
  if (sharing.uploading) return;
  const around = {
    ...sharing.around,
    draft,
    off: () => whyOff(room),
    maxFileBytes: () => room.facts.max_file_bytes,
    doing: () => acts.doing,
    submit: (text: string) => acts.submit(text),
    onSend: () => unread.clearLine(),
  };
  const uploading = new Uploading(host, around, { drawSmaller, drawThumbnail });
  sharing.open(uploading);
  host.window?.onDrag((drag) => follow(room, drag)).catch(() => {});
  room.follow({
    onEntries: (entries) => uploading.noteShown(entries),
    onReferences: () => {},
    onReset: () => {},
  });
}

/** In the host's window, the shell knows what is dragged. */
function follow({ sharing }: Room, drag: Drag): void {
  sharing.dragging = drag === 'over';
  if (typeof drag === 'object') sharing.offer(drag.dropped);
}

/** Why no file can be picked now, in words. */
function whyOff(room: Room): string | null {
  if (room.standing === 'left') return w.off.left;
  // Without a connection this is not known.
  if (room.facts.paused && !isLost(room.standing)) return w.off.paused;
  return room.acts.doing?.kind === 'edit' ? w.off.edit : null;
}
