import { expect, test, vi } from 'vitest';
import { FolderGaps } from '../../../src/host/gaps/folderGaps.ts';
import type { DiscoverySession, Gap } from '../../../src/protocol/index.ts';
import { fakeLog } from '../fakes/log.ts';
import { Uri } from '../fakes/vscode.ts';
import { gap } from './samples.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

/** A folder whose session answers when it is told to. */
function folderWith(answers: (() => Promise<readonly Gap[]>)[]) {
  const ignored: unknown[] = [];
  const session: DiscoverySession = {
    gaps: async () => ({ value: (await answers.shift()?.()) ?? [], problems: [] }),
    stubsIn: async () => [],
    stubFor: async () => undefined,
    ignore: async (...decision) => void ignored.push(decision),
    dispose: async () => {},
  };
  const folder = new FolderGaps({ name: 'shop', index: 0, uri: Uri.file('/shop') } as never, {
    open: () => session,
    log: fakeLog().log,
  });
  const states: string[] = [];
  folder.onDidChange(() => states.push(folder.state));
  return { folder, ignored, states };
}

test('nothing is looked for before somebody asks', async () => {
  const { folder, states } = folderWith([async () => [gap()]]);
  await folder.change();
  expect(states).toEqual([]);
  await folder.refresh();
  expect(states).toEqual(['reading', 'ready']);
  expect(folder.gaps).toHaveLength(1);
});

test('a change during a look is one more look', async () => {
  const first = Promise.withResolvers<readonly Gap[]>();
  const { folder } = folderWith([() => first.promise, async () => [gap(), gap({ id: 'b' })], async () => []]);
  const looking = folder.refresh();
  void folder.change();
  void folder.change();
  first.resolve([gap()]);
  await looking;
  expect(folder.gaps).toHaveLength(2);
});

test('a failure is told in the state, and the next look mends it', async () => {
  const { folder, states } = folderWith([() => Promise.reject(new Error('no disk')), async () => [gap()]]);
  await folder.refresh();
  expect(states).toEqual(['reading', 'failed']);
  await folder.change();
  expect(folder.state).toBe('ready');
});

test('after a decision the gaps are looked for again', async () => {
  const { folder, ignored } = folderWith([async () => [gap()], async () => []]);
  await folder.refresh();
  const decision = { ignored: true, person: 'ann', reason: 'generated' };
  await folder.ignore('src/slug.ts#slug', decision);
  expect(ignored).toEqual([['src/slug.ts#slug', decision]]);
  expect(folder.gaps).toEqual([]);
});
