// How the core's tests run against mutants: thousands of times, so each with few random histories.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['test/support/properties.ts'],
    include: ['test/core/**/*.test.ts'],
    // One looks at the histories, not at the core; the others look at words.
    exclude: ['test/core/invariants/reach.test.ts', 'test/core/{phrases,views}/**'],
    env: { FC_RUNS: '15' },
    testTimeout: 30_000,
    isolate: false,
  },
});
