import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLogger } from '#base';
import { createCapabilitySession, createGraphSession } from '#engine/local';
import type { GraphSession, PlainData } from '#protocol';
import { copySampleWorkspace } from '../../scripts/editor/sampleWorkspace.ts';
import { root } from '../../scripts/process.ts';

const parent = mkdtempSync(join(tmpdir(), 'toolwright-sample-'));
const folder = join(parent, 'corner-shop');
let session: GraphSession;

beforeAll(async () => {
  await copySampleWorkspace(folder);
  session = createGraphSession({ root: folder, trusted: true, logger: silentLogger });
  await session.scan();
});
afterAll(async () => {
  await session?.dispose();
  rmSync(parent, { recursive: true });
});

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });

test('the copy is a clean git repository with a history, and the files are those of the fixture', () => {
  expect(git('status', '--porcelain')).toBe('');
  expect(git('log', '--format=%s').trim().split('\n').length).toBeGreaterThan(5);
  expect(git('log', '--format=%an', '--', 'packages/checkout/src/order.ts').trim().split('\n')).toHaveLength(4);
  for (const file of git('ls-files').trim().split('\n')) {
    const original = readFileSync(join(root, 'test/fixtures/sample-workspace', file), 'utf8');
    expect(readFileSync(join(folder, file), 'utf8'), file).toBe(original);
  }
});

test('it has one cycle at run time and one in types', async () => {
  const { groups } = await session.cycles();
  const inCheckout = (...names: string[]) => names.map((name) => `packages/checkout/src/${name}.ts`);
  expect(groups.map(({ files, runtime }) => ({ files, runtime }))).toEqual([
    { files: inCheckout('order', 'payment', 'receipt'), runtime: true },
    { files: inCheckout('address', 'delivery'), runtime: false },
  ]);
});

test('its rules find exactly what is wrong on purpose', async () => {
  const { value, problems } = await session.rules();
  expect(problems).toEqual([]);
  expect(value.violations.map(({ rule, from }) => `${rule} ${from}`).sort()).toEqual([
    'catalog-stands-alone packages/catalog/src/pricing.ts',
    'no-circular packages/checkout/src/order.ts',
    'no-orphans packages/catalog/src/legacy/barcode.ts',
    'not-to-unresolvable packages/storefront/src/tracking.ts',
  ]);
});

test('there is advice that comes with an edit, and there are hot spots', async () => {
  const advice = await session.advice();
  expect(advice.value.filter(({ edits }) => edits !== undefined).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['type-only-import', 'past-barrel']),
  );
  const hot = await session.hotSpots();
  expect(hot.value[0]?.path).toBe('packages/catalog/src/pricing.ts');
});

test('what its README says to try works', { timeout: 120_000 }, async () => {
  const capabilities = await createCapabilitySession({ root: folder, runner: 'isolate', logger: silentLogger });
  try {
    for (const name of ['csv-to-json', 'iso-dates', 'list-todos', 'peek-environment', 'sort-lines']) {
      await capabilities.verify(name, { level: 'STANDARD' });
    }
    const standings = async () => (await capabilities.list()).map(({ name, standing }) => `${name}: ${standing}`);
    expect(await standings()).toEqual([
      'convert-units: broken',
      'csv-to-json: admitted',
      'iso-dates: admitted',
      'list-todos: admitted',
      'peek-environment: rejected',
      'sort-lines: waiting',
    ]);
    await capabilities.approve('sort-lines', { person: 'ada', reason: 'read it' });
    const guide = readFileSync(join(folder, 'try-me/README.md'), 'utf8');
    const ask = async (text: string, input: PlainData = {}) => {
      expect(guide).toContain(text);
      return await capabilities.ask({ text, input, user: { id: 'ada' }, origin: 'editor' });
    };
    const file = (name: string) => ({ selection: readFileSync(join(folder, 'try-me', name), 'utf8') });

    expect(await ask('convert dates in {selection} to ISO', file('deliveries.txt'))).toMatchObject({
      name: 'iso-dates',
      result: { status: 'ok', value: expect.stringMatching(/2026-04-14(.*\n)+.*2027-01-07(.*\n)+.*31\.02\.2026/) },
    });
    const third = { selection: file('deliveries.txt').selection.split('\n')[2] ?? '' };
    expect(await ask('convert month-first dates in the selection to ISO', third)).toMatchObject({
      name: 'iso-dates',
      result: { status: 'ok', value: expect.stringContaining('2026-01-02') },
    });
    expect(await ask('convert {selection} from CSV to JSON', file('prices.csv'))).toMatchObject({
      name: 'csv-to-json',
      result: { status: 'ok', value: [{ name: 'Fern' }, { name: 'Moss' }, { name: 'Bonsai' }] },
    });
    expect(await ask('sort {selection}', file('shelf.txt'))).toMatchObject({
      name: 'sort-lines',
      result: { status: 'ok', value: expect.stringContaining('pot 9\npot 10\npot 100') },
    });
    expect(await ask('list the todos of the workspace')).toMatchObject({
      name: 'list-todos',
      result: { status: 'ok', value: { files: 3, todos: 3 } },
    });
    expect(await ask('fill in the variables of {selection}', file('letter.txt'))).toMatchObject({
      kind: 'permission',
      name: 'peek-environment',
    });
  } finally {
    await capabilities.dispose();
  }
});
