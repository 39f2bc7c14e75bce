import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that start browsers, sandboxes and processes: a long one that comes last would keep one worker while the others idle. */
const slow = ['test/webview/', 'test/cli/', 'test/capability/'];

/** Calls with deadlines: a worker of their own, since they would be late beside others that take all processors. */
const timed = [
  'test/capability/sandbox/**/*.test.ts',
  'test/engine/**/*.test.ts',
  'test/cli/{terminal,rollouts/fleet,rollouts/appKilled}.test.ts',
];

/** Pure functions, tested without fakes and without changes to anything that another file sees: all in one process, which loads them once. */
const pure = [
  'test/{base,graph,protocol}/**/*.test.ts',
  'test/capability/{discovery,package,router}/**/*.test.ts',
  'test/capability/synthesis/!(templates)/**/*.test.ts',
];
/** What keeps one processor busy, a file at a time, after the pure ones: beside the editor that is clicked through. */
const single = [
  'test/capability/{safety,rollout,verification}/**/*.test.ts',
  'test/capability/synthesis/templates/**/*.test.ts',
];
const excluded = ['**/node_modules/**', 'test/host/suite/**', 'test/e2e/**', 'test/fixtures/**'];

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
    testTimeout: 60_000,
    // A machine that does other things is late; what never comes still fails.
    expect: { poll: { timeout: 10_000 } },
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...excluded, ...timed, ...pure, ...single],
          // As many at once as Vitest has by itself: one less than there are processors, which leaves the timed ones theirs.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: timed,
          exclude: excluded,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          exclude: excluded,
          isolate: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'single',
          include: single,
          exclude: excluded,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
