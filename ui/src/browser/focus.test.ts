// The focus never stays on <body> when its element goes, however it goes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepFocus } from './focus';

const PAGE = `
  <div id="scroller"><button id="why">Why?</button></div>
  <dialog open><button id="close">Close</button></dialog>
  <div id="list" tabindex="-1"><button id="more">More</button></div>
  <textarea id="home" data-focus-home></textarea>`;

let end: () => void;

beforeEach(() => {
  document.body.append(document.createRange().createContextualFragment(PAGE));
  end = keepFocus();
});

afterEach(() => {
  end();
  document.body.replaceChildren();
});

const one = (id: string) => document.getElementById(id)!;
const settled = () => new Promise((done) => setTimeout(done));

async function focusedAfter(change: () => void): Promise<string | undefined> {
  change();
  await settled();
  return document.activeElement?.id;
}

/** jsdom does not know how styles show an element. */
function hide(element: HTMLElement): void {
  Object.assign(element, { checkVisibility: () => false });
}

/** A browser takes the focus from an element that cannot have it any more. No element changes. */
function drop(element: HTMLElement): void {
  element.blur();
}

it('the nearest place around a button that is removed gets the focus', async () => {
  one('more').focus();
  expect(await focusedAfter(() => one('more').remove())).toBe('list');
});

it('an area that has the focus only while it scrolls does not get it', async () => {
  const scroller = one('scroller');
  const focus = vi.spyOn(scroller, 'focus');
  one('why').focus();
  expect(await focusedAfter(() => one('why').remove())).toBe('home');
  expect(focus).not.toHaveBeenCalled();
});

it('a place that loses the focus without a change of elements is followed by the next', async () => {
  one('more').focus();
  expect(await focusedAfter(() => one('more').remove())).toBe('list');
  const list = one('list');
  expect(await focusedAfter(() => (hide(list), drop(list)))).toBe('home');
});

it('a button that a style hides gives the focus on', async () => {
  const more = one('more');
  more.focus();
  expect(await focusedAfter(() => (hide(more), drop(more)))).toBe('list');
});

it('what is inert gives the focus on', async () => {
  one('more').focus();
  expect(await focusedAfter(() => one('list').setAttribute('inert', ''))).toBe('home');
});

it('what is inert only for a while gets the focus back', async () => {
  one('more').focus();
  expect(await focusedAfter(() => one('more').setAttribute('inert', ''))).toBe('list');
  expect(await focusedAfter(() => one('more').removeAttribute('inert'))).toBe('more');
});

it('a dialog that closes and stays in the page gives the focus to what was used before it', async () => {
  one('more').focus();
  const close = one('close');
  close.focus();
  const closing = () => {
    close.closest('dialog')!.open = false;
    hide(close);
    drop(close);
  };
  expect(await focusedAfter(closing)).toBe('more');
});

it('a person may leave an element that is still there', async () => {
  one('more').focus();
  expect(await focusedAfter(() => one('more').blur())).toBe('');
});

it('an element that gets the focus by itself keeps it', async () => {
  one('more').focus();
  const moves = () => {
    one('more').remove();
    one('close').focus();
  };
  expect(await focusedAfter(moves)).toBe('close');
});
