import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openSandbox, recordedPorts } from '#capability/sandbox';
import type { PlainData, RunLimits, RunnerName } from '#protocol';
import { withDescendants } from '../../bench/processUse.ts';
import { callOf, describeRunners } from './support.ts';

const run = (body: string) => `export function run(input) { ${body} }`;
const good = callOf(run('return input + 1;'), { input: 1 });

/** What only being killed ends, each with the time that it is given. */
const endless: readonly string[] = [
  run('for (;;);'),
  'export async function run() { for (;;) await undefined; }',
  run('const f = () => Promise.resolve().then(f); return f();'),
  run('return [].indexOf.call({ length: 2 ** 53 - 1 }, 1);'),
  run('return /^(a|a)*$/.test("a".repeat(60) + "b");'),
  run('return { then(done) { const t = { then(r) { r(t); } }; done(t); } };'),
  run('return new Proxy({}, { ownKeys() { for (;;); } });'),
  run('throw { get message() { for (;;); } };'),
  'for (;;) if (Math.sign(-1) > 0) break; export const run = 1;',
];

const greedy: readonly string[] = [
  run('const all = []; for (;;) all.push({ a: [1, 2, 3] });'),
  run('const all = []; for (;;) all.push(new Uint8Array(1e6).fill(7));'),
  run('return new Uint8Array(2_000_000_000).fill(1).length;'),
  run('let all = [1]; for (;;) all = [all, all, JSON.stringify(all)];'),
];

const nested = (levels: number, wrap: (inner: PlainData) => PlainData) => {
  let value: PlainData = wrap(1);
  for (let level = 1; level < levels; level++) value = wrap(value);
  return value;
};

/** Small in memory, and too large to be written: every level has the one below twice. */
const sharedOften = (levels: number) => nested(levels, (a) => ({ a, b: a }));

