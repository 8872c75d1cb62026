import { describe, expect, it } from 'vitest';
import { Pace } from './pace';

const KIB = 1024;

describe('the size of a slice', () => {
  it('is what travels in a second', () => {
    const pace = new Pace();
    pace.took(1000 * KIB, 500);
    expect(pace.bytes).toBe(2000 * KIB);
    pace.took(2000 * KIB, 4_000);
    expect(pace.bytes).toBe(500 * KIB);
  });

  it('grows fourfold at most, and stays within its bounds', () => {
    const pace = new Pace();
    pace.took(1024 * KIB, 0);
    expect(pace.bytes).toBe(4096 * KIB);
    for (let i = 0; i < 5; i++) pace.took(pace.bytes, 1);
    expect(pace.bytes).toBe(8192 * KIB);
    pace.took(8192 * KIB, 1e9);
    expect(pace.bytes).toBe(256 * KIB);
  });

  it('is halved by a loss, and a short last slice says nothing', () => {
    const pace = new Pace();
    pace.lost();
    expect(pace.bytes).toBe(512 * KIB);
    pace.took(100, 1);
    expect(pace.bytes).toBe(512 * KIB);
    for (let i = 0; i < 9; i++) pace.lost();
    expect(pace.bytes).toBe(256 * KIB);
  });
});
