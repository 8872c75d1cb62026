// The icon of each kind of file.
import type { FileKind } from './kind';

const ICONS = { picture: 'picture', video: 'film', audio: 'sound', other: 'file' } as const;

export const iconOf = (kind: FileKind) => ICONS[kind];
