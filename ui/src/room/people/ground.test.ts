import { expect, it } from 'vitest';
import { inkOf, TINTS } from '../../shared/hues';
import { groundOf } from './ground';

it('each tint has a ground of its own, and a name is written in the hue of its face', () => {
  const all = Array.from({ length: TINTS }, (_, tint) => groundOf(tint));
  expect(new Set(all).size).toBe(TINTS);
  for (const [tint, ground] of all.entries()) expect(inkOf(tint)).toContain(ground.split(' ')[0]);
});
