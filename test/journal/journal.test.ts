import { spawnSync } from 'node:child_process';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../../src/base/index.ts';
import { rolloutFeedback, rolloutRequests } from '../../src/journal/rolloutQueries.ts';
import type { RequestOutcome } from '../../src/protocol/index.ts';
import { journalFile, missing, open, report, request, served } from './support.ts';

describe('requests', () => {
  it('are kept with their outcome, latest first', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const journal = open({ clock: () => now });
    const first = await journal.recordRequest(request, missing, 12.5);
    now += 1000;
    const second = await journal.recordRequest(request, served('iso-dates'), 3);
    expect(first).toEqual({
      id: 1,
      at: '2026-01-01T00:00:00.000Z',
      request,
      outcome: 'missing_handler',
      reason: 'Nothing does it.',
      milliseconds: 12.5,
    });
    expect(second).toMatchObject({ id: 2, outcome: 'served', name: 'iso-dates', version: '1.0.0' });
    expect(journal.requests()).toEqual([second, first]);
  });

  it('are kept with how they were understood, or what they may have meant', async () => {
    const journal = open();
    const guesses = [{ name: 'iso-dates', title: 'Dates to ISO', intent: 'convert {text} to ISO', confidence: 0.4 }];
    const unclear = { kind: 'low_confidence', reason: 'It may mean several.', guesses } as const;
    const match = { intent: 'convert {text} to ISO', confidence: 1, slots: { text: 'the selection' } };
    const first = await journal.recordRequest(request, unclear, 1);
    const second = await journal.recordRequest(request, { ...served('iso-dates'), match } as RequestOutcome, 1);
    expect(first.guesses).toEqual(guesses);
    expect(second.match).toEqual(match);
    expect(journal.requests()).toEqual([second, first]);
  });

  it('are found by time, outcome and capability', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const journal = open({ clock: () => now });
    for (const outcome of [missing, served('a'), served('b'), missing]) {
      await journal.recordRequest(request, outcome, 1);
      now += 60_000;
    }
    const ids = (query: Parameters<typeof journal.requests>[0]) => journal.requests(query).map(({ id }) => id);
    expect(ids({ outcome: 'served' })).toEqual([3, 2]);
    expect(ids({ name: 'a' })).toEqual([2]);
    expect(ids({ since: '2026-01-01T00:02:00.000Z' })).toEqual([4, 3]);
    expect(ids({ outcome: 'missing_handler', limit: 1 })).toEqual([4]);
  });
});

describe('requests of a rollout', () => {
  const mark = { id: '2.0.0#1', stage: 'canary' };

  it('are read from where one was, with who asked and which version answered', async () => {
    const journal = open();
    await journal.recordRequest(request, served('iso-dates', '2.0.0'), 7, { ...mark, variant: 'candidate' });
    await journal.recordRequest(request, served('iso-dates'), 1);
    await journal.recordRequest(request, missing, 1, mark);
    const last = await journal.recordRequest(request, served('iso-dates'), 3, { ...mark, variant: 'stable' });
    expect(last).toMatchObject({ rollout: '2.0.0#1', stage: 'canary', variant: 'stable' });
    const all = journal.rolloutRequests('2.0.0#1', 'iso-dates');
    expect(all).toMatchObject([
      {
        id: 1,
        user: 'ann',
        groups: ['team'],
        variant: 'candidate',
        stage: 'canary',
        outcome: 'served',
        milliseconds: 7,
      },
      { id: 4, variant: 'stable' },
    ]);
    expect(journal.rolloutRequests('2.0.0#1', 'iso-dates', 1)).toEqual(all.slice(1));
    expect(journal.rolloutRequests('another', 'iso-dates')).toEqual([]);
    expect(journal.rolloutRequests('2.0.0#1', 'us-dates'), 'a flag that was copied has the same id').toEqual([]);
  });

  it('have opinions, which are those of the user whose request it was', async () => {
    const journal = open();
    const { id } = await journal.recordRequest(request, served('iso-dates'), 7, { ...mark, variant: 'candidate' });
    journal.recordFeedback({ name: 'iso-dates', request: id, person: 'bob', rating: 'bad' });
    journal.recordFeedback({ name: 'iso-dates', person: 'bob', rating: 'good' });
    expect(journal.rolloutFeedback('2.0.0#1', 'iso-dates')).toMatchObject([
      { id: 1, user: 'ann', variant: 'candidate', rating: 'bad' },
    ]);
    expect(journal.rolloutFeedback('2.0.0#1', 'iso-dates', 1)).toEqual([]);
    expect(journal.rolloutFeedback('2.0.0#1', 'us-dates')).toEqual([]);
  });
});

