import { describe, expect, it } from 'vitest';
import { nameColour } from './colours';

describe('the ink of a name', () => {
  it('is the same each time', () => {
    expect(nameColour('ana')).toBe(nameColour('ana'));
  });

  it('is no favourite: many names share the inks about evenly', () => {
    const uses = new Map<string, number>();
    for (let n = 0; n < 600; n++) {
      const ink = nameColour(`guest ${n}`);
      uses.set(ink, (uses.get(ink) ?? 0) + 1);
    }
    expect(uses.size).toBe(6);
    for (const count of uses.values()) expect(count).toBeLessThan(150);
  });
});
