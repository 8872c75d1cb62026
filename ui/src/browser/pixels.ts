// How many pixels a picture has, from the head of its file. A browser would have to decode it for
// that, and a small file can hold a picture that needs gigabytes.

/** The bytes of a file in which its size is found, if it is found at all. */
export const HEAD_BYTES = 512 * 1024;

/** Null: not a kind of picture that is known here, or no size in this part of it. */
export function pixelsIn(head: Uint8Array): number | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const starts = (text: string, at = 0) =>
    [...text].every((letter, i) => view.getUint8(at + i) === letter.charCodeAt(0));
  try {
    if (starts('\x89PNG')) return view.getUint32(16) * view.getUint32(20);
    if (starts('GIF8')) return view.getUint16(6, true) * view.getUint16(8, true);
    if (starts('BM')) return Math.abs(view.getInt32(18, true) * view.getInt32(22, true));
    if (starts('\xff\xd8')) return ofJpeg(view);
    if (starts('RIFF') && starts('WEBP', 8)) return ofWebp(view, starts);
    if (starts('ftyp', 4)) return ofAvif(head, view);
  } catch {
    // The head ends too early.
  }
  return null;
}

/** The size is in the frame header (SOF), after the segments of metadata. */
function ofJpeg(view: DataView): number | null {
  for (let at = 2; ; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return view.getUint16(at + 5) * view.getUint16(at + 7);
    if (view.getUint8(at) !== 0xff) return null;
  }
}

function ofWebp(view: DataView, starts: (text: string, at: number) => boolean): number | null {
  if (starts('VP8X', 12)) return (1 + getUint24(view, 24)) * (1 + getUint24(view, 27));
  if (starts('VP8 ', 12)) return (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
  if (!starts('VP8L', 12)) return null;
  const bits = view.getUint32(21, true);
  return (1 + (bits & 0x3fff)) * (1 + ((bits >> 14) & 0x3fff));
}

const getUint24 = (view: DataView, at: number) => view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;

/** AVIF and HEIC: the largest of the pictures, each of which has an `ispe` box. */
function ofAvif(head: Uint8Array, view: DataView): number | null {
  let most: number | null = null;
  for (let at = head.indexOf(0x69); at >= 0; at = head.indexOf(0x69, at + 1)) {
    if (at + 16 > head.length || view.getUint32(at) !== 0x69737065) continue;
    most = Math.max(most ?? 0, view.getUint32(at + 8) * view.getUint32(at + 12));
  }
  return most;
}
