import { describe, expect, it } from 'vitest';
import { TINTS, tintOfName } from './hues';

describe('the tint of a name', () => {
  it('is the same each time', () => {
    expect(tintOfName('ana')).toBe(tintOfName('ana'));
  });

  it('is no favourite: many names share the tints about evenly', () => {
    const uses = new Map<number, number>();
    for (let n = 0; n < 1200; n++) {
      const tint = tintOfName(`guest ${n}`);
      uses.set(tint, (uses.get(tint) ?? 0) + 1);
    }
    expect(uses.size).toBe(TINTS);
    for (const count of uses.values()) expect(count).toBeLessThan(150);
  });
});
