import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { flagOf } from '#capability/rollout';
import {
  type Capability,
  createRouter,
  type Ended,
  flagsFromObject,
  type Opinion,
  type Reporter,
  type Request,
} from '../../src/runtime/index.ts';
import { flagsFromFile } from '../../src/runtime/node/index.ts';
import { FlagDefinitions } from '../../src/runtime/openFeature/definitions.ts';
import fc from '../support/fastCheck.ts';
import { flagDocument } from './flagDocument.ts';

const upper: Capability = {
  versions: {
    '1.0.0': (text: string) => text.toUpperCase(),
    '2.0.0': async (text: string) => {
      if (text === 'bad') throw new Error('bad input');
      return `${text.toUpperCase()}!`;
    },
  },
};

function recorder() {
  const ended: Ended[] = [];
  const opinions: Opinion[] = [];
  const reporter: Reporter = { ended: (one) => ended.push(one), opinion: (one) => opinions.push(one) };
  return { ended, opinions, reporter };
}

const insider = { user: 'ada', groups: ['insiders'] };

describe('a request', () => {
  test('is served by the version that the flag gives its user, and told of', async () => {
    const { ended, reporter } = recorder();
    const router = createRouter({ capabilities: { upper }, flags: flagDocument(0), report: reporter });
    await router.ready;
    expect(await router.run('upper', 'a', insider)).toMatchObject({
      value: 'A!',
      version: '2.0.0',
      variant: 'candidate',
    });
    expect(await router.run('upper', 'a', { user: 'bob' })).toMatchObject({
      value: 'A',
      version: '1.0.0',
      variant: 'stable',
    });
    expect(await router.run('upper', 'a')).toMatchObject({ value: 'A', variant: 'stable' });
    expect(ended).toMatchObject([
      { outcome: 'served', request: insider, served: { version: '2.0.0' }, labels: { stratum: '0.0.0', speaks: '0' } },
      { outcome: 'served', served: { version: '1.0.0' }, labels: { stratum: '0.0.0', speaks: '0' } },
      { outcome: 'served', served: { version: '1.0.0' } },
    ]);
    expect(ended[2]?.labels).toBeUndefined();
    await router.close();
  });

  test('that the new version fails is served by the one in use, and both are told of', async () => {
    const { ended, reporter } = recorder();
    const router = createRouter({ capabilities: { upper }, flags: flagDocument(100), report: [reporter] });
    await router.ready;
    expect(await router.run('upper', 'bad', { user: 'ada' })).toMatchObject({ value: 'BAD', variant: 'fallback' });
    await router.run('upper', 'good', { user: 'ada' });
    expect(ended).toMatchObject([
      { outcome: 'error', reason: 'bad input', served: { variant: 'candidate' }, labels: { stratum: '0.0.0' } },
      { outcome: 'served', served: { variant: 'fallback', version: '1.0.0' } },
      { outcome: 'served', served: { variant: 'candidate' }, labels: { stratum: '1.4.1', speaks: '1' } },
    ]);
  });

  test('that the new version fails because it asks for what nothing serves, is its error, and counts', async () => {
    const { ended, reporter } = recorder();
    const asking = (): Promise<unknown> => router.run('gone', {});
    const router = createRouter({
      capabilities: { upper: { versions: { '1.0.0': () => 'old', '2.0.0': asking } } },
      flags: flagDocument(100),
      report: reporter,
    });
    await router.ready;
    for (let n = 0; n < 2; n++) {
      expect(await router.run('upper', 'a', { user: 'ada' })).toMatchObject({ value: 'old', variant: 'fallback' });
    }
    expect(ended.map(({ outcome, served, labels }) => [outcome, served?.variant, labels?.stratum])).toEqual([
      ['missing_handler', undefined, undefined],
      ['error', 'candidate', '0.0.0'],
      ['served', 'fallback', undefined],
      ['missing_handler', undefined, undefined],
      ['error', 'candidate', '1.4.1'],
      ['served', 'fallback', undefined],
    ]);
  });

  test('that the new version fails with something that has no words is served all the same', async () => {
    const { ended, reporter } = recorder();
    const worse = () => {
      throw Object.create(null);
    };
    const router = createRouter({
      capabilities: { upper: { versions: { '1.0.0': () => 'old', '2.0.0': worse } } },
      flags: flagDocument(100),
      report: reporter,
    });
    await router.ready;
    expect(await router.run('upper', 'a', { user: 'ada' })).toMatchObject({ value: 'old', variant: 'fallback' });
    expect(ended).toMatchObject([{ outcome: 'error', reason: 'unknown' }, { outcome: 'served' }]);
  });

  test('that the version in use fails, fails as that does', async () => {
    const { ended, reporter } = recorder();
    const failing = { versions: { '1.0.0': () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) } };
    const router = createRouter({ capabilities: { failing }, report: reporter });
    await expect(router.run('failing', 1)).rejects.toThrow('no');
    expect(ended).toMatchObject([{ outcome: 'permission', reason: 'no', served: { capability: 'failing' } }]);
  });

  test('that takes too long is served by the version in use', async () => {
    const { ended, reporter } = recorder();
    const slow: Capability = {
      timeoutMs: 10,
      versions: { '1.0.0': () => 'soon', '2.0.0': () => new Promise(() => {}) },
    };
    const router = createRouter({ capabilities: { upper: slow }, flags: flagDocument(100), report: reporter });
    await router.ready;
    expect(await router.run('upper', '', { user: 'ada' })).toMatchObject({ value: 'soon', variant: 'fallback' });
    expect(ended[0]).toMatchObject({
      outcome: 'timeout',
      reason: 'Version 2.0.0 of upper did not answer within 10 ms.',
    });
  });

  test('that nothing serves is a missing handler, whether it has a name or only words', async () => {
    const { ended, reporter } = recorder();
    const router = createRouter({ capabilities: { upper }, report: reporter });
    await expect(router.run('lower', 'A', { user: 'ada' })).rejects.toMatchObject({ code: 'missing_handler' });
    router.missing('convert the invoice to PDF', { user: 'ada' }, { page: 1 });
    expect(ended).toMatchObject([
      {
        outcome: 'missing_handler',
        request: { text: 'lower', user: 'ada' },
        reason: 'This app has no capability lower.',
      },
      { outcome: 'missing_handler', request: { text: 'convert the invoice to PDF' }, input: { page: 1 } },
    ]);
    expect(ended[0]).not.toHaveProperty('served');
  });

  test('that nothing serves is told of by its name where the app has no words for it', async () => {
    const { ended, reporter } = recorder();
    const router = createRouter({ capabilities: { upper }, report: reporter });
    const wordless = { user: 'ada', text: undefined } as unknown as Request;
    await expect(router.run('lower', 'A', wordless)).rejects.toMatchObject({ code: 'missing_handler' });
    expect(ended).toMatchObject([{ outcome: 'missing_handler', request: { text: 'lower', user: 'ada' } }]);
  });

  test('is served although a reporter fails, which is told once', async () => {
    const told: string[] = [];
    const report = {
      ended() {
        throw new Error('disk full');
      },
    };
    const router = createRouter({ capabilities: { upper }, report, onProblem: (message) => told.push(message) });
    await router.run('upper', 'a');
    await router.run('upper', 'a');
    expect(told).toEqual(['toolwright: A reporter failed, but requests are served: disk full']);
  });

  test('that was served is no concern of a reporter for failures, whose users are known to others all the same', async () => {
    const failures: Ended[] = [];
    const ofFailures: Reporter = { only: 'failures', ended: (one) => failures.push(one) };
    const { ended, reporter } = recorder();
    for (const report of [[ofFailures], [ofFailures, reporter]]) {
      const router = createRouter({ capabilities: { upper }, flags: flagDocument(100), report });
      await router.ready;
      await router.run('upper', 'good', { user: 'ada' });
      await router.run('upper', 'bad', { user: 'ada' });
    }
    expect(failures.map(({ outcome, labels }) => [outcome, labels?.stratum])).toEqual([
      ['error', undefined],
      ['error', '1.0.0'],
    ]);
    expect(ended.map(({ outcome }) => outcome)).toEqual(['served', 'error', 'served']);
  });

  test('that names its user by no text is nobody’s, and breaks nothing', async () => {
    const problems: string[] = [];
    const router = createRouter({
      capabilities: { upper: { versions: { '1.0.0': () => 'old', '2.0.0': () => 'new' } } },
      flags: { flags: { upper: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent: 50 }) } },
      onProblem: (message) => problems.push(message),
    });
    onTestFinished(() => router.close());
    const ask = async (request: unknown) => (await router.run('upper', 1, request as Request)).value;
    await router.ready;
    const texts = await Promise.all(['41', '42', '43', '44', '45', '46'].map((user) => ask({ user })));
    expect(new Set(texts)).toEqual(new Set(['old', 'new']));
    for (const nobody of [null, undefined, {}, { user: null }, { user: null, groups: null }]) {
      expect(await ask(nobody)).toBe('old');
    }
    expect(problems).toEqual([]);
    for (const odd of [{ user: 42 }, { user: 43 }, { user: {} }, { user: null, groups: 'beta' }]) {
      expect(await ask(odd)).toBe('old');
    }
    expect(problems).toEqual([
      'toolwright: A request whose user is no text, or whose groups are no list, is nobody’s.',
    ]);
  });

  test('waits for a version that is loaded, and a load that failed is tried again', async () => {
    let loads = 0;
    const load = async () => {
      if (++loads === 1) throw new Error('no network');
      return { run: (n: number) => n + 1 };
    };
    const router = createRouter({ capabilities: { next: { versions: { '1.0.0': { load } } } } });
    await expect(router.run('next', 1)).rejects.toThrow('no network');
    expect((await router.run('next', 1)).value).toBe(2);
    expect((await router.run('next', 2)).value).toBe(3);
    expect(loads).toBe(2);
  });
});

