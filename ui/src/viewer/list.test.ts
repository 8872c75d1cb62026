// Which rows of an exported page are there, and that none is missing on paper.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Block } from './blocks';
import { entryAt } from './entry.fixture';
import { List } from './list';
import { textOf } from './text';

const BOX_PIXELS = 1000;

/** Five blocks of one entry each, in a window that shows half of one. */
function listOfFive(): { scroller: HTMLElement; list: List } {
  const blocks = Array.from({ length: 5 }, (_, n) => {
    const script = document.createElement('script');
    script.type = 'application/json';
    Object.assign(script.dataset, { first: String(n), count: '1', since: '' });
    script.textContent = JSON.stringify(entryAt(n, `text ${n}`));
    return new Block(script);
  });
  const scroller = document.createElement('main');
  document.body.replaceChildren(scroller);
  return { scroller, list: new List(scroller, blocks) };
}

const rowsIn = (scroller: HTMLElement) => scroller.querySelectorAll('.row').length;

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
    },
  );
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
    const at = [...(this.parentElement?.children ?? [])].indexOf(this);
    if (this.className !== 'box') return new DOMRect(0, 0, 100, BOX_PIXELS / 2);
    return new DOMRect(0, at * BOX_PIXELS, 100, BOX_PIXELS);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it('all rows are there while it is printed, and only the near ones before and after', () => {
  const { scroller, list } = listOfFive();
  const near = rowsIn(scroller);
  expect(near).toBeLessThan(5);
  list.showAll();
  scroller.dispatchEvent(new Event('scroll'));
  expect(rowsIn(scroller)).toBe(5);
  list.showNear();
  expect(rowsIn(scroller)).toBe(near);
});

it('a long text is whole on paper, where nobody presses the button', () => {
  const text = 'a line of words\n'.repeat(1000);
  const box = textOf(text, null);
  box.querySelector('button')?.remove();
  expect(box.querySelector('.rest')).not.toBeNull();
  expect(box.textContent).toBe(text);
});
