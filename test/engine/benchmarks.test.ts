import { expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../src/base/index.ts';
import { LocalCapabilitySession } from '../../src/engine/capabilities/localCapabilitySession.ts';
import { temporaryWorkspace } from '../support/workspace.ts';

function packageOf(name: string, source: string): Record<string, string> {
  const folder = `.toolwright/capabilities/${name}`;
  const number = { type: 'number' };
  const input = { type: 'object', properties: { n: number }, required: ['n'], additionalProperties: false };
  const toolwright = {
    title: name,
    intents: [`${name} {n}`],
    input,
    output: number,
    permissions: {},
    provenance: { generator: 'hand' },
  };
  return {
    [`${folder}/package.json`]: JSON.stringify({
      name,
      version: '1.0.0',
      description: name,
      type: 'module',
      toolwright,
    }),
    [`${folder}/examples.json`]: JSON.stringify([{ name: 'one', input: { n: 1 }, output: 1 }]),
    [`${folder}/index.ts`]: source,
  };
}

const run = 'export function run({ n }: { n: number }): number';

it('finds planted leaks, none where there is none, and what a load comes to, in the sandbox', async () => {
  const root = temporaryWorkspace({
    'package.json': '{ "name": "shop" }',
    ...packageOf(
      'clean',
      `${run} { const list: number[] = []; for (let at = 0; at < 100; at++) list.push(at); return n; }`,
    ),
    ...packageOf('small', `const kept: object[] = [];\n${run} { kept.push({ n, list: [n] }); return n; }`),
    ...packageOf(
      'large',
      `const kept: object[] = [];\n${run} { kept.push(Array.from({ length: 9000 }, (_, at) => at)); return n; }`,
    ),
    ...packageOf('outside', `const kept: object[] = [];\n${run} { kept.push(new Uint8Array(2000)); return n; }`),
  });
  const session = new LocalCapabilitySession({ root, runner: 'isolate' }, silentLogger);
  onTestFinished(() => session.dispose());
  const options = { runs: 10, seconds: 5, resources: true } as const;
  const verdicts: Record<string, string> = {};
  for (const name of ['clean', 'small', 'large', 'outside']) {
    const { resources } = await session.benchmark(name, options);
    verdicts[name] = resources?.leaks.verdict ?? '';
  }
  expect(verdicts).toEqual({ clean: 'none', small: 'leak', large: 'leak', outside: 'leak' });

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
}, 300_000);
