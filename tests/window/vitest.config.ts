import { defineConfig } from 'vitest/config';

// Projects by name: `vitest run main` runs main/**, and so on. One window at a time: two cores.
export default defineConfig({
  test: {
    include: ['{main,screenshots,bench}/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    globalSetup: ['harness/display.ts'],
  },
});
