// A small Vite plugin: makes `viewer/index.html`, the page of an exported room, with its script and
// its styles in it.
//
// The page's policy allows exactly these two scripts and this style, and no script can make HTML of
// text. The room's export (`export` in core) puts the entries in place of `<!--entries-->`, and the
// host's language in place of what stands in braces.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Runs before the first paint, which may be long before the last of many entries is there. */
const THEME =
  "document.documentElement.dataset.theme=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light'";

export function viewer(): Plugin {
  let root = '';
  return {
    name: 'flatchat-viewer',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    async generateBundle() {
      const { script, style } = await bundle(root);
      this.emitFile({ type: 'asset', fileName: 'viewer/index.html', source: page(script, style) });
    },
  };
}

/** The script and the style of src/viewer. */
export async function bundle(root: string): Promise<{ script: string; style: string }> {
  // Tests of this file's page run where the bundler cannot.
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      target: ['es2020', 'safari14'],
      write: false,
      lib: { entry: join(root, 'src/viewer/main.ts'), formats: ['iife'], name: 'viewer' },
    },
  });
  const files = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  let [script, style] = ['', ''];
  for (const file of files) {
    if (file.type === 'chunk') script += file.code;
    else if (file.fileName.endsWith('.css')) style += String(file.source);
  }
  return { script: script.trim(), style: style.trim() };
}

export function page(script: string, style: string): string {
  if (/<\/(script|style)|<!--/i.test(script + style)) throw new Error('the viewer would end its own element');
  const policy = [
    "default-src 'none'",
    `script-src ${hash(THEME)} ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return `<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Flatchat</title>
<script>${THEME}</script>
<style>${style}</style>
</head>
<body>
<noscript><p>{needs-script}</p></noscript>
<!--entries-->
<script>${script}</script>
</body>
</html>
`;
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