it('keeps decisions with who and why', () => {
  const journal = open();
  journal.decide({ kind: 'approve', subject: 'h1', person: 'Ann', reason: 'looked at it' });
  journal.decide({ kind: 'ignore', subject: 'gap-1', person: 'Bob', reason: 'not needed' });
  journal.decide({ kind: 'approve', subject: 'h2', person: 'Bob', reason: 'as Ann' });
  expect(journal.decisions({ kind: 'approve' }).map(({ subject }) => subject)).toEqual(['h2', 'h1']);
  expect(journal.decisions({ subject: 'gap-1' })).toMatchObject([{ person: 'Bob', reason: 'not needed', id: 2 }]);
});

it('keeps reports, by content and by name', async () => {
  const journal = open();
  const reports = [
    report({ asked: 'COMPREHENSIVE' }),
    report({ asked: 'BASIC' }),
    report({ hash: 'h2', version: '2.0.0' }),
    report({ hash: 'h3', name: 'other' }),
  ];
  for (const one of reports) await journal.saveReport(one);
  expect(journal.report('h1')).toEqual(reports[1]);
  expect(journal.report('h1', 'STANDARD')).toEqual(reports[0]);
  expect(journal.report('h1', 'PRODUCTION')).toBeUndefined();
  expect(journal.history('iso-dates')).toEqual([reports[2], reports[1], reports[0]]);
});

it('keeps feedback', () => {
  const journal = open();
  const given = journal.recordFeedback({ name: 'a', person: 'Ann', rating: 'good', comment: 'fast' });
  expect(journal.feedback({ name: 'a' })).toEqual([given]);
  expect(journal.feedback({ name: 'b' })).toEqual([]);
});

