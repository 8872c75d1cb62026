// Draws pictures smaller, upright, and without what a camera wrote into the file.
//
// # Invariants
// * One picture at a time is decoded, and none that is known to have more than 100 megapixels: the
//   page has to stay usable whatever is picked.
// * A picture that this browser cannot decode is null, never an error.
import { bytesOf } from './blob';
import { HEAD_BYTES, pixelsIn } from './pixels';

/** A thumbnail, and the size of the picture as it is shown. */
export type Thumbnail = { content: Blob; width: number; height: number };

const MOST_PIXELS = 100e6;
/** Larger pictures are decoded to a smaller size, where the browser can do that. */
const LARGE_PIXELS = 25e6;
const LARGE_DRAWN_WIDTH = 4096;

const THUMBNAIL_BYTES = 64 * 1024;
const THUMBNAIL_SIDES = [640, 400, 240];
const THUMBNAIL_QUALITIES = [0.8, 0.6, 0.4, 0.2];

const SMALLER_SIDE = 2048;
const SMALLER_QUALITY = 0.85;

/** A thumbnail of at most 64 KiB, and the size of the picture. */
export function drawThumbnail(picture: Blob): Promise<Thumbnail | null> {
  return withBitmap(picture, async (bitmap, pixels) => {
    const content = await smallEnough(bitmap);
    return content && { content, ...sizeOf(bitmap, pixels) };
  });
}

/** The picture with a long side of 2048 at most, as a JPEG. */
export function drawSmaller(picture: Blob): Promise<Blob | null> {
  return withBitmap(picture, (bitmap) => jpeg(draw(bitmap, SMALLER_SIDE), SMALLER_QUALITY));
}

/** Lowers the quality, and then the size, until it is small enough. */
async function smallEnough(bitmap: ImageBitmap): Promise<Blob | null> {
  for (const side of THUMBNAIL_SIDES) {
    const canvas = draw(bitmap, side);
    for (const quality of THUMBNAIL_QUALITIES) {
      const content = (await encode(canvas, 'image/webp', quality)) ?? (await jpeg(canvas, quality));
      if (content && content.size <= THUMBNAIL_BYTES) return content;
    }
  }
  return null;
}

let last: Promise<unknown> = Promise.resolve();

type Use<T> = (bitmap: ImageBitmap, pixels: number | null) => Promise<T | null>;

function withBitmap<T>(picture: Blob, use: Use<T>): Promise<T | null> {
  const next = last.then(() => decode(picture, use)).catch(() => null);
  last = next;
  return next;
}

async function decode<T>(picture: Blob, use: Use<T>): Promise<T | null> {
  const pixels = pixelsIn(await bytesOf(picture.slice(0, HEAD_BYTES)));
  if (pixels !== null && pixels > MOST_PIXELS) return null;
  const bitmap = await open(picture, (pixels ?? 0) > LARGE_PIXELS);
  try {
    return await use(bitmap, pixels);
  } finally {
    bitmap.close();
  }
}

/** A browser that does not know an option takes the picture without any. */
async function open(picture: Blob, isLarge: boolean): Promise<ImageBitmap> {
  const options: ImageBitmapOptions = { imageOrientation: 'from-image' };
  if (isLarge) Object.assign(options, { resizeWidth: LARGE_DRAWN_WIDTH, resizeQuality: 'medium' });
  try {
    return await createImageBitmap(picture, options);
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return createImageBitmap(picture);
  }
}

/** A picture that was decoded to a smaller size has the shape of the whole one, and its pixels. */
function sizeOf({ width, height }: ImageBitmap, pixels: number | null): { width: number; height: number } {
  if (width !== LARGE_DRAWN_WIDTH || pixels === null) return { width, height };
  const grown = Math.sqrt(pixels / (width * height));
  return { width: Math.round(width * grown), height: Math.round(height * grown) };
}

/** Draws it with a long side of `most` at most. */
function draw(bitmap: ImageBitmap, most: number): HTMLCanvasElement {
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** A JPEG has no transparency: what is behind it becomes white. */
function jpeg(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
  const context = canvas.getContext('2d');
  if (context) {
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  return encode(canvas, 'image/jpeg', quality);
}

/** Null: this browser does not write pictures of this type. */
function encode(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> {
  return new Promise((resolve) =>
    canvas.toBlob((blob) => resolve(blob?.type === type ? blob : null), type, quality),
  );
}
