import { describe, expect, it } from 'vitest';
import { asJpeg } from './prepare';

describe('the name of a picture that was made smaller', () => {
  it('says that it is a JPEG', () => {
    const names = ['a.png', 'b.JPEG', 'c.jpg', 'd', '.png', 'e.f.webp', 'Dr. No'].map(asJpeg);
    expect(names).toEqual(['a.jpg', 'b.JPEG', 'c.jpg', 'd.jpg', '.png.jpg', 'e.f.jpg', 'Dr. No.jpg']);
  });
});
