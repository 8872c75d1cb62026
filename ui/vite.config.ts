// How the page is built and tested. One bundle serves the host's window and the guests' browsers.
import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { early } from './build/early';
import { emoji } from './build/emoji';
import { guide } from './build/guide';
import { precompress } from './build/precompress';
import { viewer } from './build/viewer';

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), early(), emoji(), guide(), viewer(), precompress()],
  // Relative addresses: a proxy may serve the room below a path of its own.
  base: './',
  // Otherwise Vitest would take Svelte's server build, which has no effects.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  build: {
    // Browsers of 2021. Older ones are led to the simple page (public/early.js).
    target: ['chrome92', 'edge92', 'firefox91', 'safari15'],
    // The page's content security policy allows no inline script, and `data:` only for images.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // It makes the first load 2.7 KB smaller than esbuild does.
    minify: 'terser',
    // Together these make it 435 bytes smaller.
    terserOptions: { ecma: 2020, compress: { passes: 3 } },
    reportCompressedSize: true,
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
  },
  test: {
    environment: 'jsdom',
    // Vitest would leave one processor free, which is half of two.
    maxWorkers: availableParallelism(),
    include: ['src/**/*.test.ts', 'build/**/*.test.ts'],
  },
}));
