// What moves when it comes, and what does not.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { animateNews } from './motion';

let list: HTMLElement;
let news: boolean;
let calm: boolean;
let end: () => void;
const moved: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  vi.stubGlobal('matchMedia', () => ({
    get matches() {
      return calm;
    },
  }));
  [news, calm] = [true, false];
  list = document.createElement('div');
  Element.prototype.animate = function (this: Element) {
    moved.push(this.id);
    return {} as Animation;
  };
  end = animateNews(list, () => news);
});

afterEach(() => {
  end();
  moved.length = 0;
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function element(id: string, attributes: Record<string, string>): HTMLElement {
  const made = document.createElement('div');
  made.id = id;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const row = (id: string, kind = 'message') => element(id, { class: kind, 'data-entry': '1' });
const outgoing = (id: string) => element(id, { class: 'outgoing' });
const chip = (id: string) => element(id, { 'data-emoji': '👍' });

/** Adds these in one update, after this time. Returns the ids of those that moved. */
async function add(afterMs: number, ...elements: HTMLElement[]): Promise<string[]> {
  vi.advanceTimersByTime(afterMs);
  moved.length = 0;
  list.append(...elements);
  await Promise.resolve();
  return [...moved];
}

it('a new message moves, and so does one that is being sent, but only once', async () => {
  expect(await add(0, row('a'))).toEqual(['a']);
  expect(await add(1000, outgoing('mine'))).toEqual(['mine']);
  expect(await add(1000, row('mine in the log', 'message own'))).toEqual([]);
});

it('nothing moves that is no news, or where people want no motion', async () => {
  news = false;
  expect(await add(0, row('old'))).toEqual([]);
  [news, calm] = [true, true];
  expect(await add(1000, row('calm'))).toEqual([]);
});

it('the rows of a busy room only appear, and the first one after a rest moves again', async () => {
  expect(await add(0, row('a'))).toEqual(['a']);
  for (let n = 0; n < 20; n++) expect(await add(50, row(`busy ${n}`))).toEqual([]);
  expect(await add(1000, row('b'))).toEqual(['b']);
  expect(await add(1000, ...['c', 'd', 'e', 'f'].map((id) => row(id)))).toEqual([]);
});

it('a reaction moves in a row that was there before, and not in one that comes with it', async () => {
  const there = row('there');
  await add(0, there);
  moved.length = 0;
  const group = element('group', { class: 'chips' });
  group.append(chip('first'));
  there.append(group);
  await Promise.resolve();
  expect(moved).toEqual(['first']);
  group.append(chip('second'));
  await Promise.resolve();
  expect(moved).toEqual(['first', 'second']);
  const withChips = row('with');
  withChips.append(chip('its own'));
  expect(await add(1000, withChips)).toEqual(['with']);
});
