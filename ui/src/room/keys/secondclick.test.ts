import { afterEach, beforeEach, expect, test } from 'vitest';
import { ignoreSecondClicks } from './secondclick';

let stop: () => void;
const pressed: string[] = [];

function button(name: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.append(document.createElement('span'));
  made.onclick = () => pressed.push(name);
  document.body.append(made);
  return made;
}

const click = (target: Element | null, detail: number) =>
  target?.dispatchEvent(new MouseEvent('click', { detail, bubbles: true, cancelable: true }));

beforeEach(() => {
  stop = ignoreSecondClicks();
  pressed.length = 0;
  document.body.replaceChildren();
});
afterEach(() => stop());

test('what came under the pointer with the first click is not pressed by the second', () => {
  const [connect, send] = [button('connect'), button('send')];
  click(connect, 1);
  connect.remove();
  click(send, 2);
  expect(pressed).toEqual(['connect']);
  click(send, 1);
  expect(pressed).toEqual(['connect', 'send']);
});

test('one button is pressed as often as it is clicked, also on its picture', () => {
  const next = button('next');
  click(next, 1);
  click(next.firstElementChild, 2);
  click(next, 3);
  expect(pressed).toEqual(['next', 'next', 'next']);
});

test('keys and scripts, which click without a pointer, press everything', () => {
  click(button('one'), 0);
  click(button('two'), 0);
  expect(pressed).toEqual(['one', 'two']);
});
