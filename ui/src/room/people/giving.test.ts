// Who gets which tint, while people come and go.
import { beforeEach, describe, expect, it } from 'vitest';
import { TINTS, tintOfName } from '../../shared/hues';
import { tints } from '../../shared/tints.svelte';
import { giveTints, MOST_REMEMBERED } from './giving';

const person = (name: string) => ({ name, host: false, away: false });
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => person(`guest ${from + i}`));

/** Names that would all have the same tint by themselves. */
const alike = (count: number) =>
  people(500)
    .filter(({ name }) => tintOfName(name) === tintOfName('guest 0'))
    .slice(0, count);

const tintsOf = (all: { name: string }[]) => all.map(({ name }) => tints.of(name));

beforeEach(() => {
  giveTints([]);
  tints.given = new Map();
});

describe('the tints of the people who are here', () => {
  it('are all different while there are enough', () => {
    giveTints(alike(TINTS));
    expect(new Set(tintsOf(alike(TINTS))).size).toBe(TINTS);
  });

  it('are shared evenly when there are more people than tints', () => {
    giveTints(alike(2 * TINTS));
    const all = tintsOf(alike(2 * TINTS));
    for (let tint = 0; tint < TINTS; tint++) expect(all.filter((one) => one === tint)).toHaveLength(2);
  });

  it('are those of the names, where those differ', () => {
    const [one] = alike(1);
    giveTints([one!]);
    expect(tints.of(one!.name)).toBe(tintOfName(one!.name));
  });

  it('stay while others come and go', () => {
    const [a, b, c, d] = alike(4);
    giveTints([c!, d!]);
    const before = tintsOf([c!, d!]);
    giveTints([a!, b!, c!, d!]);
    expect(tintsOf([c!, d!])).toEqual(before);
    giveTints([b!, d!]);
    expect(tints.of(d!.name)).toBe(before[1]);
  });

  it('are the same again for a person who returns', () => {
    const [a, b] = alike(2);
    giveTints([a!, b!]);
    const before = tints.of(b!.name);
    giveTints([a!]);
    expect(tints.of(b!.name)).toBe(before);
    giveTints([a!, b!]);
    expect(tints.of(b!.name)).toBe(before);
  });

  it('are new ones for a person who returns and finds theirs taken, while one is free', () => {
    const [a, b] = alike(2);
    giveTints([a!]);
    giveTints([b!]);
    expect(tints.of(b!.name)).toBe(tints.of(a!.name));
    giveTints([b!, a!]);
    expect(tints.of(b!.name)).not.toBe(tints.of(a!.name));
  });

  it('do not fill the memory, whoever comes and goes', () => {
    const stays = alike(2)[1]!;
    giveTints([alike(1)[0]!, stays]);
    const before = tints.of(stays.name);
    expect(before).not.toBe(tintOfName(stays.name));
    const crowd = MOST_REMEMBERED + 10;
    for (let n = 0; n < crowd; n++) giveTints([stays, person(`passing ${n}`)]);
    expect(tints.of(stays.name)).toBe(before);
  });
});

it('a name that was never here has a tint, too', () => {
  expect(tints.of('ghost')).toBe(tintOfName('ghost'));
});
