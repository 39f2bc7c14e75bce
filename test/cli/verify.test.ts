import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { capabilityWorkspace } from './capabilities.ts';
import { tidy, toolwright } from './toolwright.ts';

const runner = ['--runner', 'isolate'];

test('verify tells what was checked of every capability, and fails when one may not run', async () => {
  const { code, stdout, stderr } = await toolwright(['verify', ...runner], { cwd: capabilityWorkspace() });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^evil 1\.0\.0 {2}reject/m);
  expect(stdout).toMatch(/✗ static-analysis +\d findings? that must not be there/);
  expect(stdout).toMatch(/^shout 1\.0\.0 {2}approve/m);
  expect(stdout).toMatch(/✓ examples +All 5 examples/);
  expect(stderr).toContain('toolwright: The package of broken cannot be read');
});

test('verify passes what may run, by name and by path', async () => {
  const cwd = capabilityWorkspace(['shout']);
  expect((await toolwright(['verify', 'shout', ...runner], { cwd })).code).toBe(0);
  expect((await toolwright(['verify', './.toolwright/capabilities/shout/', ...runner], { cwd })).code).toBe(0);
});

test('verify --sarif places findings in the repository', async () => {
  const cwd = capabilityWorkspace(['shout', 'evil']);
  const { code } = await toolwright(['verify', '--sarif', '--output', 'out/found.sarif', ...runner], { cwd });
  expect(code).toBe(1);
  const log = JSON.parse(readFileSync(join(cwd, 'out/found.sarif'), 'utf8'));
  expect(log.runs).toHaveLength(2);
  expect(log.runs[0].results[0].locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: '.toolwright/capabilities/evil/index.ts' },
    region: { startLine: 1 },
  });
});

test('verify --json is the report', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const { stdout } = await toolwright(['verify', 'shout', '--json', '--level', 'COMPREHENSIVE', ...runner], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'shout',
    reached: 'COMPREHENSIVE',
    decision: { verdict: 'approve' },
  });
});

test.each([
  [['verify'], /There are no capabilities in .*\.toolwright\/capabilities/],
  [['verify', 'gone'], /There is no capability “gone”/],
  [['verify', './src'], /is not the folder of a capability/],
  [['verify', '--level', 'MAXIMAL'], /--level/],
  [['verify', '--sarif', '--json'], /Only one format/],
])('%j is refused in words', async (args, says) => {
  const { code, stdout, stderr } = await toolwright(args, { cwd: tidy() });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^ +at /m);
});
