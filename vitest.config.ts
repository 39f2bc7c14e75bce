import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that start browsers, sandboxes and processes: a long one that comes last would keep one worker while the others idle. */
const slow = ['test/webview/', 'test/capability/sandbox/', 'test/engine/', 'test/cli/', 'test/capability/'];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const path = relative(import.meta.dirname, moduleId).replaceAll('\\', '/');
      const at = slow.findIndex((folder) => path.startsWith(folder));
      return at === -1 ? slow.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/host/suite/**', 'test/e2e/**', 'test/fixtures/**'],
    // Vitest's own choice, one less than there are cores, leaves a machine with two of them half idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    sequence: { sequencer: SlowFirst },
    testTimeout: 60_000,
  },
});
