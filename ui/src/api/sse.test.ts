// The parser gives the same frames wherever the network cuts the stream.
import { describe, expect, it } from 'vitest';
import { SseParser, type Frame } from './sse';

function parse(...pieces: string[]): Frame[] {
  const frames: Frame[] = [];
  const parser = new SseParser((frame) => frames.push(frame));
  for (const piece of pieces) parser.feed(piece);
  return frames;
}

const WIRE = ': beat\n\nevent: entry\nid: 12-ab\ndata: {"text":"a: b"}\n\nevent: people\ndata: {}\n\n';
const FRAMES: Frame[] = [
  { event: 'entry', id: '12-ab', data: '{"text":"a: b"}' },
  { event: 'people', id: null, data: '{}' },
];

describe('the parser of event streams', () => {
  it('reads names, ids and data, and ignores comments', () => {
    expect(parse(WIRE)).toEqual(FRAMES);
  });

  it('gives the same frames wherever the text is cut', () => {
    for (let cut = 0; cut <= WIRE.length; cut++) {
      expect(parse(WIRE.slice(0, cut), WIRE.slice(cut))).toEqual(FRAMES);
    }
    expect(parse(...WIRE)).toEqual(FRAMES);
  });

  it('takes CR LF and CR for line ends, also when a piece ends between the two', () => {
    expect(parse(...WIRE.replaceAll('\n', '\r\n'))).toEqual(FRAMES);
    expect(parse(WIRE.replaceAll('\n', '\r') + ':')).toEqual(FRAMES);
  });

  it('joins several data lines with line breaks', () => {
    expect(parse('data: one\ndata:two\ndata\n\n')).toEqual([
      { event: 'message', id: null, data: 'one\ntwo\n' },
    ]);
  });

  it('strips one space after the colon and no more', () => {
    expect(parse('data:  x \n\n')[0]?.data).toBe(' x ');
  });

  it('does not carry an id over to the next frame', () => {
    expect(parse('id: 1-a\ndata: x\n\ndata: y\n\n').map((frame) => frame.id)).toEqual(['1-a', null]);
  });

  it('does not give an unfinished frame', () => {
    expect(parse('event: entry\ndata: {}\n')).toEqual([]);
  });

  it('reads characters whose bytes arrive in two pieces', () => {
    const bytes = new TextEncoder().encode('data: grüße 🐈\n\n');
    for (let cut = 0; cut <= bytes.length; cut++) {
      const decoder = new TextDecoder();
      const pieces = [bytes.slice(0, cut), bytes.slice(cut)].map((piece) =>
        decoder.decode(piece, { stream: true }),
      );
      expect(parse(...pieces)[0]?.data).toBe('grüße 🐈');
    }
  });
});
