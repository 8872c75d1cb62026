// A picture that is enlarged stays under the finger and on the screen.
import { expect, it } from 'vitest';
import { FIT, fitted, held, mostOf, zoomed } from './views';

const screen = { width: 400, height: 800 };

it('fits the screen, and is not enlarged for that', () => {
  expect(fitted({ width: 4000, height: 3000 }, screen)).toEqual({ width: 400, height: 300 });
  expect(fitted({ width: 100, height: 8000 }, screen)).toEqual({ width: 10, height: 800 });
  expect(fitted({ width: 30, height: 20 }, screen)).toEqual({ width: 30, height: 20 });
});

it('keeps what is under the finger where it is', () => {
  const view = zoomed(FIT, 2, { x: 100, y: -50 }, 10);
  expect(view).toEqual({ scale: 2, x: -100, y: 50 });
  expect(zoomed(view, 0.5, { x: 100, y: -50 }, 10)).toEqual(FIT);
});

it('has a smallest and a largest scale', () => {
  expect(zoomed(FIT, 0.1, { x: 0, y: 0 }, 10).scale).toBe(1);
  expect(zoomed(FIT, 100, { x: 0, y: 0 }, 10).scale).toBe(10);
  expect(mostOf({ width: 4000, height: 3000 }, { width: 400, height: 300 })).toBe(40);
  expect(mostOf({ width: 30, height: 20 }, { width: 30, height: 20 })).toBe(4);
});

it('does not leave the screen', () => {
  const fit = { width: 400, height: 300 };
  expect(held({ scale: 2, x: 900, y: 900 }, fit, screen)).toEqual({ scale: 2, x: 200, y: 0 });
  expect(held({ scale: 4, x: -900, y: -900 }, fit, screen)).toEqual({ scale: 4, x: -600, y: -200 });
  expect(held({ scale: 1, x: 50, y: -50 }, fit, screen)).toEqual(FIT);
});
