// What is read stays where it is when the list's edge moves, also if sizes are first reported late.
import { beforeEach, expect, it, vi } from 'vitest';
import { FakeHost } from '../../state/host.fixture';
import { Log } from '../../state/log.svelte';
import { Position } from './position.svelte';

const HEIGHT = 600;
const CONTENT = 8000;

let log: Log;
let scroller: HTMLElement;
let position: Position;
/** Where the list's upper edge is, below the window's. */
let edge: number;
let reportSizes: () => void;

beforeEach(async () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(report: () => void) {
        reportSizes = report;
      }
      observe() {}
      disconnect() {}
    },
  );
  const host = new FakeHost();
  host.fill(100);
  log = new Log(host, { onNew: () => {} });
  await log.loadLatest();
  scroller = document.createElement('section');
  edge = 63;
  scroller.getBoundingClientRect = () => new DOMRect(0, edge, 390, HEIGHT);
  Object.defineProperties(scroller, { scrollHeight: { value: CONTENT }, clientHeight: { value: HEIGHT } });
  position = new Position(log, () => true);
  position.attach(scroller, document.createElement('div'));
  position.settle();
});

const scrollTo = (top: number) => {
  scroller.scrollTop = top;
  position.scrolled();
};

it('stays when the first sizes are reported after the reader has scrolled, as in WebKit', () => {
  scrollTo(3000);
  reportSizes();
  expect(scroller.scrollTop).toBe(3000);
});

it('moves with a banner that comes above while somebody reads, once', () => {
  scrollTo(3000);
  edge += 40;
  reportSizes();
  scrollTo(3040);
  reportSizes();
  expect(scroller.scrollTop).toBe(3040);
});

it('moves with a banner also if the reader scrolls before it has been reported', () => {
  scrollTo(3000);
  edge += 40;
  scrollTo(2900);
  reportSizes();
  expect(scroller.scrollTop).toBe(2940);
});

it('stands at the same entry when the page is built anew, unless the newest are read', () => {
  const rowsAt = (top: number) => {
    const rows = document.body.appendChild(document.createElement('div'));
    const row = rows.appendChild(document.createElement('p'));
    row.setAttribute('data-entry', '50');
    row.getBoundingClientRect = () => new DOMRect(0, top - scroller.scrollTop, 390, 40);
    return rows;
  };
  const showAnew = (top: number) => {
    scroller.scrollTop = 0;
    position = new Position(log, () => true);
    position.attach(scroller, rowsAt(top));
    position.settle();
  };
  position.attach(scroller, rowsAt(3100));
  scrollTo(3000);
  showAnew(3400);
  expect(scroller.scrollTop).toBe(3300);
  scrollTo(CONTENT - HEIGHT);
  showAnew(3400);
  expect(scroller.scrollTop).toBe(CONTENT);
});
