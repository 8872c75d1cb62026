// What fingers, or a mouse, do on a picture: they drag it, pinch it, or press it twice. It knows
// points and no elements.

type Point = { x: number; y: number };

export type Moves = {
  /** One finger has moved by so much, and so far in all. */
  ondrag(by: Point, inAll: Point): void;
  /** The last finger was lifted after a drag that went so far. */
  ondragged(inAll: Point): void;
  /** Two fingers have moved: the picture grows by this factor around the point between them. */
  onpinch(factor: number, at: Point, by: Point): void;
  ondouble(at: Point): void;
};

/** A finger that is held still moves a little. */
const SLOP_PX = 8;
const DOUBLE_MS = 350;
const DOUBLE_PX = 40;

export class Fingers {
  #down = new Map<number, Point>();
  #begun: Point | null = null;
  #dragging = false;
  /** Two fingers were down: the one that stays drags nothing. */
  #pinched = false;
  #pressed: { at: Point; when: number } | null = null;

  constructor(private readonly moves: Moves) {}

  press(id: number, at: Point): void {
    this.#down.set(id, at);
    if (this.#down.size > 1) this.#pinched = true;
    else [this.#begun, this.#dragging, this.#pinched] = [at, false, false];
  }

  move(id: number, to: Point): void {
    const from = this.#down.get(id);
    if (!from) return;
    const others = [...this.#down].filter(([other]) => other !== id);
    this.#down.set(id, to);
    const other = others[0]?.[1];
    if (other) this.#pinch(other, from, to);
    else if (this.#begun && !this.#pinched) this.#drag(this.#begun, from, to);
  }

  /** Whether the press was part of a movement, so that it presses nothing. */
  lift(id: number, at: Point, when: number): boolean {
    if (!this.#down.delete(id)) return false;
    if (this.#down.size > 0) return true;
    const moved = this.#dragging || this.#pinched;
    if (this.#dragging && this.#begun) this.moves.ondragged(minus(at, this.#begun));
    else if (!moved) this.#count(at, when);
    this.#dragging = false;
    return moved;
  }

  /** The browser has taken the finger. */
  cancel(id: number): void {
    this.#down.delete(id);
    if (this.#dragging) this.moves.ondragged({ x: 0, y: 0 });
    this.#dragging = false;
  }

  #drag(begun: Point, from: Point, to: Point): void {
    const inAll = minus(to, begun);
    if (!this.#dragging && Math.hypot(inAll.x, inAll.y) < SLOP_PX) return;
    this.#dragging = true;
    this.moves.ondrag(minus(to, from), inAll);
  }

  #pinch(other: Point, from: Point, to: Point): void {
    const factor = distance(other, to) / Math.max(1, distance(other, from));
    const by = { x: (to.x - from.x) / 2, y: (to.y - from.y) / 2 };
    this.moves.onpinch(factor, { x: (other.x + to.x) / 2, y: (other.y + to.y) / 2 }, by);
  }

  #count(at: Point, when: number): void {
    const last = this.#pressed;
    const isSecond = last !== null && when - last.when < DOUBLE_MS && distance(last.at, at) < DOUBLE_PX;
    this.#pressed = isSecond ? null : { at, when };
    if (isSecond) this.moves.ondouble(at);
  }
}

const minus = (a: Point, b: Point): Point => ({ x: a.x - b.x, y: a.y - b.y });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