test('a first version reaches nobody before its flag says so where the app says that there was none before', async () => {
  const source = flagsFromObject({ flags: {} });
  const capability = { versions: { '1.0.0': () => 'first' }, stable: null };
  const router = createRouter({ capabilities: { upper: capability }, flags: source });
  await router.ready;
  const ask = () => router.run('upper', { text: 'a' }, { user: 'ada' });
  await expect(ask()).rejects.toMatchObject({ code: 'missing_handler' });
  source.set({ flags: { upper: flagOf({ stable: '', candidate: '1.0.0', percent: 100 }) } });
  expect(await ask()).toMatchObject({ version: '1.0.0', variant: 'candidate' });
  source.set({ flags: { upper: flagOf({ stable: '', candidate: '1.0.0', percent: 0 }) } });
  await expect(ask()).rejects.toMatchObject({ code: 'missing_handler' });
});

test('what can be called and has a `then`, as queries of some libraries do, is waited for', async () => {
  const query = () =>
    Object.defineProperty(() => {}, 'then', { value: (resolve: (to: string) => void) => resolve('a') });
  const router = createRouter({ capabilities: { query: { versions: { '1.0.0': query } } } });
  expect((await router.run('query', '')).value).toBe('a');
});

test('what has a `then` that returns nothing is waited for as a promise is', async () => {
  const query = () => Object.defineProperty({}, 'then', { value: (resolve: (value: string) => void) => resolve('a') });
  const router = createRouter({ capabilities: { query: { versions: { '1.0.0': query }, timeoutMs: 1000 } } });
  expect((await router.run('query', '')).value).toBe('a');
});

