// How the tests run: one configuration for all of them, made for two cores.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/tripwire.ts', 'test/support/properties.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    unstubEnvs: true,
    coverage: {
      provider: 'v8',
      include: ['core/**/*.ts', 'stores/**/*.ts', 'apps/**/*.ts'],
      reporter: ['text-summary', 'html'],
      // The core is held to its rules; elsewhere coverage is looked at, not chased.
      thresholds: { 'core/**/*.ts': { lines: 99.5, branches: 96 } },
    },
  },
});
