import { expect, test, vi } from 'vitest';
import type { CycleReport, GraphSummary } from '#protocol';
import { FolderGraph } from '../../../src/host/sessions/folderGraph.ts';
import { cyclesOf } from '../../../src/host/sessions/questions.ts';
import { Tasks } from '../../../src/host/tasks.ts';
import { timing } from '../../../src/host/watching/coalescer.ts';
import { fakeLog } from '../fakes/log.ts';
import { FakeSession, summaryOf } from '../fakes/session.ts';
import { Uri } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

/** Lets everything happen that waits for nothing but its turn. */
const settled = () => new Promise((done) => setTimeout(done, 5));

function folder() {
  const sessions: FakeSession[] = [];
  const { log, lines } = fakeLog();
  const tasks = new Tasks();
  const open = () => {
    const fake = new FakeSession();
    sessions.push(fake);
    return fake.session;
  };
  const graph = new FolderGraph({ uri: Uri.file('/ws'), name: 'ws', index: 0 } as never, { open, tasks, log });
  let changes = 0;
  graph.onDidChange(() => changes++);
  const last = () => sessions.at(-1) as FakeSession;
  return {
    graph,
    tasks,
    lines,
    sessions,
    last,
    changes: () => changes,
    async scanned(summary: GraphSummary = summaryOf(1)) {
      const done = graph.scan();
      await settled();
      last().waiting('scan').answer(summary);
      await done;
      changes = 0;
    },
    async update(path: string, summary: GraphSummary) {
      const done = graph.change([{ type: 'changed', path }]);
      await settled();
      last().waiting('change').answer(summary);
      await done;
    },
  };
}
const report = (files: number): CycleReport => ({ groups: [], filesInCycles: files, filesInRuntimeCycles: 0 });

test('an event that leaves the graph as it is refreshes nothing, and answers stay', async () => {
  const t = folder();
  await t.scanned();
  const first = cyclesOf(t.graph);
  await settled();
  t.last().waiting('cycles').answer(report(1));
  await first;
  await t.update('dist/a.js', summaryOf(1, { milliseconds: 7 }));
  expect(t.changes()).toBe(0);
  expect(await cyclesOf(t.graph)).toEqual(report(1));
  await t.update('src/a.ts', summaryOf(2));
  expect(t.changes()).toBe(1);
  void cyclesOf(t.graph);
  await settled();
  expect(t.last().has('cycles')).toBe(true);
});

test('a change of the rules or of a baseline refreshes though the graph is the same, and so do other problems', async () => {
  const t = folder();
  await t.scanned();
  await t.update('.dependency-cruiser.mjs', summaryOf(1));
  await t.update('known.json', summaryOf(1));
  expect(t.changes()).toBe(2);
  await t.update('src/a.ts', summaryOf(1, { problems: [{ code: 'x', severity: 'error', message: 'Gone' }] }));
  expect(t.changes()).toBe(3);
});

test('a new session means scanning, and who asked the old one is answered by the new one', async () => {
  const t = folder();
  await t.scanned();
  const asked = cyclesOf(t.graph);
  await settled();
  const reopened = t.graph.reopen();
  expect(t.graph.state.kind).toBe('scanning');
  await settled();
  expect(t.sessions[0]?.disposed).toBe(true);
  expect(t.last().has('cycles')).toBe(false);
  t.last().waiting('scan').answer(summaryOf(1));
  await reopened;
  await settled();
  t.last().waiting('cycles').answer(report(5));
  expect(await asked).toEqual(report(5));
  expect(t.lines).toEqual([]);
});

test('a session that is replaced while it scans leaves no trace, and who waited waits for the next', async () => {
  const t = folder();
  const ready = t.graph.ready();
  await settled();
  const reopened = t.graph.reopen();
  await settled();
  expect(t.graph.state.kind).toBe('scanning');
  t.last().waiting('scan').answer(summaryOf(1));
  await Promise.all([ready, reopened]);
  expect(t.graph.state.kind).toBe('ready');
});

test('a folder that is closed cancels, waits for the cache, and tells nobody', async () => {
  const t = folder();
  await t.scanned();
  const { promise, resolve } = Promise.withResolvers<void>();
  t.last().ending = promise;
  const asked = cyclesOf(t.graph);
  await settled();
  let closed = false;
  const closing = t.graph.close().then(() => {
    closed = true;
  });
  await expect(asked).rejects.toThrow('Cancelled');
  await expect(cyclesOf(t.graph)).rejects.toThrow('Cancelled');
  expect([closed, t.changes()]).toEqual([false, 0]);
  resolve();
  await closing;
  expect(t.lines).toEqual([]);
});

test('a first scan that the user stopped is not taken up by an event that waited for it', async () => {
  const t = folder();
  const scan = t.graph.scan();
  await settled();
  const change = t.graph.change([{ type: 'changed', path: 'src/a.ts' }]);
  t.tasks.cancelAll();
  await expect(scan).rejects.toThrow('Cancelled');
  await change;
  expect(t.graph.state.kind).toBe('waiting');
  expect(t.last().events()).toEqual([]);
});

test('long updates can be seen and stopped, and what they were about is not forgotten', async () => {
  const t = folder();
  await t.scanned();
  void t.graph.change([{ type: 'changed', path: 'src/a.ts' }]);
  await settled();
  expect(t.tasks.current).toBeUndefined();
  t.last().waiting('change').answer(summaryOf(2));
  await settled();

  const tsconfig = { type: 'changed', path: 'tsconfig.json' } as const;
  const stopped = t.graph.change([tsconfig]);
  await settled();
  expect(t.tasks.current?.title).toBe('Updating the graph');
  t.tasks.cancelAll();
  await stopped;
  expect(t.graph.state.kind).toBe('ready');

  const many = Array.from({ length: timing.burstSize + 1 }, (_, i) => ({ type: 'created', path: `${i}.ts` }) as const);
  void t.graph.change(many);
  await settled();
  expect(t.tasks.current?.title).toBe('Updating the graph');
  expect(t.last().events().at(-1)).toEqual([tsconfig, ...many]);
});

test('a failure is the state and in the log; the next scan has a session of its own', async () => {
  const t = folder();
  const scan = t.graph.scan();
  await settled();
  t.last().waiting('scan').fail(new Error('out of memory'));
  await expect(scan).rejects.toThrow('out of memory');
  expect(t.graph.state).toMatchObject({ kind: 'failed', message: 'out of memory' });
  expect(t.lines[0]).toContain('out of memory');
  await t.scanned();
  expect(t.sessions).toHaveLength(2);
  expect(t.graph.state.kind).toBe('ready');
});