test.each<readonly [unknown, RegExp]>([
  [undefined, /needs { capabilities/],
  [{}, /needs { capabilities/],
  [{ capabilities: { slug: {} } }, /slug has no version/],
  [{ capabilities: { slug: { versions: { '1.0.0': 5 } } } }, /Version 1.0.0 is neither/],
  ...[Number.POSITIVE_INFINITY, Number.NaN, -5, 0, 2 ** 31, '5'].map((timeoutMs): [unknown, RegExp] => [
    { capabilities: { slug: { versions: { '1.0.0': () => 1 }, timeoutMs } } },
    /timeoutMs of/,
  ]),
])('a router of %j is refused with what to do', (options, words) => {
  const refused = () => createRouter(options as never);
  expect(refused).toThrow(TypeError);
  expect(refused).toThrow(words);
});

describe('flags', () => {
  test('that are no document, but the path of one, are told of', async () => {
    const problems: string[] = [];
    const onProblem = (message: string) => problems.push(message);
    const router = createRouter({ capabilities: { upper }, flags: '.toolwright/rollouts.json' as never, onProblem });
    await router.ready;
    expect(problems).toEqual(['toolwright: The document has no object "flags". Meanwhile the stable versions serve.']);
  });

  test('that say something wrong leave in force what was good, flag by flag', async () => {
    const told: string[] = [];
    const flags = flagsFromObject(flagDocument(100));
    const router = createRouter({ capabilities: { upper, other: upper }, flags, onProblem: (one) => told.push(one) });
    await router.ready;
    const variant = async (name = 'upper') => (await router.run(name, 'a', { user: 'ada' })).variant;
    for (const broken of [null, { flags: [] }, flagDocument(0, { upper: { state: 'ON' } })]) {
      flags.set(broken);
      expect(await variant()).toBe('candidate');
    }
    flags.set(flagDocument(0));
    expect(await variant()).toBe('stable');
    expect(told).toEqual([
      expect.stringMatching(/^toolwright: The document has no object "flags"\. What it said before stays\.$/),
      expect.stringMatching(/^toolwright: The document has no object "flags"\. What it said before stays\.$/),
      'toolwright: The flag upper cannot be used: its state has to be ENABLED or DISABLED. What it said before stays.',
    ]);
  });

  test('of others in the same document are none of its business; one of its own that was never right says what serves', async () => {
    const told: string[] = [];
    const flags = flagsFromObject(
      flagDocument(100, {
        'dark-mode': { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'on' },
        toString: { state: 'ON' },
      }),
    );
    const router = createRouter({ capabilities: { upper, other: upper }, flags, onProblem: (one) => told.push(one) });
    await router.ready;
    expect(told).toEqual([]);
    flags.set(flagDocument(100, { other: { state: 'ON' } }));
    flags.set(flagDocument(0, { other: { state: 'ON' } }));
    expect(told).toEqual([
      'toolwright: The flag other cannot be used: its state has to be ENABLED or DISABLED. Meanwhile the stable versions serve.',
    ]);
    expect((await router.run('other', 'a', insider)).variant).toBe('stable');
    flags.set(flagDocument(100, { other: flagOf({ stable: '1.0.0', candidate: '2.0.0', percent: 100 }) }));
    expect((await router.run('other', 'a', insider)).variant).toBe('candidate');
    flags.set(flagDocument(100));
    expect((await router.run('other', 'a', insider)).variant).toBe('stable');
    expect(told).toHaveLength(1);
  });

  test('give the versions that they name, whatever their variants are called, as a provider does', async () => {
    const name = fc.constantFrom('stable', 'candidate', 'old', 'new');
    const version = fc.constantFrom('1.0.0', '2.0.0', '3.0.0');
    const weighted = fc.tuple(name, fc.nat(3));
    const split = fc.record({ fractional: fc.array(weighted, { minLength: 1, maxLength: 4 }) });
    const inGroup = fc.constant({ in: ['insiders', { var: 'groups' }] });
    const targeting = fc.oneof(split, fc.record({ if: fc.tuple(inGroup, name, split) }));
    const flag = fc.record(
      {
        state: fc.constant('ENABLED'),
        variants: fc.record({ stable: version, candidate: version, old: version, new: version }),
        defaultVariant: name,
        targeting,
      },
      { requiredKeys: ['state', 'variants', 'defaultVariant'] },
    );
    const versions = { '1.0.0': () => 1, '2.0.0': () => 2, '3.0.0': () => 3 };
    const users = [{}, { user: 'ada' }, { user: 'bob' }, { user: 'eve', groups: ['insiders'] }];
    await fc.assert(
      fc.asyncProperty(flag, async (upper) => {
        const router = createRouter({ capabilities: { upper: { versions } }, flags: { flags: { upper } } });
        await router.ready;
        const definitions = new FlagDefinitions();
        definitions.take({ flags: { upper } });
        for (const { user, groups = [] } of users) {
          const context = { ...(user === undefined ? {} : { targetingKey: user }), groups };
          const { value } = definitions.resolve('upper', 'string', '', context);
          const answer = await router.run('upper', '', { ...(user === undefined ? {} : { user }), groups });
          expect(answer.version).toBe(value);
        }
      }),
    );
  });

  test('whose variants have other names have a safety net and a shadow all the same, and tell of what the app lacks', async () => {
    const told: string[] = [];
    const { ended, reporter } = recorder();
    const shadows: unknown[] = [];
    const flag = {
      ...{ state: 'ENABLED', variants: { old: '1.0.0', new: '2.0.0', newest: '3.0.0' }, defaultVariant: 'old' },
      targeting: {
        if: [
          { in: ['insiders', { var: 'groups' }] },
          'new',
          {
            fractional: [
              ['newest', 1],
              ['old', 0],
            ],
          },
        ],
      },
    };
    const router = createRouter({
      capabilities: { upper: { ...upper, shadow: { share: 1 } } },
      ...{ flags: { flags: { upper: flag } }, onProblem: (one: string) => told.push(one) },
      report: { ...reporter, shadow: ({ version }) => shadows.push(version) },
    });
    await router.ready;
    expect(told).toEqual(['toolwright: The flag upper names version 3.0.0, which this app does not bring.']);
    expect(await router.run('upper', 'a', insider)).toMatchObject({ version: '2.0.0', variant: 'candidate' });
    expect(await router.run('upper', 'bad', insider)).toMatchObject({ version: '1.0.0', variant: 'fallback' });
    expect(await router.run('upper', 'a', { user: 'bob' })).toMatchObject({ version: '1.0.0', variant: 'fallback' });
    expect(await router.run('upper', 'a')).toMatchObject({ version: '1.0.0', variant: 'stable' });
    expect(ended.map(({ outcome }) => outcome)).toEqual(['served', 'error', 'served', 'served', 'served']);
    await expect.poll(() => shadows).toEqual(['2.0.0']);
  });

  test('run the version in the shadow that they give to users, and none that nobody gets', async () => {
    const shadows: unknown[] = [];
    const flag = {
      ...{ state: 'ENABLED', variants: { third: '3.0.0', candidate: '2.0.0', stable: '1.0.0' } },
      ...{
        defaultVariant: 'stable',
        targeting: {
          fractional: [
            ['third', 0],
            ['candidate', 1],
            ['stable', 1_000_000],
          ],
        },
      },
    };
    const versions = { '1.0.0': () => 1, '2.0.0': () => 2, '3.0.0': () => 3 };
    const router = createRouter({
      capabilities: { upper: { versions, shadow: { share: 1 } } },
      flags: { flags: { upper: flag } },
      report: { shadow: ({ version }) => shadows.push(version) },
    });
    await router.ready;
    await router.run('upper', 'a', { user: 'bob' });
    await expect.poll(() => shadows).toEqual(['2.0.0']);
  });

  test('that are half written when the app starts are waited for, told once with what serves meanwhile, and followed once mended', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toolwright-router-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'rollouts.json');
    const whole = JSON.stringify(flagDocument(100));
    writeFileSync(file, whole.slice(0, 60));
    const told: string[] = [];
    const flags = flagsFromFile(file, { pollMs: 20, writingMs: 100 });
    const router = createRouter({ capabilities: { upper }, flags, onProblem: (one) => told.push(one) });
    onTestFinished(() => router.close());
    const variant = async () => (await router.run('upper', 'a', { user: 'ada' })).variant;
    // While it may still be written: who asks at once is not kept waiting, and nothing is wrong so far.
    expect(await variant()).toBe('stable');
    expect(told).toEqual([]);
    await router.ready;
    const once = [`toolwright: The flags cannot be read: ${file} is not JSON. Meanwhile the stable versions serve.`];
    expect(told).toEqual(once);
    writeFileSync(file, whole.slice(0, 90));
    await pause(300);
    expect([await variant(), told]).toEqual(['stable', once]);
    writeFileSync(file, whole);
    await expect.poll(variant).toBe('candidate');
    expect(told).toEqual(once);
    // From then on something was said.
    writeFileSync(file, whole.slice(0, 60));
    await expect
      .poll(() => told)
      .toEqual([...once, expect.stringMatching(/is not JSON\. What it said before stays\.$/)]);
    expect(await variant()).toBe('candidate');
  });

  test('are followed, and requests timed, whatever the clock says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'toolwright-router-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'rollouts.json');
    const { ended, reporter } = recorder();
    const write = (percent: number, at: Date) => {
      writeFileSync(`${file}.new`, JSON.stringify(flagDocument(percent)));
      utimesSync(`${file}.new`, at, at);
      renameSync(`${file}.new`, file);
    };
    write(0, new Date());
    const flags = flagsFromFile(file, { pollMs: 20 });
    const router = createRouter({ capabilities: { upper }, flags, report: reporter });
    onTestFinished(() => router.close());
    await router.ready;
    const variant = async () => (await router.run('upper', 'a', { user: 'ada' })).variant;
    expect(await variant()).toBe('stable');
    onTestFinished(() => void vi.restoreAllMocks());
    const year = 365 * 24 * 60 * 60_000;
    const real = Date.now;
    for (const [jump, percent, expected] of [
      [year, 100, 'candidate'],
      [-2 * year, 0, 'stable'],
      [0, 100, 'candidate'],
    ] as const) {
      vi.spyOn(Date, 'now').mockImplementation(() => real() + jump);
      write(percent, new Date(Date.now()));
      await expect.poll(variant).toBe(expected);
    }
    expect(ended.filter(({ milliseconds }) => !(milliseconds >= 0 && milliseconds < year))).toEqual([]);
    expect(ended.every(({ outcome }) => outcome === 'served')).toBe(true);
  });

  test('are followed on where nobody can hear of what is wrong with them', async () => {
    const flags = flagsFromObject(flagDocument(100));
    const onProblem = () => {
      throw new Error('the log is full');
    };
    const router = createRouter({ capabilities: { other: upper, upper }, flags, onProblem });
    await router.ready;
    const variant = async () => (await router.run('upper', 'a', { user: 'ada' })).variant;
    expect(await variant()).toBe('candidate');
    flags.set({ flags: { other: { state: 'ON' }, ...flagDocument(0).flags } });
    expect(await variant()).toBe('stable');
  });

  test('that name a version which the app does not bring, give the one in use', async () => {
    const told: string[] = [];
    const { '1.0.0': one } = upper.versions;
    const router = createRouter({
      capabilities: { upper: { versions: { '1.0.0': one as () => string } } },
      flags: flagDocument(100),
      onProblem: (message) => told.push(message),
    });
    await router.ready;
    expect((await router.run('upper', 'a', { user: 'ada' })).variant).toBe('fallback');
    expect(told).toEqual(['toolwright: The flag upper names version 2.0.0, which this app does not bring.']);
  });

  test('forget what users did only where other versions are compared', async () => {
    const { ended, reporter } = recorder();
    const flags = flagsFromObject(flagDocument(10));
    const router = createRouter({ capabilities: { upper }, flags, report: reporter });
    await router.ready;
    await router.run('upper', 'a', insider);
    flags.set(flagDocument(25));
    await router.run('upper', 'a', insider);
    const next = flagDocument(25);
    flags.set(JSON.parse(JSON.stringify(next).replaceAll('"1.0.0"', '"2.0.0"')));
    await router.run('upper', 'a', insider);
    expect(ended.map(({ labels }) => labels?.stratum)).toEqual(['0.0.0', '1.0.0', '0.0.0']);
  });
});

