import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root, runNode } from '../../scripts/process.ts';
import { atLeastOneFailed, failureLine } from '../../scripts/tally.ts';
import { counted } from '../../scripts/vitest.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

test('every failed test, and every file that fails as a whole, is one line', async () => {
  const cwd = temporaryWorkspace({
    'vitest.config.mjs': 'export default { test: { globals: true } };',
    'sum.test.js':
      "describe('sums', () => { test('are right', () => expect(1).toBe(2)); test('are', () => {}); test.skip('not', () => {}); });",
    'broken.test.js': "throw new Error('no such table\\nat line 3');",
    'none.test.js': "test('passes', () => {});",
  });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', '--root', cwd, '--reporter=json', '--outputFile=results.json'];
  const { code } = await runNode(args, { cwd });
  expect(code).toBe(1);
  const tally = counted(JSON.parse(readFileSync(join(cwd, 'results.json'), 'utf8')), cwd);
  expect(tally).toMatchObject({ passed: 2, failed: 1, skipped: 1 });
  expect(tally.failures.toSorted()).toEqual([
    expect.stringMatching(/^broken\.test\.js: (Error: )?no such table$/),
    expect.stringMatching(/^sum\.test\.js > sums > are right: AssertionError: expected 1 to be 2\b.*$/),
  ]);
});

test('a message is cut to its first line, without colours', () => {
  expect(failureLine('a > b', '\u001b[31mred\u001b[39m\nsecond')).toBe('a > b: red');
  expect(failureLine('a > b')).toBe('a > b');
});

test('a part that ended badly without a failed test says so', () => {
  const none = { passed: 3, failed: 0, skipped: 0, failures: [] };
  expect(atLeastOneFailed(none, 'it ended')).toEqual({ ...none, failed: 1, failures: ['it ended'] });
  const one = { ...none, failed: 1, failures: ['a'] };
  expect(atLeastOneFailed(one, 'it ended')).toEqual(one);
});
