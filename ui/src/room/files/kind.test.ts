// What a file is goes by its extension.
import { expect, it } from 'vitest';
import { extensionOf, kindOf } from './kind';

it('goes by the extension, in any case', () => {
  for (const name of ['a.jpg', 'A.JPG', 'a.b.webp', 'photo.HEIC', 'x.apng', 'дом.png', '‮gnp.exe.gif'])
    expect(kindOf(name), name).toBe('picture');
  for (const name of ['a.mp4', 'a.MOV', 'a.webm']) expect(kindOf(name), name).toBe('video');
  for (const name of ['a.mp3', 'a.ogg', 'a.Flac']) expect(kindOf(name), name).toBe('audio');
  for (const name of ['a.svg', 'a.html', 'a.pdf', 'a.jpg.exe', 'a.zip', 'a.mkv'])
    expect(kindOf(name), name).toBe('other');
});

it('believes an extension more than a type', () => {
  expect(kindOf('page.html', 'image/png')).toBe('other');
  expect(kindOf('photo.jpg', 'text/html')).toBe('picture');
});

it('goes by the type where there is no extension', () => {
  expect(kindOf('photo', 'image/jpeg')).toBe('picture');
  expect(kindOf('photo', 'Image/PNG; q=1')).toBe('picture');
  expect(kindOf('drawing', 'image/svg+xml')).toBe('other');
  expect(kindOf('film', 'video/mp4')).toBe('video');
  expect(kindOf('song', 'audio/mpeg')).toBe('audio');
  for (const type of ['', 'nonsense', '/', 'application/pdf']) expect(kindOf('x', type), type).toBe('other');
});

it('finds no extension where there is none', () => {
  for (const name of ['', 'a', '.jpg', 'a.', 'a. jpg', 'a.jpg/b', 'a.b c', `a.${'x'.repeat(13)}`])
    expect(extensionOf(name), name).toBe('');
});
