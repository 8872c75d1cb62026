// One tab stop among the links of the conversation.
import { expect, it } from 'vitest';
import { keepTabStop, moveTabStop, takeTabStop } from './tabstop';

function listOf(count: number) {
  const list = document.createElement('div');
  const log = document.createElement('div');
  log.setAttribute('role', 'log');
  list.append(log);
  list.addEventListener('keydown', moveTabStop);
  list.addEventListener('focusin', (event) => takeTabStop(list, event.target));
  document.body.replaceChildren(list);
  const add = () => {
    const link = document.createElement('a');
    link.href = 'http://a.example/';
    link.tabIndex = -1;
    log.append(link);
    return link;
  };
  return { list, add, links: Array.from({ length: count }, add) };
}

const stops = (list: HTMLElement) => [...list.querySelectorAll('a')].map((link) => link.tabIndex);
const press = (key: string) =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
  );

it('is the newest, and a newer one once that comes', () => {
  const { list, add } = listOf(3);
  keepTabStop(list);
  expect(stops(list)).toEqual([-1, -1, 0]);
  add();
  keepTabStop(list);
  expect(stops(list)).toEqual([-1, -1, -1, 0]);
});

it('stays where the person is, and moves with the arrow keys', () => {
  const { list, add, links } = listOf(3);
  keepTabStop(list);
  links[2]?.focus();
  press('ArrowUp');
  expect(document.activeElement).toBe(links[1]);
  add();
  keepTabStop(list);
  expect(stops(list)).toEqual([-1, 0, -1, -1]);
  press('Home');
  press('ArrowUp');
  expect(document.activeElement).toBe(links[0]);
});

it('is given anew when the one that had it is gone', () => {
  const { list, links } = listOf(2);
  keepTabStop(list);
  links[1]?.remove();
  keepTabStop(list);
  expect(stops(list)).toEqual([0]);
  links[0]?.remove();
  expect(() => keepTabStop(list)).not.toThrow();
});
