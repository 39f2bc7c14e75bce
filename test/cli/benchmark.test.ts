import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { type BenchmarkReport, type ComparisonReport, journalFile } from '../../src/protocol/index.ts';
import { capabilityWorkspace } from './capabilities.ts';
import { toolwright } from './toolwright.ts';

const few = ['--runner', 'isolate', '--runs', '12', '--seconds', '20'];

test('benchmark tells how long calls take, keeps it, and holds the next one against it', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const first = await toolwright(['benchmark', 'shout', ...few], { cwd });
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^shout 1\.0\.0\n {2}median +[\d.]+ [µm]s \([\d.]+ [µm]s to [\d.]+ [µm]s\)$/m);
  expect(first.stdout).toMatch(/^ {2}runs +\d+ on 5 inputs, 0 failed; /m);
  expect(first.stdout).toMatch(/^ {2}percentiles +p50 .*, p90 .*, p95 .*, p99 .*, p99\.9 /m);
  expect(first.stdout).toContain('█');
  expect(first.stdout).not.toContain('beside earlier');

  const second = await toolwright(['benchmark', 'shout', '--json', '--output', 'shout.json', ...few], { cwd });
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

test('compare ranks capabilities, checks the machine with the first, and refuses one alone', async () => {
  const cwd = capabilityWorkspace(['shout']);
  const args = ['--runner', 'isolate', '--rounds', '31', '--margin', '100', '--seconds', '50'];
  const { code, stdout } = await toolwright(['compare', 'shout', 'shout', '--json', ...args], { cwd });
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
}, 180_000);
