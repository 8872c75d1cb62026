// A small Vite plugin: turns docs/guide.md into a page of its own, `guide/index.html`, which the
// app shows offline.
//
// Pictures are copied beside it, and it has no script. Its Markdown is that of `marked`, with an id
// for each heading.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Marked } from 'marked';
import type { Plugin } from 'vite';

const PICTURE = /\]\((screenshots\/[^)]+)\)/g;

export function guide(): Plugin {
  let docs = '';
  return {
    name: 'flatchat-guide',
    apply: 'build',
    configResolved(config) {
      docs = join(config.root, '../docs');
    },
    generateBundle() {
      const markdown = readFileSync(join(docs, 'guide.md'), 'utf8');
      const styles = ['../src/styles/tokens.css', 'guide.css'];
      const style = styles.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');
      this.emitFile({ type: 'asset', fileName: 'guide/index.html', source: page(markdown) });
      this.emitFile({ type: 'asset', fileName: 'guide/guide.css', source: style });
      for (const [, picture] of markdown.matchAll(PICTURE)) {
        if (!picture) continue;
        const source = readFileSync(join(docs, picture));
        this.emitFile({ type: 'asset', fileName: `guide/${basename(picture)}`, source });
      }
    },
  };
}

export function page(markdown: string): string {
  const body = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
    },
  }).parse(
    markdown.replace(PICTURE, (_, picture: string) => `](${basename(picture)})`),
    { async: false },
  );
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Flatchat: the guide</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <link rel="stylesheet" href="guide.css" />
  </head>
  <body>
    <main>${body}</main>
  </body>
</html>
`;
}

/** The id of a heading, as GitHub makes it, so that one link works in both places. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replace(/ /g, '-');
}
