import { defineConfig } from 'vitest/config';
import { builtWorkers } from './test/support/builtWorkers.ts';

/** Calls with deadlines: a worker of their own, since they would be late beside others that take all processors. scripts/test.ts lets what has none give way to them. */
const timed = [
  'test/capability/sandbox/**/*.test.ts',
  'test/engine/**/*.test.ts',
  'test/cli/{terminal,rollouts/fleet,rollouts/appKilled}.test.ts',
];

/** What keeps one processor busy, a file at a time, beside the editor that is clicked through. */
const pure = [
  'test/{base,graph,protocol}/**/*.test.ts',
  'test/capability/{discovery,package,router,safety,rollout,verification,synthesis}/**/*.test.ts',
];
/** Those of the editor's side put an editor of their own in the place of the real one, each another. */
const faked = ['test/host/**/*.test.ts'];
/** Built panels in a browser, and the built command line in processes of its own. */
const webview = ['test/webview/**/*.test.ts'];
const cli = ['test/cli/**/*.test.ts'];
const excluded = ['**/node_modules/**', 'test/host/suite/**', 'test/e2e/**', 'test/fixtures/**'];

export default defineConfig({
  define: { ...builtWorkers },
  test: {
    testTimeout: 60_000,
    // Hooks do what tests do: they open sessions and verify.
    hookTimeout: 60_000,
    // The names that a CommonJS module gives are taken as Node has them: asking for each anew makes the compiler half as fast.
    deps: { interopDefault: false },
    // What no file changes for the next one is loaded once.
    isolate: false,
    // A machine that does other things is late; what never comes still fails.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...excluded, ...timed, ...pure, ...faked, ...webview, ...cli],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faked',
          include: faked,
          exclude: excluded,
          isolate: true,
          // As many at once as Vitest has by itself: one less than there are processors, which leaves the timed ones theirs.
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'webview',
          include: webview,
          exclude: excluded,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'cli',
          include: cli,
          exclude: [...excluded, ...timed],
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'timed',
          include: timed,
          exclude: excluded,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pure',
          include: pure,
          exclude: excluded,
          maxWorkers: 1,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
