// A small Vite plugin: writes a `.gz` beside each text file of the build, so that the server only
// has to send it. (Over plain http, browsers do not accept brotli.) Zopfli takes seconds for it,
// but what it writes is 4 % smaller than what zlib does.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipAsync } from '@gfx/zopfli';
import type { Plugin } from 'vite';

const TEXT = /\.(html|js|css|svg|json|webmanifest|txt)$/;

/** What every page waits for. Zopfli finds some bytes more there if it looks for longer. */
const FIRST = /(^|\/)(index|early)[^/]*$/;

export function precompress(): Plugin {
  let outDir = '';
  return {
    name: 'flatchat-precompress',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    async closeBundle() {
      for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
        if (!TEXT.test(file)) continue;
        const path = join(outDir, file);
        const numiterations = FIRST.test(file) ? 60 : 5;
        writeFileSync(`${path}.gz`, await gzipAsync(readFileSync(path), { numiterations }));
      }
    },
  };
}
