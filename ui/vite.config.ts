import { fileURLToPath } from 'node:url';

import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

import { manual } from './build/manual';

const source = (folder: string) => fileURLToPath(new URL(`./src/${folder}`, import.meta.url));

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), manual()],
  // The oldest web view that the program accepts: WebView2 109 on Windows.
  build: { target: 'chrome109', cssTarget: 'chrome109', assetsInlineLimit: 0 },
  resolve: {
    alias: { $lib: source('lib'), $screens: source('screens') },
    // Under vitest the browser's half of Svelte is what is tested.
    ...(mode === 'test' ? { conditions: ['browser'] } : {}),
  },
  // The manual and its pictures stand outside this folder.
  server: { fs: { allow: ['..'] } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/lib/testing/setup.ts'],
    testTimeout: 30_000,
  },
}));
