// A small Vite plugin: makes the first paint of the page quick.
//
// The styles of the first paint (src/styles/early.css) become a file of their own, which is all
// that the paint waits for. Those of the components come with the script, behind the form in
// index.html. public/early.js gets the words of that form in all languages.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join as path } from 'node:path';
import type { Plugin } from 'vite';
import type { GuestTable } from '../src/strings/words';

const LINK = 'href="/src/styles/early.css"';
const STYLES = /\s*<link rel="stylesheet" crossorigin href="[^"]+">/;
const COMMENTS = /\s*<!--[^]*?-->/g;
const IMPORT = /@import '\.\/([\w-]+\.css)';/g;
const WORDS = 'var words = {};';

/** The words of the form, by the selectors of their places, and the direction of the script. */
type Words = Record<'h1' | 'label' | '.primary' | '.opening', string> & { dir: 'ltr' | 'rtl' };

export function early(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'flatchat-early',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = path(root, config.build.outDir);
    },
    async buildStart() {
      this.emitFile({ type: 'asset', name: 'early.css', source: await styles(path(root, 'src/styles')) });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => /\/early-[^/]+\.css$/.test(name));
        return withLateStyles(html).replace(LINK, `href="./${file}"`).replace(COMMENTS, '');
      },
    },
    async writeBundle() {
      const script = withWords(readFileSync(path(root, 'public/early.js'), 'utf8'), await allWords(root));
      writeFileSync(path(outDir, 'early.js'), await small(script, 'js'));
    },
  };
}

/** The styles of the first paint, in one text. */
async function styles(folder: string): Promise<string> {
  const all = readFileSync(path(folder, 'early.css'), 'utf8');
  const whole = all.replace(IMPORT, (_, file: string) => readFileSync(path(folder, file), 'utf8'));
  return small(whole, 'css');
}

/** Moves the styles of the components behind the form. */
export function withLateStyles(html: string): string {
  const [link] = STYLES.exec(html) ?? [];
  if (!link) throw new Error('the page has no styles of components');
  return html.replace(link, '').replace(/\n?\s*<\/body>/, `\n    ${link.trim()}\n  </body>`);
}

/** Puts the words into public/early.js. */
export function withWords(script: string, words: Record<string, Words>): string {
  if (!script.includes(WORDS)) throw new Error('early.js has no place for words');
  return script.replace(WORDS, () => `var words = ${JSON.stringify(words)};`);
}

/** The words of the form in each language but English, whose words index.html has. */
async function allWords(root: string): Promise<Record<string, Words>> {
  const folder = path(root, 'src/strings');
  const { rightToLeft } = await load<{ rightToLeft: readonly string[] }>(path(folder, 'languages.ts'));
  const codes = readdirSync(folder).filter((name) => existsSync(path(folder, name, 'guest.ts')));
  const words: Record<string, Words> = {};
  for (const code of codes.filter((code) => code !== 'pseudo')) {
    const { table } = await load<{ table: GuestTable }>(path(folder, code, 'guest.ts'));
    words[code] = wordsOf(table, rightToLeft.includes(code) ? 'rtl' : 'ltr');
  }
  return words;
}

export function wordsOf({ page }: Pick<GuestTable, 'page'>, dir: Words['dir']): Words {
  const { greeting, name, join } = page.door;
  return { h1: greeting.title, label: name, '.primary': join, '.opening': page.loading, dir };
}

async function load<T>(file: string): Promise<T> {
  const { runnerImport } = await import('vite');
  return (await runnerImport<T>(file, { configFile: false, logLevel: 'warn' })).module;
}

async function small(text: string, loader: 'css' | 'js'): Promise<string> {
  const { transformWithEsbuild } = await import('vite');
  const target = loader === 'js' ? 'es5' : ['chrome92', 'edge92', 'firefox91', 'safari15'];
  const { code } = await transformWithEsbuild(text, `early.${loader}`, {
    loader,
    minify: true,
    target,
    charset: 'utf8',
    ...(loader === 'js' && { format: 'iife' as const }),
  });
  return code;
}
