// The boxes of pictures are bounded, whatever a line says, and keep the form of ordinary pictures.
import { expect, it } from 'vitest';
import { boxed, filmBox, gridOf, pictureBox } from './boxes';

const file = (width: number | null, height: number | null) => ({
  name: 'a.jpg',
  bytes: 1,
  width,
  height,
  path: 'files/a.jpg',
});

it('keeps the form of a picture, at most 20 rem on each side', () => {
  expect(pictureBox(file(4000, 3000))).toEqual({ width: 20, height: 15, fit: 'cover' });
  expect(pictureBox(file(3000, 4000))).toEqual({ width: 15, height: 20, fit: 'cover' });
  expect(pictureBox(file(200, 160))).toEqual({ width: 12.5, height: 10, fit: 'cover' });
});

it('crops very wide and very high pictures', () => {
  expect(pictureBox(file(20_000, 100))).toEqual({ width: 20, height: 6, fit: 'cover' });
  expect(pictureBox(file(1, 4_000_000_000))).toEqual({ width: 6, height: 20, fit: 'cover' });
});

it('does not enlarge a tiny picture', () => {
  expect(pictureBox(file(16, 16))).toEqual({ width: 6, height: 6, fit: 'scale-down' });
});

it('has a fixed box where the line says no size, or nonsense', () => {
  const fixed = pictureBox(file(null, null));
  expect(fixed).toEqual({ width: 14, height: 10.5, fit: 'cover' });
  for (const [width, height] of [
    [0, 0],
    [10, 0],
    [-5, 5],
    [null, 5],
  ] as const)
    expect(pictureBox(file(width, height))).toEqual(fixed);
});

it('never crops a film', () => {
  expect(filmBox(file(1920, 1080))).toEqual({ width: 20, height: 11.25, fit: 'contain' });
  expect(filmBox(file(null, null))).toEqual({ width: 20, height: 11.25, fit: 'contain' });
});

it('lays out several pictures in a box of a known form', () => {
  const grids = [2, 3, 4, 5, 20].map((count) => gridOf(count));
  expect(grids.map(({ shown, hidden }) => [shown, hidden])).toEqual([
    [2, 0],
    [3, 0],
    [4, 0],
    [4, 1],
    [4, 16],
  ]);
  expect(grids.map(({ box }) => Math.round(box.height))).toEqual([10, 13, 20, 20, 20]);
});

it('gives an element its box', () => {
  const element = document.createElement('div');
  boxed({ width: 20, height: 15, fit: 'cover' })(element);
  expect(element.style.getPropertyValue('--width')).toBe('20rem');
  expect(element.style.getPropertyValue('--form')).toBe('75%');
});
