import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession } from '#engine/local';
import type { CapabilitySession } from '#protocol';
import { starterOf } from '../../../src/host/capabilities/starter.ts';

let root: string;
let session: CapabilitySession;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'toolwright-starter-'));
  session = await createCapabilitySession({ root, runner: 'isolate', logger: silentLogger });
});
afterEach(async () => {
  await session.dispose();
  rmSync(root, { recursive: true, force: true });
});

test('a new capability is rejected until it is written, for no other reason, and says what to do', {
  timeout: 60_000,
}, async () => {
  await session.create(starterOf('tidy-lines', 'Tidy the lines', new Date(0)));
  const report = await session.verify('tidy-lines', { level: 'STANDARD' });
  expect(report.types).toEqual([]);
  expect(report.safety.findings).toEqual([]);
  expect(report.decision.verdict).toBe('reject');
  const failed = report.checks.filter(({ status }) => status === 'failed');
  expect(failed.map(({ name }) => name)).toContain('examples');
  expect(JSON.stringify(failed)).toContain(
    'This is not written yet: write run in index.ts, and replace the example in examples.json.',
  );
  expect((await session.list()).map(({ standing }) => standing)).toEqual(['rejected']);
});
