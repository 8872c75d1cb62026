// What a finger on a row means.
import { describe, expect, it } from 'vitest';
import { SWIPE_PX, Touch } from './touch';

const PAGE = { width: 390, direction: 'ltr' } as const;

/** A finger that goes down at the first point and on to the others. */
function along(points: [number, number][], page: { width: number; direction: 'ltr' | 'rtl' } = PAGE) {
  const [from, ...others] = points.map(([x, y]) => ({ x, y }));
  const touch = new Touch(from ?? { x: 0, y: 0 }, page);
  for (const point of others) touch.move(point);
  return touch;
}

describe('a finger', () => {
  it('that trembles means nothing yet', () => {
    expect(
      along([
        [100, 100],
        [106, 96],
        [95, 104],
      ]).meaning,
    ).toBe('unclear');
  });

  it('that goes to the reading end swipes, and replies when it went far', () => {
    const short = along([
      [100, 100],
      [130, 104],
    ]);
    expect([short.meaning, short.px, short.replies]).toEqual(['swipe', 20, false]);
    expect(
      along([
        [100, 100],
        [130, 104],
        [110 + SWIPE_PX, 110],
      ]).replies,
    ).toBe(true);
  });

  it('that comes back takes the swipe back', () => {
    const touch = along([
      [100, 100],
      [200, 100],
      [112, 100],
    ]);
    expect([touch.px, touch.replies]).toEqual([2, false]);
    touch.move({ x: 40, y: 100 });
    expect(touch.px).toBe(0);
  });

  it('takes a row only so far with it', () => {
    expect(
      along([
        [100, 100],
        [380, 100],
      ]).px,
    ).toBe(80);
  });

  it('that goes up or down first scrolls, whatever it does then', () => {
    const touch = along([
      [100, 100],
      [104, 120],
      [250, 120],
    ]);
    expect([touch.meaning, touch.px, touch.replies]).toEqual(['other', 0, false]);
  });

  it('that goes the other way does nothing', () => {
    expect(
      along([
        [200, 100],
        [100, 100],
      ]).meaning,
    ).toBe('other');
  });

  it('goes the other way where one reads from right to left', () => {
    const rtl = { width: 390, direction: 'rtl' } as const;
    expect(
      along(
        [
          [200, 100],
          [120, 100],
        ],
        rtl,
      ).replies,
    ).toBe(true);
    expect(
      along(
        [
          [200, 100],
          [280, 100],
        ],
        rtl,
      ).meaning,
    ).toBe('other');
  });

  it('that begins at the edge of the page belongs to the browser', () => {
    expect(
      along([
        [10, 100],
        [120, 100],
      ]).meaning,
    ).toBe('other');
    expect(
      along(
        [
          [380, 100],
          [300, 100],
        ],
        { width: 390, direction: 'rtl' },
      ).meaning,
    ).toBe('other');
  });
});
