// What a file is to the page: something that it can show, something that it can play, or a card.
// The extension decides; the type that a browser names only where there is no extension. The server
// never believes either of them: it reads the first bytes.

export type FileKind = 'picture' | 'video' | 'audio' | 'other';

/** HEIC is a picture that only some browsers can show. SVG may hold scripts and is a document. */
const EXTENSIONS: Record<Exclude<FileKind, 'other'>, string> = {
  picture: 'jpg jpeg jpe jfif png apng gif webp avif bmp heic heif',
  video: 'mp4 m4v mov webm ogv',
  audio: 'mp3 m4a ogg oga opus wav flac',
};

const KINDS = new Map(
  Object.entries(EXTENSIONS).flatMap(([kind, all]) =>
    all.split(' ').map((extension) => [extension, kind as FileKind] as const),
  ),
);

export function kindOf(name: string, type = ''): FileKind {
  const extension = extensionOf(name);
  if (extension !== '') return KINDS.get(extension) ?? 'other';
  const [family, format = ''] = type.toLowerCase().split(';', 1)[0]?.split('/') ?? [];
  if (family === 'image') return KINDS.get(format) ?? 'other';
  return family === 'video' || family === 'audio' ? family : 'other';
}

/** The extension in small letters and without its dot; empty: there is none. */
export function extensionOf(name: string): string {
  return /[^./\\]\.([^./\\\s]{1,12})$/u.exec(name)?.[1]?.toLowerCase() ?? '';
}
