// One tab stop among the rows of the conversation.
import { expect, it } from 'vitest';
import { keepTabStop } from '../list/tabstop';
import { destination, enterRow, leaveRow } from './walk';

function listOf(count: number) {
  const list = document.createElement('div');
  const log = document.createElement('div');
  log.setAttribute('role', 'log');
  list.append(log);
  document.body.replaceChildren(list);
  const add = () => {
    const row = document.createElement('article');
    row.dataset['entry'] = '1';
    row.tabIndex = -1;
    const link = document.createElement('a');
    link.href = 'http://a.example/';
    link.tabIndex = -1;
    row.append(link);
    log.append(row);
    return row;
  };
  return { list, add, rows: Array.from({ length: count }, add) };
}

const stops = (list: HTMLElement) =>
  [...list.querySelectorAll<HTMLElement>('[tabindex]')].map((one) => `${one.tagName} ${one.tabIndex}`);

const [row, ROW, link, LINK] = ['ARTICLE -1', 'ARTICLE 0', 'A -1', 'A 0'];

it('is the newest, and a newer one once that comes', () => {
  const { list, add } = listOf(2);
  keepTabStop(list);
  expect(stops(list)).toEqual([row, link, ROW, link]);
  add();
  keepTabStop(list);
  expect(stops(list)).toEqual([row, link, row, link, ROW, link]);
});

it('stays where the person is, with all that this row holds', () => {
  const { list, add, rows } = listOf(2);
  rows[0]?.focus();
  enterRow(list, rows[0] as HTMLElement);
  add();
  keepTabStop(list);
  expect(stops(list)).toEqual([ROW, LINK, row, link, row, link]);
  enterRow(list, rows[1] as HTMLElement);
  expect(stops(list)).toEqual([row, link, ROW, LINK, row, link]);
  leaveRow(list);
  expect(stops(list)).toEqual([row, link, ROW, link, row, link]);
});

it('moves by keys, and says where there is nothing more', () => {
  const { list, rows } = listOf(3);
  const from = (at: number, move: Parameters<typeof destination>[2]) =>
    rows.indexOf(destination(list, rows[at] as HTMLElement, move) as HTMLElement);
  expect([from(1, 'previous'), from(1, 'next'), from(1, 'first'), from(1, 'last')]).toEqual([0, 2, 0, 2]);
  expect([from(0, 'previous'), from(0, 'first'), from(2, 'next'), from(2, 'last')]).toEqual([-1, -1, -1, -1]);
});

it('is given anew when the row that had it is gone', () => {
  const { list, rows } = listOf(2);
  keepTabStop(list);
  rows[1]?.remove();
  keepTabStop(list);
  expect(stops(list)).toEqual([ROW, link]);
  rows[0]?.remove();
  expect(() => keepTabStop(list)).not.toThrow();
});
