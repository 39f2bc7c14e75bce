import { beforeEach, expect, test, vi } from 'vitest';
import type { FailureKind } from '#protocol';
import { type FailedAt, offerNextSteps } from '../../../../src/host/capabilities/ask/failure.ts';
import type { CapabilityUi } from '../../../../src/host/capabilities/ports.ts';
import type { FolderCapabilities } from '../../../../src/host/capabilities/sessions/folderCapabilities.ts';
import { fakeLog } from '../../fakes/log.ts';
import { Uri } from '../../fakes/vscode.ts';
import { row } from '../rows.ts';

/** The rows that are offered, the one that the user picks, and the commands that follow. */
const user = vi.hoisted(() => ({ offered: [] as string[], title: '', picks: '', executed: [] as unknown[][] }));

vi.mock('vscode', async () => {
  const fake = await import('../../fakes/vscode.ts');
  const showQuickPick = async (items: readonly { label: string }[], { title }: { title: string }) => {
    user.title = title;
    user.offered = items.map(({ label }) => label);
    return items.find(({ label }) => label === user.picks);
  };
  const executeCommand = async (...all: unknown[]) => void user.executed.push(all);
  return { ...fake, window: { ...fake.window, showQuickPick }, commands: { executeCommand } };
});

const folder = (name: string, ...rows: ReturnType<typeof row>[]) =>
  ({
    folder: { name, uri: Uri.file(`/${name}`) },
    rows,
    row: (wanted: string) => rows.find((one) => one.name === wanted),
    refresh: async () => {},
  }) as unknown as FolderCapabilities;

const shop = folder('shop');
const annex = folder('annex', row('a', 'admitted'));

async function fails(kind: FailureKind, at: FailedAt = {}, where = shop, name?: string): Promise<void> {
  const service = { folders: [shop, annex, folder('empty')] };
  const ui = { service, log: fakeLog().log } as unknown as CapabilityUi;
  await offerNextSteps(
    ui,
    { text: 'do a', folder: where },
    { kind, reason: 'No.', guesses: [], ...(name && { name }) },
    at,
  );
}

beforeEach(() => Object.assign(user, { offered: [], title: '', picks: '', executed: [] }));

test('a request that nothing in this folder serves can be made to another folder that has capabilities', async () => {
  user.picks = 'Ask in annex';
  await fails('missing_handler');
  expect(user.offered).toEqual(['Generate It…', 'Ask in Other Words…', 'New Capability…', 'Ask in annex']);
  expect(user.executed).toEqual([['toolwright.ask', { request: 'do a' }, 'file:///annex']]);
});

test('what failed as it ran is not tried elsewhere', async () => {
  await fails('timeout');
  expect(user.offered).toEqual(['Ask in Other Words…']);
  expect(user.executed).toEqual([]);
});

test('one of several selections is named by its number and line, and the others can be gone on with', async () => {
  const leaveFailed = vi.fn(async () => {});
  user.picks = 'Go On with the Other Selections';
  await fails('error', { selection: { number: 3, line: 12 }, leaveFailed });
  expect(user.title).toBe('Selection 3, line 12: No.');
  expect(user.offered).toEqual(['Go On with the Other Selections', 'Ask in Other Words…']);
  expect(leaveFailed).toHaveBeenCalledOnce();
});

test('the request is made again once its capability has been let through, and not otherwise', async () => {
  const again = vi.fn(async () => {});
  const late = row('late', 'unverified');
  const where = folder('shop', late);
  user.picks = 'Verify late';
  await fails('permission', { again }, where, 'late');
  expect(again).not.toHaveBeenCalled();
  Object.assign(where, { row: () => row('late', 'admitted') });
  await fails('permission', { again }, where, 'late');
  expect(again).toHaveBeenCalledOnce();
});
