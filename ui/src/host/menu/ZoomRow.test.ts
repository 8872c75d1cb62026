// The row of the zoom moves while it is pressed. A press at the same place must not reach what is
// there then, such as "Full screen".
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HostWindow } from '../../api/host';
import { hostWords } from '../../strings/host';
import ZoomRow from './ZoomRow.svelte';

let row: Record<string, unknown>;
let other: HTMLButtonElement;
let steps: string[];
let size: number;

const settled = () => vi.waitFor(() => expect(document.body.textContent).toContain(`${size * 100} %`));

function press(target: Element, x: number, y: number) {
  const at = { bubbles: true, cancelable: true, detail: 1, clientX: x / size, clientY: y / size };
  const goesOn = target.dispatchEvent(new MouseEvent('mousedown', at));
  target.dispatchEvent(new MouseEvent('click', at));
  return goesOn;
}

beforeEach(async () => {
  [steps, size] = [[], 1];
  const zoom = (step: string) => {
    steps.push(step);
    size = step === 'in' ? 2 : 1;
    return Promise.resolve(size);
  };
  const hostWindow = { appFacts: () => Promise.resolve({ zoom: 1 }), zoom } as unknown as HostWindow;
  other = document.body.appendChild(document.createElement('button'));
  other.onclick = () => steps.push('other');
  row = mount(ZoomRow, { target: document.body, props: { hostWindow } });
  flushSync();
  await settled();
});

afterEach(async () => {
  await unmount(row);
  other.remove();
});

const larger = () => document.querySelector(`[aria-label="${hostWords.menu.larger}"]`)!;

it('takes a press at the same place for the same step', async () => {
  press(larger(), 200, 100);
  await settled();
  expect(press(other, 201, 101)).toBe(false);
  expect(steps).toEqual(['in', 'in']);
});

it('leaves presses at other places alone', async () => {
  press(larger(), 200, 100);
  await settled();
  expect(press(other, 230, 100)).toBe(true);
  expect(press(other, 200, 100)).toBe(true);
  expect(steps).toEqual(['in', 'other', 'other']);
});

it('leaves presses alone after the keyboard has changed the size', async () => {
  larger().dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }));
  await settled();
  press(other, 0, 0);
  expect(steps).toEqual(['in', 'other']);
});
