import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { journalSource } from '#capability/rollout';
import { openJournal } from '#journal';
import type { RequestOutcome, RolloutVariant } from '#protocol';

const observed = { rollout: 'r-1', capability: 'dates', stable: '1.0.0', candidate: '2.0.0', since: 0 };

function journal() {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-journal-source-'));
  const opened = openJournal({ file: join(folder, 'journal.db') });
  onTestFinished(() => {
    opened.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = (
    user: string,
    kind: RequestOutcome['kind'],
    variant: RolloutVariant | undefined,
    rollout = observed.rollout,
  ) => {
    const outcome = {
      kind,
      name: 'dates',
      version: '2.0.0',
      reason: 'for a test',
      guesses: [],
    } as unknown as RequestOutcome;
    const mark = { id: rollout, stage: 'canary', ...(variant === undefined ? {} : { variant }) };
    return opened.recordRequest({ text: 'dates', user: { id: user }, origin: 'editor' }, outcome, 12, mark);
  };
  return { opened, ask };
}

test('the journal tells each request and opinion of a rollout once, and what is no version’s fault not at all', async () => {
  const { opened, ask } = journal();
  const source = journalSource(opened, observed);
  // Nobody has asked yet: that is known, and nothing is wrong with the source.
  expect(await source.read(undefined)).toMatchObject({ state: { kind: 'fresh' }, observations: [], notes: [] });
  const first = await ask('ada', 'served', 'candidate');
  await ask('bob', 'timeout', 'stable');
  await ask('eve', 'error', 'candidate');
  await ask('eve', 'served', 'fallback');
  await ask('eve', 'low_confidence', 'candidate');
  await ask('eve', 'served', undefined);
  await ask('eve', 'served', 'candidate', 'another');
  const reading = await source.read(undefined);
  const at = expect.any(Number);
  expect(reading).toMatchObject({ state: { kind: 'fresh' }, more: false });
  expect(reading.observations).toEqual([
    { kind: 'request', stage: 'canary', request: { user: 'ada', arm: 'candidate', failed: false, ms: 12, at } },
    { kind: 'request', stage: 'canary', request: { user: 'bob', arm: 'control', failed: true, ms: 12, at } },
    { kind: 'request', stage: 'canary', request: { user: 'eve', arm: 'candidate', failed: true, ms: 12, at } },
  ]);
  opened.recordFeedback({ name: 'dates', request: first.id, person: 'ada', rating: 'bad' });
  const cursor = JSON.parse(JSON.stringify(reading.cursor));
  const next = await source.read(cursor);
  expect(next.observations).toEqual([{ kind: 'opinion', opinion: { user: 'ada', arm: 'candidate', good: false, at } }]);
  // A second opinion on the same answer counts no more than in an app.
  opened.recordFeedback({ name: 'dates', request: first.id, person: 'ada', rating: 'good' });
  expect((await source.read(next.cursor)).observations).toEqual([]);
});

test('a journal that cannot be read is told, and nothing is passed over', async () => {
  const { opened, ask } = journal();
  await ask('ada', 'served', 'candidate');
  const source = journalSource(opened, observed);
  opened.close();
  const reading = await source.read({ request: 0, opinion: 0 });
  expect(reading).toMatchObject({
    state: { kind: 'unreachable', reason: expect.stringContaining('The journal cannot be read') },
    cursor: { request: 0, opinion: 0 },
  });
});
