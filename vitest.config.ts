// How the tests run: one configuration for all of them, made for two cores.
import { defineConfig } from 'vitest/config';

const PURE = ['test/core/**/*.test.ts', 'test/stores/**/*.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/support/tripwire.ts', 'test/support/properties.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    unstubEnvs: true,
    projects: [
      // Core and stores keep nothing between tests, so their files share a process each worker instead of starting one per file.
      { extends: true, test: { name: 'pure', include: PURE, isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: PURE } },
    ],
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts', 'stores/**/*.ts', 'apps/**/*.ts'],
      reporter: ['text-summary', 'html'],
      // The core is held to its rules; elsewhere coverage is looked at, not chased.
      thresholds: { 'core/**/*.ts': { lines: 100, branches: 100 } },
    },
  },
});
