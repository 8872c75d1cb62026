// Makes a picked file ready to travel: a thumbnail for a picture, and a smaller picture in its
// place where that is wanted.
import type { Host } from '../api/host';
import { dataUrlOf } from '../browser/blob';
import type { Thumbnail } from '../browser/picture';
import type { NewUpload } from '../types/NewUpload';
import type { Content } from './transfer';
import type { UploadItem } from './uploaditem.svelte';

export type Pictures = {
  drawThumbnail(picture: Blob): Promise<Thumbnail | null>;
  drawSmaller(picture: Blob): Promise<Blob | null>;
};

/** What the person wants of pictures and videos. */
export type Wishes = { smaller: boolean; keepPlace: boolean };

export type Cargo = { upload: NewUpload; content: Content };

export async function prepare(
  item: UploadItem,
  { smaller, keepPlace }: Wishes,
  host: Host,
  pictures: Pictures,
): Promise<Cargo> {
  const picture = item.isPicture ? await pictureOf(item, host) : null;
  const upload: NewUpload = { ...(picture && (await drawn(item, picture, pictures))), ...heldAs(item) };
  item.small = picture && smaller && item.canBeSmaller ? await smallOf(item, picture, pictures) : null;
  if (item.small) return { upload: smallUpload(upload, item.small), content: item.small.content };
  if (keepPlace && item.mayKnowPlace) upload.keep_metadata = true;
  return { upload, content: contentOf(item) };
}

function heldAs({ originalName, originalBytes, type }: UploadItem): NewUpload {
  return { name: originalName, size: originalBytes, ...(type === '' ? {} : { type }), hold: true };
}

/** The room measures a picture that it gets without its size. */
function smallUpload(upload: NewUpload, small: { name: string; content: Blob }): NewUpload {
  const { thumbnail } = upload;
  const { name, content } = small;
  const about = { name, size: content.size, type: content.type, hold: true };
  return thumbnail === undefined ? about : { ...about, thumbnail };
}

function contentOf({ source }: UploadItem): Content {
  return source instanceof File ? source : { token: source.token };
}

/** The bytes of a picture; those that the window offers are read for this only. */
async function pictureOf({ source }: UploadItem, host: Host): Promise<Blob | null> {
  if (source instanceof File) return source;
  if (!host.window) return null;
  try {
    return await (await fetch(host.window.previewUrl(source.token))).blob();
  } catch {
    return null;
  }
}

async function drawn(item: UploadItem, picture: Blob, pictures: Pictures) {
  const thumbnail = await pictures.drawThumbnail(picture);
  if (!thumbnail) return {};
  const { content, width, height } = thumbnail;
  item.preview = await dataUrlOf(content);
  return { width, height, thumbnail: item.preview.slice(item.preview.indexOf(',') + 1) };
}

/** Null: it would not be smaller, or this browser cannot draw it. */
async function smallOf(item: UploadItem, picture: Blob, pictures: Pictures) {
  const content = await pictures.drawSmaller(picture);
  if (!content || content.size >= item.originalBytes) return null;
  return { name: asJpeg(item.originalName), content };
}

/** The name of a picture that was made a JPEG. */
export function asJpeg(name: string): string {
  if (/\.jpe?g$/i.test(name)) return name;
  return `${name.replace(/(.)\.\w{1,5}$/, '$1')}.jpg`;
}