describeRunners('limits', (sandbox, runner) => {
  test.each(endless)('is ended at its deadline: %s', async (source) => {
    const result = await sandbox().run(callOf(source, { limits: { wallMs: 150 } }));
    // The benchmark measures how late it comes; here others use the same cores at the same time.
    expect(result).toMatchObject({ status: 'timeout', message: 'It took longer than 150 ms' });
    expect(await sandbox().run(good)).toMatchObject({ status: 'ok', value: 2 });
  });

  test.each(greedy)('memory without end ends the run alone: %s', async (source) => {
    const neighbour = sandbox().run(callOf(run('let n = 0; while (n < 1e6) n++; return n;')));
    const result = await sandbox().run(callOf(source, { limits: { heapMB: 32, wallMs: 1500 } }));
    expect(['out-of-memory', 'timeout', 'crashed', 'error']).toContain(result.status);
    expect(await neighbour).toMatchObject({ status: 'ok', value: 1e6 });
    expect(await sandbox().run(good)).toMatchObject({ status: 'ok', value: 2 });
  });

  test.each([
    '(1n << 1_000_000_000n).toString().length',
    '(1n >> -1_000_000_000n).toString().length',
    '(1n << 10_000_000_000n).toString().length',
    '(() => { let n = 3n ** 100_000n; for (;;) n *= n; })()',
  ])('integers without end do not outlast the deadline: %s', async (expression) => {
    const result = await sandbox().run(callOf(run(`return ${expression};`), { limits: { wallMs: 150 } }));
    // Engines refuse what is larger than they can hold.
    expect(['timeout', 'out-of-memory', 'error']).toContain(result.status);
    if (result.status === 'error') expect(result.message).toMatch(/^RangeError: .*(size exceeded|too large)/);
    expect(await sandbox().run(good)).toMatchObject({ status: 'ok', value: 2 });
  });

  test('processor time is limited, too', async () => {
    const result = await sandbox().run(callOf(run('for (;;);'), { limits: { wallMs: 50_000, cpuMs: 100 } }));
    expect(result).toMatchObject({ status: 'timeout', message: 'It took more than 100 ms of processor time' });
  });

  test('a microtask that is left behind does not hold up the next call', async () => {
    const source = run(
      'Promise.resolve().then(() => Promise.resolve().then(() => Promise.resolve().then(() => { for (;;); }))); return 1;',
    );
    expect(['ok', 'timeout']).toContain((await sandbox().run(callOf(source, { limits: { wallMs: 300 } }))).status);
    for (let round = 0; round < 4; round++) expect(await sandbox().run(good)).toMatchObject({ value: 2 });
  });

  test('is cancelled at once, under way or not yet started', async () => {
    const controller = new AbortController();
    // Longer than this test may take: nothing but the signal ends them.
    const endlessly = callOf(run('for (;;);'), { limits: { wallMs: 300_000, cpuMs: 300_000 } });
    const runs = [1, 2, 3, 4].map(() => sandbox().run(endlessly, { signal: controller.signal }));
    await setTimeout(50);
    controller.abort();
    for (const result of await Promise.all(runs)) expect(result.status).toBe('cancelled');
    expect((await sandbox().run(good, { signal: controller.signal })).status).toBe('cancelled');
    expect(await sandbox().run(good)).toMatchObject({ value: 2 });
  });

  test('what was cancelled before does not wait for a worker, and costs none', async () => {
    const before = AbortSignal.abort();
    const end = new AbortController();
    const endlessly = callOf(run('for (;;);'), { limits: { wallMs: 300_000, cpuMs: 300_000 } });
    // Both workers are taken until they are told to end.
    const busy = [1, 2].map(() => sandbox().run(endlessly, { signal: end.signal }));
    expect((await sandbox().run(good, { signal: before })).status).toBe('cancelled');
    end.abort();
    await Promise.all(busy);
    // A worker of the last run may still be on its way to rest.
    await setTimeout(700);
    const other = new AbortController();
    const workers = withDescendants(process.pid);
    for (let round = 0; round < 4; round++) {
      expect((await sandbox().run(good, { signal: before })).status).toBe('cancelled');
    }
    const pending = sandbox().run(good, { signal: other.signal });
    other.abort();
    expect((await pending).status).toBe('cancelled');
    // More may have come: on a busy machine those that take the place of the ended ones still start.
    expect(withDescendants(process.pid)).toEqual(expect.arrayContaining(workers));
    expect(await sandbox().run(good)).toMatchObject({ status: 'ok', value: 2 });
  });

  test.each([
    ['wallMs', Number.POSITIVE_INFINITY, 'ok'],
    ['wallMs', 2 ** 31, 'ok'],
    ['wallMs', Number.NaN, 'ok'],
    ['wallMs', -5, 'timeout'],
    ['cpuMs', Number.POSITIVE_INFINITY, 'ok'],
    ['cpuMs', Number.NaN, 'ok'],
    ['cpuMs', 2 ** 40, 'ok'],
    ['heapMB', Number.NaN, 'ok'],
    ['heapMB', -1, 'ok'],
    ['heapMB', 3.7, 'ok'],
    ['heapMB', 1e9, 'ok'],
    ['residentMB', Number.NaN, 'ok'],
    ['inputBytes', Number.POSITIVE_INFINITY, 'ok'],
    ['inputBytes', -1, 'input-too-large'],
    ['inputDepth', Number.NaN, 'ok'],
    ['outputBytes', Number.POSITIVE_INFINITY, 'ok'],
    ['outputBytes', Number.NaN, 'ok'],
    ['outputBytes', -1, 'output-too-large'],
    ['outputDepth', Number.NaN, 'ok'],
    ['logBytes', Number.POSITIVE_INFINITY, 'ok'],
    ['calls', Number.NaN, 'ok'],
    ['writtenBytes', -1, 'ok'],
    ['readBytes', Number.NaN, 'ok'],
  ] as const)('the limit %s of %s is brought to one that makes sense: %s', async (name, limit, status) => {
    const source = run(`let n = 0; while (n < ${status === 'timeout' ? 1e9 : 1e5}) n++; return n;`);
    const result = await sandbox().run(callOf(source, { limits: { [name]: limit }, input: null }));
    expect(result.status).toBe(status);
    expect(await sandbox().run(good)).toMatchObject({ status: 'ok', value: 2 });
  });

  test.each<readonly [what: string, input: PlainData, limits: Partial<RunLimits>, words: RegExp]>([
    ['long text', 'x'.repeat(99), { inputBytes: 100 }, /more than 100 bytes.*in parts, or raise the limit inputBytes/],
    ['text of more bytes than characters', 'é'.repeat(60), { inputBytes: 100 }, /more than 100 bytes/],
    ['many parts', Array.from({ length: 60 }, () => 1), { inputBytes: 100 }, /more than 100 bytes/],
    ['long names', { ['k'.repeat(99)]: 1 }, { inputBytes: 100 }, /more than 100 bytes/],
    ['what is shared a billion times over', sharedOften(30), {}, /more than 16777216 bytes/],
    ['deep records', nested(8, (a) => ({ a })), { inputDepth: 7 }, /deeper than 7 levels.*raise the limit inputDepth/],
    ['deep arrays', nested(101, (a) => [a]), {}, /deeper than 100 levels/],
  ])('an input beyond its limits is not handed over: %s', async (_, input, limits, words) => {
    const result = await sandbox().run(callOf(run('for (;;);'), { input, limits }));
    expect(result).toMatchObject({ status: 'input-too-large', message: expect.stringMatching(words), effects: [] });
    expect(result.usage.wallMs).toBe(0);
  });

  test.each<readonly [what: string, input: PlainData, limits: Partial<RunLimits>]>([
    ['text', 'x'.repeat(98), { inputBytes: 100 }],
    ['numbers', Array.from({ length: 49 }, () => 1), { inputBytes: 100 }],
    ['records', nested(7, (a) => ({ a })), { inputDepth: 7 }],
    ['the same twice', [['a'], ['a']], { inputDepth: 2 }],
  ])('an input within its limits is: %s', async (_, input, limits) => {
    const result = await sandbox().run(callOf(run('return input;'), { input, limits }));
    expect(result).toMatchObject({ status: 'ok', value: input });
  });

  test('what a run writes in all is limited, and what is beyond is not written', async () => {
    const source = `export async function run(text, context) {
      for (let file = 0; file < 5; file++) await context.workspace.write('out/' + file + '.txt', text);
    }`;
    const ports = recordedPorts();
    const permissions = { 'workspace:write': ['out/**'] };
    const call = (writtenBytes: number) =>
      callOf(source, { input: 'x'.repeat(1000), permissions, ports, limits: { writtenBytes } });
    expect(await sandbox().run(call(3500))).toMatchObject({
      status: 'effects-too-large',
      message: expect.stringMatching(
        /^Its calls handed over more than 3500 bytes in all. .*raise the limit writtenBytes/,
      ),
      effects: [{ call: 'workspace.write' }, {}, {}],
    });
    expect([...ports.written.keys()]).toEqual(['out/0.txt', 'out/1.txt', 'out/2.txt']);
    expect((await sandbox().run(call(5500))).status).toBe('ok');
  });

  test('what a run is answered in all is limited', async () => {
    const source = `export async function run(_, context) {
      let length = 0;
      for (let page = 0; page < 5; page++) length += (await context.network.fetch('https://example.org/' + page)).body.length;
      return length;
    }`;
    const pages = Array.from({ length: 5 }, (_, page) => [`https://example.org/${page}`, 'é'.repeat(1000)]);
    const ports = recordedPorts({ responses: Object.fromEntries(pages) });
    const call = (readBytes: number) =>
      callOf(source, { permissions: { network: ['example.org'] }, ports, limits: { readBytes } });
    expect(await sandbox().run(call(5000))).toMatchObject({
      status: 'effects-too-large',
      message: expect.stringMatching(
        /^Its calls were answered more than 5000 bytes in all\. .*raise the limit readBytes/,
      ),
    });
    expect(ports.requests).toHaveLength(3);
    expect(await sandbox().run(call(12_000))).toMatchObject({ status: 'ok', value: 5000 });
  });

  test('a limit without number is the default', async () => {
    const endlessly = callOf(run('for (;;);'), { limits: { wallMs: Number.NaN, cpuMs: Number.NaN } });
    const result = await sandbox().run(endlessly);
    expect(result).toMatchObject({
      status: 'timeout',
      message: expect.stringMatching(/^It took (longer|more) than 2000 ms/),
    });
  });

  test('many calls at once are all answered, each with its own value', async () => {
    const calls = Array.from({ length: 60 }, (_, input) => sandbox().run(callOf(run('return input * 2;'), { input })));
    const answers = await Promise.all(calls);
    expect(answers.map((answer) => answer.status === 'ok' && answer.value)).toEqual(answers.map((_, at) => at * 2));
  });

  test('tells what a run used', async () => {
    const { usage } = await sandbox().run(callOf(run('let n = 0; while (n < 3e6) n++; return n;')));
    expect(usage.wallMs).toBeGreaterThan(0);
    expect(usage.peakHeapBytes).toBeGreaterThan(0);
  });

  test('closing ends what is under way, and leaves no process', async () => {
    const before = new Set(withDescendants(process.pid));
    const other = await openSandbox({ runner: runner as RunnerName });
    const pending = [1, 2, 3].map(() => other.run(callOf(run('for (;;);'))));
    await setTimeout(50);
    await other.dispose();
    for (const result of await Promise.all(pending)) expect(result.status).toBe('cancelled');
    await expect(other.run(good)).rejects.toMatchObject({ code: 'sandbox-closed' });
    const left = withDescendants(process.pid).filter((pid) => !before.has(pid));
    // Workers of the other sandbox of this test may have been replaced meanwhile; those of this one are gone.
    expect(left.length).toBeLessThanOrEqual(4);
  });
});
