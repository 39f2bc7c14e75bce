import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../src/base/index.ts';
import { LocalCapabilitySession } from '../../src/engine/capabilities/localCapabilitySession.ts';
import type { CapabilitySettings } from '../../src/engine/capabilities/settings.ts';
import { clean, leaks, packageOf, runOfNumber as run } from '../support/plantedLeaks.ts';
import { temporaryWorkspace } from '../support/workspace.ts';
import { sharedTools } from './sharedTools.ts';

const tools = sharedTools();

it('finds planted leaks, none where there is none, and what a load comes to, in the sandbox', async () => {
  const root = temporaryWorkspace({
    'package.json': '{ "name": "shop" }',
    ...Object.assign({}, ...Object.entries({ ...leaks, ...clean }).map(([name, source]) => packageOf(name, source))),
  });
  const session = new LocalCapabilitySession({ root, runner: 'isolate' }, silentLogger, tools);
  onTestFinished(() => session.dispose());
  const options = { runs: 10, seconds: 5, resources: true } as const;
  /** On a busy machine calls may be too slow for the time that is given: that is told, and they get more. */
  const measured = async (name: string) => {
    const { resources } = await session.benchmark(name, options);
    if (resources?.leaks.verdict !== 'not-measured') return resources;
    return (await session.benchmark(name, { ...options, seconds: 50 })).resources;
  };
  const verdicts: Record<string, string> = {};
  const outside: Record<string, number> = {};
  for (const name of Object.keys({ ...leaks, ...clean })) {
    const resources = await measured(name);
    verdicts[name] = resources?.leaks.verdict ?? '';
    outside[name] = resources?.outsideBytes ?? 0;
  }
  expect(outside.outside).toBeGreaterThanOrEqual((outside.clean ?? 0) + 1000);
  expect(verdicts).toEqual({
    ...{ small: 'leak', large: 'leak', outside: 'leak', huge: 'leak', 'huge-outside': 'leak' },
    ...{ clean: 'none', hungry: 'none', cache: 'none' },
  });

  const load = { model: 'closed', users: [1, 2], thinkMs: 10, secondsEach: 1 } as const;
  const measuring = session.benchmark('clean', { runs: 10, seconds: 5, load, keep: false });
  const stop = new AbortController();
  const queued = session.benchmark('small', { ...options, signal: stop.signal });
  stop.abort();
  await expect(queued, 'who waits for its turn is cancelled at once').rejects.toThrow('Cancelled');
  const report = await measuring;
  expect(report.load?.steps.map(({ offered, failures }) => [offered, failures])).toEqual([
    [1, 0],
    [2, 0],
  ]);
  expect(await session.benchmarks('clean')).toHaveLength(1);
  const text = await session.renderBenchmarks([report], 'markdown');
  expect(text).toContain('- 2 users: ');
  const tracked = JSON.parse(await session.renderBenchmarks([report], 'github-action-benchmark'));
  expect(tracked[0]).toMatchObject({ name: 'clean p50', unit: 'ms', value: expect.any(Number) });
}, 600_000);

const wasteful = `${run} { let text: string[] = []; for (let at = 0; at < 20000; at++) text = [...text.slice(-3), n + ' ' + at]; return n; }`;
const thrifty = `${run} { return n; }`;

/** What of 1,000 calls is collected, and how it is told. */
async function collectionsOf(name: string, settings: Partial<CapabilitySettings>) {
  const root = temporaryWorkspace({
    'package.json': '{ "name": "shop" }',
    ...packageOf('wasteful', wasteful),
    ...packageOf('thrifty', thrifty),
  });
  const session = new LocalCapabilitySession({ root, runner: 'isolate', ...settings }, silentLogger, tools);
  onTestFinished(() => session.dispose());
  const made = await session.benchmark(name, { runs: 5, seconds: 1, resources: true });
  const { counted, words = '' } = made.resources?.collections ?? {};
  return {
    each: counted && (1000 * (counted.minor.count + counted.major.count)) / counted.calls,
    words,
    text: await session.renderBenchmarks([made], 'text'),
  };
}

it('counts the garbage collections of calls, and tells what they take', async () => {
  const [much, little] = [await collectionsOf('wasteful', {}), await collectionsOf('thrifty', {})];
  expect(much.each).toBeGreaterThan(10 * (little.each ?? Number.NaN) + 100);
  expect(much.words).toMatch(/^[\d.]+ minor and [\d.]+ major ones in 1,000 calls .* [\d.]+ % of the time\.$/);
  expect(much.text).toContain(`garbage collections  ${much.words}`);
}, 120_000);

it('says that QuickJS does not tell of its collections', async () => {
  const { each, words } = await collectionsOf('thrifty', { runner: 'wasm' });
  expect(each).toBeUndefined();
  expect(words).toContain('Not measured by this runner');
}, 120_000);
