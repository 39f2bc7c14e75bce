import { defineConfig } from 'vitest/config';
import { builtWorkers } from '../support/builtWorkers.ts';

// One editor at a time: each needs a core, and a wait that is long enough for one is too short for two.
export default defineConfig({
  define: { ...builtWorkers },
  test: {
    include: ['test/e2e/**/*.spec.ts'],
    fileParallelism: false,
    globalSetup: 'test/e2e/installed.ts',
    // Waits have limits of their own: a test of many of them takes most of a minute on a busy machine.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is clicked is sometimes not there yet, or gone, where nobody watches and other tests have the processors.
    retry: process.env.CI === undefined ? 0 : 1,
    expect: { poll: { timeout: 15_000 } },
  },
});
