// A small parser of event streams (WHATWG HTML, "Server-sent events"), fed with text in any pieces.
// The HTTP stream and the window's channel use it. `retry:` is ignored: the connection decides
// about delays.

export type Frame = { event: string; data: string; id: string | null };

export class SseParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id: string | null = null;

  constructor(private readonly onFrame: (frame: Frame) => void) {}

  feed(text: string): void {
    this.#rest += text;
    for (;;) {
      const end = /\r\n|\n|\r/.exec(this.#rest);
      // A CR at the very end may be half of a CR LF.
      if (!end || (end[0] === '\r' && end.index === this.#rest.length - 1)) return;
      const line = this.#rest.slice(0, end.index);
      this.#rest = this.#rest.slice(end.index + end[0].length);
      this.#take(line);
    }
  }

  #take(line: string): void {
    if (line === '') return this.#dispatch();
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }

  #dispatch(): void {
    const frame = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.#id };
    const empty = this.#data.length === 0;
    this.#event = '';
    this.#data = [];
    this.#id = null;
    if (!empty) this.onFrame(frame);
  }
}
