// Fingers on a picture drag, pinch and press twice, and one of these never looks like another.
import { beforeEach, expect, it, vi } from 'vitest';
import { Fingers } from './fingers';

const moves = { ondrag: vi.fn(), ondragged: vi.fn(), onpinch: vi.fn(), ondouble: vi.fn() };
let fingers: Fingers;
const at = (x: number, y = 0) => ({ x, y });

beforeEach(() => {
  vi.clearAllMocks();
  fingers = new Fingers(moves);
});

it('drags with one finger, once it has really moved', () => {
  fingers.press(1, at(0));
  fingers.move(1, at(5));
  expect(moves.ondrag).not.toHaveBeenCalled();
  fingers.move(1, at(20, 4));
  expect(moves.ondrag).toHaveBeenCalledWith(at(15, 4), at(20, 4));
  expect(fingers.lift(1, at(30), 100)).toBe(true);
  expect(moves.ondragged).toHaveBeenCalledWith(at(30));
});

it('pinches with two fingers around the point between them', () => {
  fingers.press(1, at(-50));
  fingers.press(2, at(50));
  fingers.move(2, at(150));
  expect(moves.onpinch).toHaveBeenCalledWith(2, at(50), at(50));
  fingers.lift(2, at(150), 1);
  fingers.move(1, at(90));
  expect(fingers.lift(1, at(90), 2)).toBe(true);
  expect(moves.ondrag).not.toHaveBeenCalled();
  expect(moves.ondragged).not.toHaveBeenCalled();
  expect(moves.ondouble).not.toHaveBeenCalled();
});

it('takes two quick presses in one place for a double press', () => {
  const press = (where: number, when: number) => {
    fingers.press(1, at(where));
    return fingers.lift(1, at(where), when);
  };
  expect(press(10, 0)).toBe(false);
  press(12, 200);
  expect(moves.ondouble).toHaveBeenCalledWith(at(12));
  press(12, 300);
  press(12, 900);
  press(300, 1000);
  expect(moves.ondouble).toHaveBeenCalledTimes(1);
});

it('ends a drag that the browser takes over where it began', () => {
  fingers.press(1, at(0));
  fingers.move(1, at(90));
  fingers.cancel(1);
  expect(moves.ondragged).toHaveBeenCalledWith(at(0));
  fingers.move(1, at(200));
  expect(moves.ondrag).toHaveBeenCalledTimes(1);
});
