import { beforeEach, expect, test, vi } from 'vitest';
import type { BenchmarkOptions } from '#protocol';
import { benchmarkCapability } from '../../../src/host/benchmark/commands/benchmark.ts';
import type { BenchmarkUi } from '../../../src/host/benchmark/ports.ts';
import { row } from '../capabilities/rows.ts';
import { Uri } from '../fakes/vscode.ts';

/** The list that was shown, and what the user chooses of it. */
const user = vi.hoisted(() => ({ shown: [] as string[], choice: '' }));

vi.mock('vscode', async () => {
  const fake = await import('../fakes/vscode.ts');
  const showQuickPick = async (items: readonly { label: string }[]) => {
    user.shown.push(...items.map(({ label }) => label));
    return items.find(({ label }) => label === user.choice);
  };
  return { ...fake, window: { ...fake.window, showQuickPick } };
});

beforeEach(() => {
  user.shown.length = 0;
});

/** What is measured of `dates`, by a command with these arguments. */
async function measured(argument: object): Promise<BenchmarkOptions | undefined> {
  let asked: BenchmarkOptions | undefined;
  const folder = {
    ready: async () => {},
    folder: { uri: Uri.file('/shop'), name: 'shop' },
    session: {
      benchmark: async (_: string, options: BenchmarkOptions) => {
        asked = options;
      },
    },
  };
  const at = { folder, row: row('dates', 'admitted') };
  const ui = {
    service: { folders: [folder], all: [at], find: () => at },
    panel: { show: () => {}, busyWith: () => {} },
    tasks: { run: (_: string, work: (task: object) => unknown) => work({}) },
    measured: () => {},
  };
  await benchmarkCapability(ui as unknown as BenchmarkUi, { name: 'dates', ...argument }, 'file:///shop');
  return asked;
}

test('a load is of calls at rates, or of users who think, by one choice', async () => {
  user.choice = 'Latency, Memory and Load';
  expect(await measured({})).toMatchObject({
    resources: true,
    load: { model: 'open', rates: [5, 10, 20, 40, 80, 160, 320, 640], secondsEach: 3 },
  });
  user.choice = 'Latency, Memory and Users';
  expect(await measured({})).toMatchObject({
    resources: true,
    load: { model: 'closed', users: [1, 2, 4, 8, 16, 32], thinkMs: 100, secondsEach: 4 },
  });
  user.choice = 'Latency';
  expect(await measured({})).not.toHaveProperty('load');
});

test('other extensions say which load they want, and are not asked', async () => {
  expect(await measured({ seconds: 6, load: 'users' })).toMatchObject({ load: { model: 'closed', secondsEach: 1 } });
  expect(await measured({ seconds: 8, load: true })).toMatchObject({ load: { model: 'open', secondsEach: 1 } });
  expect(await measured({ seconds: 60, load: true })).toMatchObject({ load: { secondsEach: 3 } });
  expect(await measured({ seconds: 8 })).not.toHaveProperty('load');
  expect(user.shown).toEqual([]);
});
