import { beforeEach, expect, test, vi } from 'vitest';
import type { RolloutStatus } from '#protocol';
import { steer } from '../../../src/host/rollout/commands/steer.ts';
import { stopAll } from '../../../src/host/rollout/commands/stopAll.ts';
import type { RolloutUi } from '../../../src/host/rollout/ports.ts';
import { rollouts } from '../../webview/rollout/rollouts.ts';
import { editor, window as vscode } from '../fakes/vscode.ts';

vi.mock('vscode', () => import('../fakes/vscode.ts'));

const { running, notStarted } = rollouts;
const back = (status: RolloutStatus): RolloutStatus => ({ ...status, state: 'rolled-back', percent: 0 });
const unrecorded: RolloutStatus['problems'][number] = {
  code: 'rollout-not-recorded',
  severity: 'warning',
  message: 'iso-dates: roll-back was done, and could not be recorded',
  hint: 'It is in the flag file.',
};

/** A window in which nobody has looked at rollouts yet: they are there once they are read. */
function window(onDisk: readonly RolloutStatus[], problems: RolloutStatus['problems'] = []) {
  let now = onDisk;
  const done: string[] = [];
  const orders: object[] = [];
  const afterwards = (name: string) => {
    done.push(name);
    now = now.map((status) => (status.name === name ? { ...back(status), problems } : status));
    return now.find((status) => status.name === name);
  };
  const folder = {
    key: 'file:///shop',
    capabilities: { folder: { name: 'shop' }, ready: async () => {}, rows: onDisk },
    rollouts: [] as readonly RolloutStatus[],
    hasAny: async () => true,
    refresh: async () => {
      folder.rollouts = now;
    },
    session: {
      rollout: async (name: string) => now.find((status) => status.name === name),
      rollBack: async (name: string) => afterwards(name),
      advanceRollout: async (name: string, order: object) => {
        orders.push(order);
        return afterwards(name);
      },
      stopAllRollouts: async () => {
        const open = now.filter(({ state }) => state === 'running').map(({ name }) => name);
        for (const name of open) afterwards(name);
        return open;
      },
    },
  };
  const service = {
    folders: [folder],
    get all() {
      return folder.rollouts.map((status) => ({ folder, status }));
    },
  };
  const ui = {
    service,
    dashboard: { busyWith: () => {} },
    tasks: { run: (_: string, work: () => Promise<unknown>) => work() },
  } as unknown as RolloutUi;
  const change = (to: Partial<RolloutStatus>) => {
    now = now.map((status) => ({ ...status, ...to }));
  };
  return { ui, done, orders, change };
}

beforeEach(() => {
  editor.said.length = 0;
  editor.warnings.length = 0;
});

test('the emergency stop finds what is under way, also in a window that has not read it yet', async () => {
  const { ui, done } = window([running, notStarted]);
  await stopAll(ui, { reason: 'an emergency' });
  expect(done).toEqual(['iso-dates']);
  expect(editor.said).toEqual(['Rolled back: iso-dates']);
  await expect(stopAll(ui, { reason: 'once more' })).rejects.toMatchObject({ code: 'no-rollout' });
});

test('the emergency stop waits for no journal, and one folder that cannot be read keeps no other from it', async () => {
  const { ui, done } = window([running]);
  const [readable] = ui.service.folders;
  const failing = async () => {
    throw new Error('the journal cannot be opened');
  };
  const unreadable = {
    key: 'file:///mill',
    capabilities: { folder: { name: 'mill' }, ready: failing, rows: [] },
    rollouts: [],
    hasAny: async () => true,
    refresh: failing,
    session: {
      stopAllRollouts: async () => {
        done.push('all of mill');
        return ['slug'];
      },
    },
  };
  Object.assign(ui.service, { folders: [unreadable, readable] });
  await stopAll(ui, { reason: 'an emergency' });
  expect(done).toEqual(['iso-dates', 'all of mill']);
  expect(editor.said).toEqual(['Rolled back: iso-dates, slug']);
});

test('one is taken back by what its flag says, where its capability cannot be read', async () => {
  const { ui, done } = window([running]);
  const [folder] = ui.service.folders;
  const failing = async () => {
    throw new Error('the journal cannot be opened');
  };
  Object.assign(folder?.capabilities ?? {}, { ready: failing, rows: [] });
  await steer(ui, 'roll-back', { name: 'iso-dates', reason: 'a bug' }, undefined);
  expect(done).toEqual(['iso-dates']);
});

test.each([
  ['one', (ui: RolloutUi) => steer(ui, 'roll-back', { name: 'iso-dates', reason: 'a bug' }, undefined)],
  ['all', (ui: RolloutUi) => stopAll(ui, { reason: 'a bug' })],
])('of %s that was taken back and could not be recorded, that is said', async (_, takeBack) => {
  const { ui, done } = window([running], [unrecorded]);
  await takeBack(ui);
  expect(done).toEqual(['iso-dates']);
  expect(editor.warnings).toEqual([
    'iso-dates: roll-back was done, and could not be recorded. It is in the flag file.',
  ]);
});

test('the emergency stop says of which capabilities nobody gets any version afterwards', async () => {
  const { stable: _, ...first } = { ...running, name: 'slug' };
  const asked: string[] = [];
  const { ui, done } = window([running, first]);
  vi.spyOn(vscode, 'showInputBox').mockImplementation(async ({ prompt }) => void asked.push(prompt));
  await stopAll(ui, undefined);
  expect(asked).toEqual([
    'Rolled back at once, to the versions that were in use before: iso-dates. Taken from everybody, because there was no version before: slug.',
  ]);
  expect(done, 'no reason was given').toEqual([]);
});

test('an advance is ordered for what the person was shown, whatever has become of it since', async () => {
  const choices = [{ command: 'advance', possible: true, reason: 'Hold.', overrules: 'minimum-time' }] as const;
  const { ui, orders, change } = window([{ ...running, revision: 7, choices }]);
  vi.spyOn(vscode, 'showInputBox').mockResolvedValue('It is time.');
  vi.spyOn(vscode, 'showWarningMessage').mockImplementation(async (_message, options, agree) => {
    expect(options).toMatchObject({ detail: expect.stringContaining('The policy says otherwise. Hold.') });
    change({ revision: 8, choices: [{ command: 'advance', possible: true }] });
    return agree;
  });
  await steer(ui, 'advance', { name: 'iso-dates' }, undefined);
  expect(orders).toMatchObject([{ reason: 'It is time.', revision: 7, overrule: 'minimum-time' }]);
});
