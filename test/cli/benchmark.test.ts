import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { type BenchmarkReport, type ComparisonReport, journalFile } from '../../src/protocol/index.ts';
import { capabilityWorkspace } from './capabilities.ts';
import { toolwright } from './toolwright.ts';

const few = ['--runner', 'isolate', '--runs', '20', '--seconds', '20'];

/** `shout`, and the same under another name. */
function withCopy(): string {
  const cwd = capabilityWorkspace(['shout']);
  const folder = join(cwd, '.toolwright/capabilities');
  cpSync(join(folder, 'shout'), join(folder, 'copy'), { recursive: true });
  const manifest = join(folder, 'copy/package.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"name":"shout"', '"name":"copy"'));
  return cwd;
}

test('benchmark tells how long calls take, keeps it, and holds the next one against it', async () => {
  const cwd = capabilityWorkspace(['shout']);
  // Of twenty runs a warm-up can leave too few to be held against others; of forty it never does.
  const enough = ['--runner', 'isolate', '--runs', '40', '--seconds', '60'];
  const first = await toolwright(['benchmark', 'shout', ...enough], { cwd });
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(
    /^shout 1\.0\.0\n {2}median +[\d.]+ [µm]?s \(([\d.]+ [µm]?s to [\d.]+ [µm]?s|too few runs for a range)\)$/m,
  );
  expect(first.stdout).toMatch(/^ {2}runs +\d+ on 5 inputs, 0 failed; /m);
  // On a busy machine runs are so much like their neighbours that few of them tell no range.
  expect(first.stdout).toMatch(
    /^ {2}p50 +[\d.]+ [µm]?s \(([\d.]+ [µm]?s (to [\d.]+ [µm]?s|or more: too few runs.*)|too few runs)\)$/m,
  );
  expect(first.stdout).toMatch(/^ {2}p99\.9 +[\d.]+ [µm]?s \(([\d.]+ [µm]?s or more: )?too few runs.*\)$/m);
  expect(first.stdout).toContain('█');
  expect(first.stdout).not.toContain('beside earlier');

  const second = await toolwright(['benchmark', 'shout', '--json', '--output', 'shout.json', ...enough], { cwd });
  expect(second).toMatchObject({ code: 0, stdout: '' });
  const report: BenchmarkReport = JSON.parse(readFileSync(join(cwd, 'shout.json'), 'utf8'));
  expect(report).toMatchObject({
    format: 1,
    name: 'shout',
    inputs: 5,
    baseline: { sameContent: true, version: '1.0.0' },
  });
  expect(report.machine.fingerprint).toMatch(/^[0-9a-f]{16}$/);
}, 180_000);

test('benchmark refuses what is not there at once, and one that fails takes nothing from the others', async () => {
  const cwd = withCopy();
  const source = 'export function run(): string {\n  throw new Error("nothing for you");\n}\n';
  writeFileSync(join(cwd, '.toolwright/capabilities/copy/index.ts'), source);
  const missing = await toolwright(['benchmark', 'shout', 'shouts', ...few], { cwd });
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('There is no capability “shouts” in this workspace.');
  const journal = new DatabaseSync(join(cwd, journalFile), { readOnly: true });
  expect(journal.prepare('SELECT name FROM benchmarks').all(), 'nothing was measured').toEqual([]);
  journal.close();

  const { code, stdout, stderr } = await toolwright(['benchmark', 'copy', 'shout', ...few], { cwd });
  expect([code, stdout]).toEqual([2, expect.stringMatching(/^shout 1\.0\.0\n/)]);
  expect(stderr).toMatch(
    /Too few calls of copy came to a value to measure anything\. Its example .*abc.* nothing for you/,
  );
}, 180_000);

test('compare ranks capabilities, checks the machine with the first, and refuses one alone or twice', async () => {
  const cwd = withCopy();
  const args = ['--runner', 'isolate', '--rounds', '31', '--margin', '100', '--seconds', '50'];
  const { code, stdout } = await toolwright(['compare', 'shout', 'copy', '--json', ...args], { cwd });
  expect(code).toBe(0);
  const report: ComparisonReport = JSON.parse(stdout);
  expect(report).toMatchObject({ sameInputs: true, margin: 1, control: { reference: 'shout' } });
  expect(report.ranking.map(({ rank }) => rank)).toEqual([1, 1]);
  const kept = new DatabaseSync(join(cwd, journalFile), { readOnly: true });
  expect(JSON.parse(String(kept.prepare('SELECT report FROM comparisons').get()?.report))).toEqual(report);
  kept.close();
  const alone = await toolwright(['compare', 'shout'], { cwd });
  expect(alone.code).toBe(2);
  expect(alone.stderr).toContain('One capability alone cannot be compared. Name another one');
  const twice = await toolwright(['compare', 'shout', 'copy', 'shout'], { cwd });
  expect(twice).toMatchObject({ code: 2, stderr: expect.stringContaining('shout is named twice. Name each once') });
}, 180_000);

test('versions that are kept are measured by NAME@VERSION, beside what is in the folder and beside each other', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const kept = join(cwd, '.toolwright/versions/shout/1.0.0');
  cpSync(join(cwd, '.toolwright/capabilities/shout'), kept, { recursive: true });
  const args = ['--runner', 'isolate', '--rounds', '31', '--margin', '100', '--seconds', '50'];
  const { code, stdout } = await toolwright(['compare', 'shout@1.0.0', 'shout', ...args], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^1 +shout@1\.0\.0 {2,}\d/m)]);
  expect(stdout).toMatch(/^1 +shout 1\.0\.0 {2,}\d/m);
  expect(stdout).toMatch(/^(shout takes as long as|Whether shout differs from) shout@1\.0\.0/m);
  expect(stdout).toContain('Control: shout@1.0.0 beside itself took');

  const measured = await toolwright(['benchmark', 'shout@1.0.0', '--json', ...few], { cwd });
  expect(JSON.parse(measured.stdout)).toMatchObject({ name: 'shout', version: '1.0.0' });

  for (const command of ['benchmark', 'verify']) {
    const missing = await toolwright([command, 'shout@9.0.0', 'shout', '--runner', 'isolate'], { cwd });
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toContain('No version 9.0.0 of shout is kept. These are: shout@1.0.0.');
  }
}, 180_000);

test('compare says where there was no time for enough calls, and does not blame the examples', async () => {
  const args = ['compare', 'shout', 'copy', '--runner', 'isolate', '--rounds', '5'];
  const { code, stderr } = await toolwright(args, { cwd: withCopy() });
  expect([code, stderr]).toEqual([2, expect.stringContaining('Each was called 5 times, 0 of which came to no value;')]);
  expect(stderr).toContain('Give it more time with --seconds, and more calls with --rounds');
}, 60_000);
