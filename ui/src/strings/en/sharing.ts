// The words of sharing files, in English. They are loaded once the room is shown.
import { plural } from './plural';

export const sharing = {
  drop: 'Drop files to share them',
  off: {
    left: 'You disconnected. Connect to share files.',
    paused: 'The host has paused the room. Files can be shared when the pause ends.',
    edit: 'You are editing a message. Save or cancel that before you share files.',
  },

  picked: 'Files to share',
  remove: (name: string) => `Remove ${name}`,
  retry: 'Retry',
  retryOf: (name: string) => `Retry ${name}`,
  smaller: (from: string, to: string) => `${from} → ${to}`,
  states: {
    preparing: 'Preparing…',
    waiting: 'Waiting…',
    sending: (percent: number) => `${percent}%`,
    held: 'Ready',
  },

  size: {
    label: 'Size of the pictures',
    full: 'Full size',
    smaller: 'Smaller',
    comesTo: (total: string) => `Together ${total}`,
  },
  place: {
    keep: 'Keep the place where it was taken',
    removed: 'The place where a picture or video was taken is removed from it before it is shared.',
    kept: 'Everybody in the room can see where it was taken.',
    smaller: 'Smaller pictures never carry a place.',
  },

  folders: 'Folders cannot be shared. Pack the folder into a ZIP file first.',
  leftOut: (most: number, n: number) =>
    `A message has at most ${most} files, so ${plural(n, 'file was', 'files were')} left out.`,
  tooLarge: (most: number) => `This room takes files of up to ${Math.floor(most / 1e6)} MB.`,
  lost: 'The room loses these files again and again. Try again later.',
  unreadable: 'This file cannot be read any more. Perhaps it was moved or changed; pick it again.',

  outgoing: {
    files: (n: number) => plural(n, 'file', 'files'),
    progress: (files: string, sent: string, total: string) => `${files}, ${sent} of ${total}`,
    sharing: 'Sharing…',
    waiting: 'Will go on when connected',
    failed: 'Not shared.',
    cancel: 'Cancel',
    retry: 'Try again',
    failedFile: (name: string, why: string) => `${name}: ${why}`,
  },
};
