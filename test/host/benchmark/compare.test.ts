import { beforeEach, expect, test, vi } from 'vitest';
import type { CapabilityRow, KeptVersion } from '#protocol';
import { compareCapabilities } from '../../../src/host/benchmark/commands/compare.ts';
import type { BenchmarkUi } from '../../../src/host/benchmark/ports.ts';
import { capability, row } from '../capabilities/rows.ts';

interface Item {
  readonly label: string;
  readonly description?: string;
  readonly picked?: boolean;
}

/** The lists that were shown, and what the user chooses of each. */
const user = vi.hoisted(() => ({
  shown: [] as (readonly (Item | string)[])[],
  choices: [] as (readonly string[] | string)[],
}));

vi.mock('vscode', async () => {
  const fake = await import('../fakes/vscode.ts');
  const showQuickPick = async (items: readonly (Item | string)[]) => {
    user.shown.push(items);
    const choice = user.choices.shift();
    return Array.isArray(choice) ? items.filter((item) => choice.includes((item as Item).label)) : choice;
  };
  return { ...fake, window: { ...fake.window, showQuickPick } };
});

beforeEach(() => {
  user.shown.length = 0;
  user.choices.length = 0;
});

const kept = (name: string, version: string, isInUse: boolean): KeptVersion => ({
  ...{ name: `${name}@${version}`, capability: name, version, title: `Do ${name}`, examples: 2, isInUse },
});

/** What a comparison is made of, where these are there. */
async function compared(rows: readonly CapabilityRow[], versions: readonly KeptVersion[], argument?: object) {
  const asked: (readonly string[])[] = [];
  const folder = {
    ready: async () => {},
    folder: { uri: 'file:///shop' },
    rows,
    session: { versions: async () => versions, compare: async (names: readonly string[]) => void asked.push(names) },
  };
  const ui = {
    service: { folders: [folder], choose: async () => folder },
    panel: { compare: () => {}, busyWith: () => {} },
    tasks: { run: (_: string, work: (task: object) => unknown) => work({}) },
  };
  await compareCapabilities(ui as unknown as BenchmarkUi, argument, undefined);
  return asked;
}

test('what is in a folder can be compared with the version in use, which comes first after it and is called so', async () => {
  const rows = [row('dates', 'admitted', { capability: capability('dates', { version: '3.0.0' }) })];
  const versions = [kept('dates', '1.0.0', true), kept('dates', '2.0.0', false), kept('gone', '1.0.0', true)];
  user.choices.push(['dates', 'dates@1.0.0'], 'dates@1.0.0');
  expect(await compared([...rows, row('lines', 'unverified')], versions)).toEqual([['dates@1.0.0', 'dates']]);
  const [items = [], names] = user.shown as [Item[], string[]];
  expect(items.map(({ label, description }) => [label, description])).toEqual([
    ['dates', expect.stringContaining('3.0.0')],
    ['dates@1.0.0', 'The version in use'],
    ['dates@2.0.0', 'A version that was rolled out'],
    ['lines', expect.stringContaining('1.0.0')],
    ['gone@1.0.0', 'The version in use'],
  ]);
  expect(names).toEqual(['dates@1.0.0', 'dates']);
});

test('a capability that was shown is what others are held against, without a question', async () => {
  user.choices.push(['dates', 'dates@1.0.0']);
  const versions = [kept('dates', '1.0.0', true)];
  expect(await compared([row('dates', 'admitted')], versions, { with: 'dates' })).toEqual([['dates', 'dates@1.0.0']]);
  expect(user.shown[0]).toMatchObject([{ picked: true }, { picked: false }]);
});

test('what has no examples is not offered, and one alone is refused', async () => {
  const none = { ...kept('dates', '1.0.0', true), examples: 0 };
  await expect(compared([row('dates', 'admitted')], [none])).rejects.toMatchObject({ code: 'no-capability' });
  expect(user.shown).toEqual([]);
});
