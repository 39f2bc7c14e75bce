import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/host/suite/**', 'test/e2e/**', 'test/fixtures/**'],
    testTimeout: 60_000,
  },
});
