// Where the reader is in the list. It stays at the bottom if the reader was there; otherwise the
// reader's place is kept while rows, banners and sizes change.
import type { Log } from '../../state/log.svelte';
import { placeOf, returnTo, type Place } from './scroll';

const NEAR_END_PX = 60;
const LOAD_WITHIN_PX = 900;

/** The element that scrolls, and the one in it that holds the rows. */
type List = { scroller: HTMLElement; content: HTMLElement };

/** Where a reader further up is. The page may be built anew, in another language. */
let here: Place | null = null;

export class Position {
  /** Whether the newest message is more than a screen away. */
  far = $state(false);

  #list: List | null = null;
  #place: Place | null = null;
  /** The sizes when the position was settled last. */
  #settled = '';
  /** The last place of the list's upper edge. */
  #edge = 0;

  constructor(
    private readonly log: Log,
    private readonly hasRows: () => boolean,
  ) {}

  /** Watches the sizes of the list; returns a function that ends this. */
  attach(scroller: HTMLElement, content: HTMLElement): () => void {
    this.#list = { scroller, content };
    this.#edge = edgeOf(scroller);
    const same = here && content.querySelector(`[data-entry="${here.element.getAttribute('data-entry')}"]`);
    this.#place = here && same && { element: same, top: here.top };
    const watcher = new ResizeObserver(() => {
      this.#stay();
      this.settle();
    });
    watcher.observe(scroller);
    watcher.observe(content);
    return () => watcher.disconnect();
  }

  /** Keeps the reader's place in mind before rows change. */
  keep(): void {
    if (this.#list === null || this.log.following) return;
    this.#place = placeOf(this.#list.scroller, this.#list.content);
  }

  /** Goes to the bottom, or to the place that was kept, after rows or sizes have changed. */
  settle(): void {
    if (this.#list === null) return;
    const { scroller } = this.#list;
    if (this.log.following) scroller.scrollTop = scroller.scrollHeight;
    else if (this.#place) returnTo(this.#place, scroller);
    this.#place = null;
    this.#settled = sizesOf(this.#list);
    this.check();
  }

  /** If sizes have changed since, it was not the reader who scrolled. */
  scrolled(): void {
    if (this.#list && sizesOf(this.#list) === this.#settled) this.check();
    else this.settle();
  }

  /** Finds out where the reader is now, and loads what that place needs. */
  check(): void {
    if (this.#list === null) return;
    const { log } = this;
    const { scrollTop, scrollHeight, clientHeight } = this.#list.scroller;
    const below = scrollHeight - scrollTop - clientHeight;
    if (log.atEnd && below < NEAR_END_PX) log.follow();
    else log.unfollow();
    here = log.following ? null : placeOf(this.#list.scroller, this.#list.content);
    this.far = !log.atEnd || (this.hasRows() && below > clientHeight);
    if (log.failed || !log.loaded) return;
    if (scrollTop < LOAD_WITHIN_PX) void log.loadOlder();
    else if (below < LOAD_WITHIN_PX) void log.loadNewer();
  }

  /** A banner above may move the list's edge, but not the text that is being read or pressed. */
  #stay(): void {
    if (this.#list === null) return;
    const { scroller } = this.#list;
    const edge = edgeOf(scroller);
    if (!this.log.following) scroller.scrollTop += edge - this.#edge;
    this.#edge = edge;
  }
}

const edgeOf = (scroller: HTMLElement) => scroller.getBoundingClientRect().top;

const sizesOf = ({ scroller }: List) => `${scroller.scrollHeight} ${scroller.clientHeight}`;
