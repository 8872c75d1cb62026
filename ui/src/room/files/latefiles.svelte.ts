// What stands in the places of files, the viewer, and the list of all files. They are loaded once
// the room is shown.
import type { FileParts } from './fileparts';

class LateFiles {
  parts = $state.raw<FileParts | null>(null);

  async load(): Promise<void> {
    if (this.parts) return;
    try {
      this.parts = (await import('./fileparts')).fileParts;
    } catch {
      // The host could not be reached. RoomPage tries again.
    }
  }
}

/** They are the same for every room, so the page has them once. */
export const lateFiles = new LateFiles();
