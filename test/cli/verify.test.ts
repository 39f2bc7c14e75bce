import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  expect(stdout).toMatch(/^ +risk [\d.]+, made of:\n +mutation +15 of 15 +Not measured/m);
  expect(stdout).toMatch(/^broken {2}cannot be read\n +✗ \.toolwright\/capabilities\/broken\//m);
  expect(stdout).toMatch(/^3 capabilities: 1 may run, 1 may not run, 1 broken\n$/m);
  expect(stderr).toBe('');
});

test('verify passes what may run, by name and by path, once, and says when that was found', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const first = await toolwright(['verify', 'shout', '--verbose', ...runner], { cwd });
  expect(first).toMatchObject({ code: 0, stdout: expect.not.stringContaining('as verified at') });
  expect(first.stderr).toContain('toolwright: shout: STANDARD: examples\n');
  const again = await toolwright(['verify', './.toolwright/capabilities/shout/', 'shout', ...runner], { cwd });
  expect(again.code).toBe(0);
  expect(again.stdout.match(/^shout 1\.0\.0 .* as verified at \d{4}-\d\d-\d\d \d\d:\d\d UTC$/gm)).toHaveLength(1);
});

test('verify judges a capability that lies elsewhere, and keeps nothing of it', async () => {
  const elsewhere = capabilityWorkspace(['shout', 'evil']);
  const folder = (name: string) => join(elsewhere, '.toolwright/capabilities', name);
  const cwd = capabilityWorkspace([]);
  // The name is the one in its package.json, whatever the folder is called.
  for (const name of ['shout', 'evil']) renameSync(folder(name), join(cwd, `a-${name}`));
  const good = await toolwright(['verify', './a-shout/index.ts', ...runner], { cwd });
  expect(good.code).toBe(0);
  expect(good.stdout).toMatch(
    /^shout 1\.0\.0 {2}approve[\s\S]*^ {2}would be admitted: .* its evidence is not kept\.$/m,
  );
  const bad = await toolwright(['verify', './a-evil', '--sarif', ...runner], { cwd });
  expect(bad.code).toBe(1);
  expect(JSON.parse(bad.stdout).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
    'a-evil/index.ts',
  );
  expect(existsSync(join(cwd, '.toolwright'))).toBe(false);
});

test('verify --sarif places findings in the repository', async () => {
  const cwd = capabilityWorkspace(['shout', 'evil']);
  const { code, stderr } = await toolwright(['verify', '--sarif', '--output', 'out/found.sarif', ...runner], { cwd });
  expect(code).toBe(1);
  expect(stderr).toContain('toolwright: Made the folder out.\n');
  const log = JSON.parse(readFileSync(join(cwd, 'out/found.sarif'), 'utf8'));
  expect(log.runs).toHaveLength(1);
  expect(log.runs[0].results[0].locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: '.toolwright/capabilities/evil/index.ts' },
    region: { startLine: 1 },
  });
});

test('documents tell what is wrong with packages that cannot be read', async () => {
  const cwd = capabilityWorkspace(['broken']);
  const document = async (format: string) => {
    const { code, stdout } = await toolwright(['verify', '--format', format, ...runner], { cwd });
    expect(code).toBe(1);
    return stdout;
  };
  expect(JSON.parse(await document('json'))).toMatchObject({
    name: 'broken',
    standing: 'broken',
    problems: [{}, {}, {}],
  });
  expect(await document('markdown')).toMatch(/^# Verification of broken\n\n\*\*Not verified\*\*/);
  const { version, runs } = JSON.parse(await document('sarif'));
  expect(version).toBe('2.1.0');
  expect(runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toMatch(
    /^\.toolwright\/capabilities\/broken\//,
  );
});

test('verify tells evidence that does not admit from evidence that does', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const low = await toolwright(['verify', '--level', 'BASIC', ...runner], { cwd });
  expect(low.code).toBe(3);
  expect(low.stdout).toMatch(/may not run yet: It was verified up to BASIC only/);
});

test('what waits for a person runs when one has approved it', async () => {
  const cwd = capabilityWorkspace(['shout']);
  writeFileSync(join(cwd, '.toolwright/policy.json'), '{ "approvePerson": ["hand"] }');
  const waiting = await toolwright(['verify', '--json', ...runner], { cwd });
  expect(waiting.code).toBe(3);
  expect(waiting.stderr).toMatch(/shout waits for a person/);
  expect(JSON.parse(waiting.stdout)).toMatchObject({ decision: { needsPerson: true } });
  const why = ['--person', 'Ada', '--reason', 'I have read its one line'];
  const approved = await toolwright(['approve', 'shout', ...why], { cwd });
  expect(approved).toMatchObject({ code: 0, stdout: expect.stringMatching(/^shout may run: .* approved by Ada/) });
  expect(await toolwright(['approve', 'shout', ...why], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('does not wait for an approval'),
  });
});

test('a Node.js that is not there is no reason to take a weaker sandbox', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const { code, stderr } = await toolwright(['verify', '--node', './none'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('There is no Node.js at ./none.');
});

test('a policy that cannot be used ends verify and mcp with 2, and nothing is judged by other rules', async () => {
  // It says so, too, where there is no capability that could.
  const cwd = capabilityWorkspace(['broken']);
  writeFileSync(join(cwd, '.toolwright/policy.json'), '{ "risk": { "reject": "0" } }');
  for (const command of ['verify', 'mcp']) {
    const { code, stdout, stderr } = await toolwright([command, ...runner], { cwd });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/The policy cannot be used: risk\.reject/);
  }
});

test('verify --print-policy prints a policy that can be kept', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const { code, stdout } = await toolwright(['verify', '--print-policy'], { cwd });
  expect(code).toBe(0);
  writeFileSync(join(cwd, '.toolwright/policy.json'), stdout);
  expect((await toolwright(['verify', '--print-policy'], { cwd })).stdout).toBe(stdout);
  expect(JSON.parse(stdout)).toMatchObject({ admitFrom: 'STANDARD', risk: { reject: 80 } });
});

test('a path that is not there names no capability', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const { code, stderr } = await toolwright(['verify', './.toolwright/capabilities/shout/none', ...runner], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('There is no file or folder ./.toolwright/capabilities/shout/none.');
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
  [['verify', './.toolwright/capabilities/none'], /There is no file or folder/],
  [['verify', '--level', 'MAXIMAL'], /--level/],
  [['verify', '--sarif', '--json'], /Only one format/],
])('%j is refused in words', async (args, says) => {
  const { code, stdout, stderr } = await toolwright(args, { cwd: tidy() });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^ +at /m);
});