it('lets nothing that was recorded be changed or deleted, not even by another program', async () => {
  const file = journalFile();
  const journal = open({ file });
  await journal.recordRequest(request, missing, 1);
  journal.decide({ kind: 'approve', subject: 'h', person: 'Ann', reason: 'x' });
  await journal.saveReport(report());
  journal.recordFeedback({ name: 'a', person: 'Ann', rating: 'bad' });
  const other = new DatabaseSync(file);
  for (const table of ['requests', 'decisions', 'reports', 'feedback']) {
    expect(() => other.exec(`UPDATE ${table} SET at = ''`)).toThrow('append-only');
    expect(() => other.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    expect(() => other.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow('append-only');
  }
  other.close();
});

describe('retention', () => {
  it('bounds entries, and gives freed pages back', async () => {
    const journal = open({ retention: { entries: 50, reports: 2 }, present: () => new Set() });
    for (let index = 0; index < 450; index++)
      journal.decide({ kind: 'k', subject: `${index}`, person: 'a', reason: 'b' });
    for (let index = 0; index < 5; index++) await journal.saveReport(report({ version: `${index}.0.0` }));
    await journal.saveReport(report({ name: 'other' }));
    expect(journal.decisions({ limit: 1000 }).length).toBeLessThanOrEqual(250);
    expect(journal.prune()).toBeGreaterThan(0);
    expect(journal.decisions({ limit: 1000 }).map(({ subject }) => Number(subject))).toEqual(
      Array.from({ length: 50 }, (_, index) => 449 - index),
    );
    expect(journal.history('iso-dates').map(({ version }) => version)).toEqual(['4.0.0', '3.0.0']);
    expect(journal.history('other')).toHaveLength(1);
    expect(journal.prune()).toBe(0);
    // Numbers are not given twice.
    expect(journal.decide({ kind: 'k', subject: 'x', person: 'a', reason: 'b' }).id).toBe(451);
  });

  it('forgets requests by age when it is opened, but no decision', async () => {
    const file = journalFile();
    let now = Date.parse('2026-01-01T00:00:00Z');
    const journal = open({ file, clock: () => now });
    await journal.recordRequest(request, missing, 1);
    journal.decide({ kind: 'approve', subject: 'h', person: 'Ann', reason: 'x' });
    now = Date.parse('2026-01-20T00:00:00Z');
    await journal.recordRequest(request, served('a'), 1);
    now = Date.parse('2026-02-05T00:00:00Z');
    const later = open({ file, clock: () => now, retention: { days: 30 } });
    expect(later.requests().map(({ id }) => id)).toEqual([2]);
    expect(later.decisions()).toHaveLength(1);
  });
});

describe('what is pruned besides', () => {
  const old = Date.parse('2026-01-01T00:00:00Z');
  const later = Date.parse('2026-06-01T00:00:00Z');

  it('are old reports, but neither the latest of each level on a present content nor its approvals', async () => {
    let now = old;
    let present: ReadonlySet<string> | undefined;
    const journal = open({ clock: () => now, present: () => present, retention: { entries: 1, reports: 1 } });
    for (const version of ['1.0.0', '1.0.1']) await journal.saveReport(report({ version, hash: 'here' }));
    await journal.saveReport(report({ version: '1.0.2', hash: 'here', asked: 'PRODUCTION' }));
    await journal.saveReport(report({ name: 'deleted', hash: 'gone' }));
    for (const subject of ['here', 'gone', 'x']) {
      journal.decide({ kind: 'approve', subject, person: 'Ann', reason: 'b' });
    }
    journal.decide({ kind: 'ignore', subject: 'gap', person: 'Ann', reason: 'b' });
    now = later;
    // Nobody has looked at the workspace yet.
    expect(journal.prune()).toBe(0);
    present = new Set(['here']);
    expect(journal.prune()).toBe(4);
    expect(journal.history('iso-dates').map(({ version }) => version)).toEqual(['1.0.2', '1.0.1']);
    expect(journal.history('deleted')).toEqual([]);
    expect(journal.decisions().map(({ subject }) => subject)).toEqual(['gap', 'here']);
    expect(journal.prune()).toBe(0);
  });

  it('is not what a rollout that goes on is decided by, until it has ended', async () => {
    const journal = open({ retention: { entries: 2 }, present: () => new Set() });
    const mark = { id: '2.0.0#1', stage: 'canary', variant: 'candidate' } as const;
    const decide = (state: string) =>
      journal.decide({
        ...{ kind: 'rollout-start', subject: 'shout', person: 'ada', reason: 'x' },
        known: { rollout: { id: mark.id, state } },
      });
    decide('running');
    for (let index = 0; index < 5; index++) {
      const { id } = await journal.recordRequest(request, served('shout'), 1, mark);
      journal.recordFeedback({ name: 'shout', request: id, person: 'ada', rating: 'good' });
      await journal.recordRequest(request, missing, 1);
    }
    journal.prune();
    expect(journal.rolloutRequests(mark.id, 'shout')).toHaveLength(5);
    expect(journal.rolloutFeedback(mark.id, 'shout')).toHaveLength(5);
    expect(journal.requests({ outcome: 'missing_handler' })).toHaveLength(1);
    decide('rolled-back');
    journal.prune();
    expect(journal.rolloutRequests(mark.id, 'shout')).toHaveLength(1);
    expect(journal.feedback()).toHaveLength(2);
  });

  it('are the oldest of what takes too many bytes', async () => {
    const large = { ...request, input: 'x'.repeat(10_000) };
    const journal = open({ retention: { megabytes: 0.03 }, present: () => new Set() });
    for (let index = 0; index < 5; index++) {
      await journal.recordRequest(large, missing, 1);
      await journal.saveReport(
        report({ version: `${index}.0.0`, decision: { ...report().decision, reasons: ['y'.repeat(10_000)] } }),
      );
    }
    expect(journal.prune()).toBe(4);
    expect(journal.requests().map(({ id }) => id)).toEqual([5, 4, 3]);
    expect(journal.history('iso-dates').map(({ version }) => version)).toEqual(['4.0.0', '3.0.0', '2.0.0']);
  });
});

it('tells what is appended here and by other windows', async () => {
  const file = journalFile();
  const [here, there] = [open({ file }), open({ file })];
  let heard = 0;
  const stop = here.onDidAppend(() => heard++);
  here.decide({ kind: 'k', subject: 's', person: 'a', reason: 'b' });
  expect(heard).toBe(1);
  there.decide({ kind: 'k', subject: 's', person: 'a', reason: 'b' });
  await expect.poll(() => heard).toBe(2);
  stop();
  here.decide({ kind: 'k', subject: 's', person: 'a', reason: 'b' });
  expect(heard).toBe(2);
});

it('says so when it cannot write', () => {
  const journal = open({ logger: silentLogger });
  journal.close();
  journal.close();
  expect(() => journal.decide({ kind: 'k', subject: 's', person: 'a', reason: 'b' })).toThrow();
});

it('opens without the warning that SQLite is experimental, and leaves other warnings alone', () => {
  const program = `
    const { openJournal } = await import(${JSON.stringify(new URL('../../src/journal/index.ts', import.meta.url).href)});
    openJournal({ file: ${JSON.stringify(journalFile())} }).close();
    process.emitWarning('another');`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  expect([status, stderr.match(/Warning: .*/g)]).toEqual([0, ['Warning: another']]);
});

it('looks for requests of a rollout by its id, and for opinions by the new ones, and not by all of its requests', () => {
  const file = journalFile();
  open({ file });
  const database = new DatabaseSync(file);
  const [requests] = database.prepare(`EXPLAIN QUERY PLAN ${rolloutRequests}`).all('2.0.0#1', 'shout', 0, 100);
  expect(requests?.detail).toMatch(/USING INDEX requests_rollout /);
  const [first] = database.prepare(`EXPLAIN QUERY PLAN ${rolloutFeedback}`).all('2.0.0#1', 'shout', 0, 100);
  database.close();
  expect(first?.detail).toBe('SEARCH feedback USING INTEGER PRIMARY KEY (rowid>?)');
});
