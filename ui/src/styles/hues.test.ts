// The hues of people: names and initials can be read, and faces can be told apart, also by people
// who are colour-blind.
import { describe, expect, it } from 'vitest';
import { TINTS } from '../shared/hues';
import { declarationsIn, lightOf, resolve, themes, tokens, tooWeak, type Colours } from './colours.fixture';
import { distance, EYES, seenBy } from './eyes.fixture';

const hues: Colours[] = [...tokens.matchAll(/\.hue-\d \{([^}]*)\}/g)].map(([, block]) =>
  declarationsIn(block ?? ''),
);
const grounds = hues.flatMap(({ deep, pale }) => [deep ?? '', pale ?? '']);

/** Where names stand: on the page, in dialogs, in a marked row, in quotes of own words. */
const PAPERS = ['paper', 'raised', 'note', 'own'];
/** The least distance of two faces. */
const APART = 8;

it('each tint has a colour', () => expect(grounds).toHaveLength(TINTS));

describe.each(themes)('in the %s theme', (theme, colours) => {
  it.each(hues.map((hue) => ({ ...colours, ...hue })))('hue %# can be read', (all) => {
    const ink = theme === 'light' ? 'deep' : 'pale';
    expect(tooWeak(all, { [ink]: PAPERS, 'on-deep': ['deep'], 'on-pale': ['pale'] }, 4.5)).toEqual([]);
  });

  it('no face has the colour of the paper', () => {
    const paper = lightOf(resolve(colours, 'paper'));
    for (const ground of grounds) expect(distance(lightOf(ground), paper), ground).toBeGreaterThan(APART);
  });
});

it.each(EYES)('faces are told apart with %s', (eyes) => {
  const seen = grounds.map((ground) => seenBy(eyes, lightOf(ground)));
  const pairs = seen.flatMap((a, i) =>
    seen.slice(i + 1).map((b, j) => [i, i + 1 + j, distance(a, b)] as const),
  );
  const alike = pairs.filter(([, , apart]) => apart < APART);
  expect(alike.map(([a, b, apart]) => `${grounds[a]} ${grounds[b]} ${apart.toFixed(1)}`)).toEqual([]);
});

it('the eyes are simulated right: red and green are alike without the cones between them', () => {
  const [red, green, blue] = ['#b04a3a', '#6f6f2a', '#2a6fb0'].map((hex) => lightOf(hex));
  for (const eyes of ['protanopia', 'deuteranopia']) {
    expect(distance(seenBy(eyes, red!), seenBy(eyes, green!))).toBeLessThan(distance(red!, green!) / 2);
    expect(distance(seenBy(eyes, red!), seenBy(eyes, blue!))).toBeGreaterThan(15);
  }
});
