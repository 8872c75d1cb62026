// What a paste or a drop brings, for each kind of program from which people copy.
import { describe, expect, it } from 'vitest';
import { mayHideFiles } from './hidden';
import { pastedFiles, pickOf } from './picking';

const file = (name: string) => new File(['x'], name);

/** A folder is null, and a text a string. */
function transfer(items: (File | null | string)[], text = ''): DataTransfer {
  const all = items.map((item) => ({
    webkitGetAsEntry: () => (typeof item === 'string' ? null : { isDirectory: item === null }),
    getAsFile: () => (item instanceof File ? item : null),
  }));
  return { items: all, getData: (type: string) => (type === 'text/plain' ? text : '') } as never;
}

describe('a drop', () => {
  it('brings its files, and counts its folders', () => {
    const [a, b] = [file('a'), file('b')];
    expect(pickOf(transfer([a, null, b, 'a text', null]))).toEqual({ files: [a, b], folders: 2 });
  });

  it('is read by browsers that do not know folders', () => {
    const a = file('a');
    const old = { items: [{ getAsFile: () => a }] } as never;
    expect(pickOf(old)).toEqual({ files: [a], folders: 0 });
  });
});

describe('a paste', () => {
  const names = (...given: Parameters<typeof transfer>) =>
    pastedFiles(transfer(...given))?.files.map(({ name }) => (name as string) ?? '');

  it('of a picture brings it, and so does one of files', () => {
    expect(names([file('image.png')])).toEqual(['image.png']);
    expect(names([file('a.txt'), file('b.zip')])).toEqual(['a.txt', 'b.zip']);
  });

  it('of files is known although the file manager adds their names or paths', () => {
    expect(names([file('a.txt'), 'x'], 'a.txt')).toEqual(['a.txt']);
    expect(names([file('a b')], 'file:///home/ana/a%20b')).toEqual(['a b']);
    expect(names([file('a.txt'), file('b')], 'file:///home/ana/a.txt\r\n/home/ana/b\n')).toEqual([
      'a.txt',
      'b',
    ]);
  });

  it('of text stays text, also where a program adds a picture of it', () => {
    expect(names(['hello'], 'hello')).toBeUndefined();
    expect(names(['1\t2', file('image.png')], '1\t2')).toBeUndefined();
    expect(names([file('image.png')], 'see image.png\nor not')).toBeUndefined();
  });

  it('of a folder is noticed', () => {
    expect(pastedFiles(transfer([null]))).toEqual({ files: [], folders: 1 });
  });
});

describe('a paste in a webview that hides files', () => {
  const hides = (texts: Record<string, string>) =>
    mayHideFiles({ getData: (type: string) => texts[type] ?? '' } as never);

  it('may bring a picture if it brings nothing else, and files if it brings their addresses', () => {
    expect(hides({})).toBe(true);
    expect(hides({ 'text/html': '<img src="https://example.org/a.png">' })).toBe(true);
    expect(hides({ 'text/uri-list': 'file:///home/ana/a.txt\r\nfile:///home/ana/b\r\n' })).toBe(true);
    expect(hides({ 'text/uri-list': 'file:///home/ana/a', 'text/plain': '/home/ana/a' })).toBe(true);
  });

  it('of words or links stays text', () => {
    expect(hides({ 'text/plain': 'hello' })).toBe(false);
    expect(hides({ 'text/plain': 'see file:///home/ana/a' })).toBe(false);
    expect(hides({ 'text/uri-list': 'https://example.org/', 'text/plain': 'https://example.org/' })).toBe(
      false,
    );
    expect(hides({ 'text/uri-list': 'file:///home/ana/a\r\nhttps://example.org/' })).toBe(false);
  });
});