describe('an opinion', () => {
  test('is counted once, for the version that answered', async () => {
    const { opinions, reporter } = recorder();
    const router = createRouter({ capabilities: { upper }, flags: flagDocument(0), report: reporter, answers: 2 });
    await router.ready;
    const { requestId } = await router.run('upper', 'a', insider);
    expect(router.feedback(requestId, 'sideways' as 'up')).toBe(false);
    expect([router.feedback(requestId, 'down'), router.feedback(requestId, 'up')]).toEqual([true, false]);
    const old = await router.run('upper', 'a', insider);
    await router.run('upper', 'b', insider);
    await router.run('upper', 'c', insider);
    for (const unknown of [old.requestId, 'nonsense', '', undefined, null, 5, {}, [], Symbol('id')]) {
      expect(router.feedback(unknown as string, 'up')).toBe(false);
    }
    expect(opinions).toMatchObject([
      { requestId, rating: 'down', served: { version: '2.0.0', variant: 'candidate' }, user: 'ada', speaks: '0' },
    ]);
  });

  test('finds its request by an id that no other one has, also beyond a thousand', async () => {
    const { opinions, reporter } = recorder();
    const router = createRouter({ capabilities: { upper }, flags: flagDocument(0), report: reporter });
    await router.ready;
    const ids: string[] = [];
    for (let n = 0; n < 2100; n++) ids.push((await router.run('upper', 'a', { user: `user-${n}` })).requestId);
    expect(new Set(ids).size).toBe(2100);
    for (const id of ids) expect(router.feedback(id, 'up')).toBe(true);
    expect(opinions.map(({ user }) => user)).toEqual(ids.map((_, n) => `user-${n}`));
  });
});

test('an opinion that no reporter would hear is not counted, and nothing is kept for it', async () => {
  const router = createRouter({ capabilities: { upper }, flags: flagDocument(0), report: { ended() {} } });
  await router.ready;
  const ids = [await router.run('upper', 'a', insider), await router.run('upper', 'a', insider)].map(
    ({ requestId }) => requestId,
  );
  expect(new Set(ids).size).toBe(2);
  expect(ids.map((id) => router.feedback(id, 'up'))).toEqual([false, false]);
});
