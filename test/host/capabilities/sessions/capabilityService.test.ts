import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CapabilityRow, CapabilitySession } from '#protocol';
import { CapabilityService } from '../../../../src/host/capabilities/sessions/capabilityService.ts';
import { fakeLog } from '../../fakes/log.ts';
import { editor, Uri, workspace } from '../../fakes/vscode.ts';
import { ran, row } from '../rows.ts';

vi.mock('vscode', () => import('../../fakes/vscode.ts'));

const folder = { uri: Uri.file('/shop'), name: 'shop' };
let rows: readonly CapabilityRow[];
let calls: string[];
let failing: Error | undefined;

const session = () =>
  ({
    list: async () => {
      calls.push('list');
      if (failing) throw failing;
      return rows;
    },
    requests: async () => [],
    problems: async () => [],
    change: async () => void calls.push('change'),
    runExample: async (_: string, example: string) => ran(example, true),
    dispose: async () => void calls.push('dispose'),
  }) as unknown as CapabilitySession;

const open = () => {
  calls.push('open');
  return session();
};

beforeEach(() => {
  rows = [row('a', 'admitted')];
  calls = [];
  failing = undefined;
  editor.contexts.length = 0;
  workspace.workspaceFolders = [folder];
  workspace.isTrusted = true;
  editor.stat = async () => ({});
});
afterEach(() => {
  workspace.isTrusted = true;
  editor.stat = () => Promise.reject(new Error('no such file'));
});

const make = () => new CapabilityService({ open, log: fakeLog().log });

test('no engine starts where there is nothing', async () => {
  editor.stat = () => Promise.reject(new Error('no such file'));
  const service = make();
  await service.readWhatIsThere();
  expect(calls).toEqual([]);
  expect(editor.contexts.at(-1)).toEqual(['toolwright.capabilities.state', 'none']);
});

test('what is there is read once, and told', async () => {
  const service = make();
  await Promise.all([service.readWhatIsThere(), service.readWhatIsThere()]);
  expect(calls.filter((call) => call === 'open')).toEqual(['open']);
  expect(service.all.map(({ row: { name } }) => name)).toEqual(['a']);
  expect(editor.contexts.at(-1)).toEqual(['toolwright.capabilities.state', 'ready']);
});

test('nothing is read or opened before the workspace is trusted', async () => {
  workspace.isTrusted = false;
  const service = make();
  await service.readWhatIsThere();
  await service.folders[0]?.change();
  expect(calls).toEqual([]);
  await expect(service.folders[0]?.ready()).rejects.toMatchObject({ code: 'untrusted-workspace' });
  workspace.isTrusted = true;
  editor.trusted.fire();
  await vi.waitFor(() => expect(service.all).toHaveLength(1));
});

test('a failure is told, and the next reading can do better', async () => {
  failing = new Error('disk on fire');
  const service = make();
  const [only] = service.folders;
  await expect(only?.ready()).rejects.toMatchObject({ code: 'capabilities-unreadable', message: 'disk on fire' });
  expect(editor.contexts.at(-1)).toEqual(['toolwright.capabilities.state', 'failed']);
  failing = undefined;
  await only?.ready();
  expect(service.all).toHaveLength(1);
});

test('several changes during a reading are one reading after it', async () => {
  const [only] = make().folders;
  await only?.ready();
  calls.length = 0;
  await Promise.all([only?.refresh(), only?.refresh(), only?.refresh()]);
  expect(calls).toEqual(['list', 'list']);
});

test('what came of an example counts until the capability is another one', async () => {
  const [only] = make().folders;
  await only?.ready();
  await only?.runExample('a', 'one', {});
  expect([...(only?.results.keys() ?? [])]).toEqual(['hash-of-a one']);
  rows = [row('b', 'admitted')];
  await only?.refresh();
  expect(only?.results.size).toBe(0);
});

test('a folder that goes takes its session with it', async () => {
  const service = make();
  await service.folders[0]?.ready();
  editor.folders.fire({ added: [], removed: [folder] });
  await vi.waitFor(() => expect(calls).toContain('dispose'));
  expect(service.folders).toEqual([]);
});
