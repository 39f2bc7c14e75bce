import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { flagOf } from '#capability/rollout';
import {
  type Capability,
  createRouter,
  flagsFromObject,
  type Reporter,
  type Run,
  type ShadowOptions,
} from '../../src/runtime/index.ts';
import { flagDocument } from './flagDocument.ts';

describe('a version in the shadow', () => {
  /** What the process's clock says: on a busy machine each run may hold the process for long by a real one. */
  let now: number;
  beforeEach(() => {
    now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => vi.restoreAllMocks());

  const results: string[] = [];
  const reporter: Reporter = { shadow: ({ version, result }) => results.push(`${version} ${result}`) };

  test('runs after the answer, on a copy of the input, and is compared', async () => {
    const order: string[] = [];
    const versions: Capability['versions'] = {
      '1.0.0': (input: { list: number[] }) => ({ sum: input.list.length }),
      '2.0.0': (input: { list: number[] }) => {
        order.push('beside');
        if (input.list.length === 3) throw new Error('three');
        return { sum: input.list.push(0) };
      },
    };
    const router = createRouter({
      capabilities: { upper: { versions, shadow: { share: 1 } } },
      flags: flagDocument(0),
      report: reporter,
    });
    await router.ready;
    for (const list of [[], [1, 2, 3]]) {
      const { value } = await router.run('upper', { list }, { user: 'ada' });
      order.push('answer');
      expect(value).toEqual({ sum: list.length });
      await expect.poll(() => results).toHaveLength(order.filter((what) => what === 'answer').length);
    }
    expect(order).toEqual(['answer', 'beside', 'answer', 'beside']);
    expect(results).toEqual(['2.0.0 different', '2.0.0 failed']);
  });

  test('is skipped where others still run', async () => {
    results.length = 0;
    const { promise, resolve } = Promise.withResolvers<string>();
    const versions = { '1.0.0': () => 'a', '2.0.0': () => promise };
    const router = createRouter({
      capabilities: { upper: { versions, shadow: { concurrency: 1, share: 1 } } },
      flags: flagDocument(0),
      report: reporter,
    });
    await router.ready;
    await router.run('upper', '');
    await router.run('upper', '');
    expect(results).toEqual(['2.0.0 skipped']);
    resolve('a');
    await expect.poll(() => results).toEqual(['2.0.0 skipped', '2.0.0 same']);
  });

  /** An app whose new version is as given, in the shadow of one that answers at once. */
  async function shadowed(next: Run, options: ShadowOptions, timeoutMs?: number) {
    const problems: string[] = [];
    const told: [string, string | undefined][] = [];
    const report: Reporter = { shadow: ({ result, reason }) => told.push([result, reason]) };
    const versions = { '1.0.0': () => 'a', '2.0.0': next };
    const capability = {
      versions,
      shadow: { share: 1, ...options },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    };
    const router = createRouter({
      capabilities: { upper: capability },
      flags: flagDocument(0),
      report,
      onProblem: (message) => problems.push(message),
    });
    await router.ready;
    const ask = async (input: unknown = '') => expect((await router.run('upper', input)).value).toBe('a');
    return { told, ask, problems };
  }

  test('runs no more once it was rolled back', async () => {
    const told: string[] = [];
    const report: Reporter = { shadow: ({ version, result }) => told.push(`${version} ${result}`) };
    const versions = { '1.0.0': () => 'a', '2.0.0': () => 'a', '3.0.0': () => 'a' };
    const flagsWith = (candidate: string, percent: number) => ({
      flags: { upper: flagOf({ stable: '1.0.0', candidate, percent }) },
    });
    const flags = flagsFromObject(flagsWith('2.0.0', 0.01));
    const router = createRouter({ capabilities: { upper: { versions, shadow: { share: 1 } } }, flags, report });
    await router.ready;
    await router.run('upper', '');
    await expect.poll(() => told).toEqual(['2.0.0 same']);
    // What a roll-back writes.
    flags.set(flagsWith('2.0.0', 0));
    await router.run('upper', '');
    flags.set(flagsWith('3.0.0', 0.01));
    await router.run('upper', '');
    await expect.poll(() => told.at(-1)).toBe('3.0.0 same');
    expect(told).toEqual(['2.0.0 same', '3.0.0 same']);
  });

  test('that never settles holds nothing back, and after some overruns it is off', async () => {
    const { told, ask, problems } = await shadowed(() => new Promise(() => {}), { overruns: 2 }, 40);
    for (let n = 1; n <= 3; n++) {
      await ask();
      await expect.poll(() => told).toHaveLength(n);
    }
    const late = ['failed', 'Version 2.0.0 did not answer within 40 ms.'];
    const off = ['skipped', 'It is off after 2 overruns.'];
    await ask();
    expect(told).toEqual([late, late, off, off]);
    expect(problems).toEqual([
      'toolwright: Version 2.0.0 of upper was skipped in the shadow. It is off after 2 overruns.',
    ]);
  });

  test('that overran counts for itself, not for the version that came after it', async () => {
    const told: string[] = [];
    const report: Reporter = { shadow: ({ version, result }) => told.push(`${version} ${result}`) };
    const begun = Promise.withResolvers<void>();
    const never = () => {
      begun.resolve();
      return new Promise(() => {});
    };
    const versions = { '1.0.0': () => 'a', '2.0.0': never, '3.0.0': () => 'a' };
    const flagsTo = (candidate: string) => ({ flags: { upper: flagOf({ stable: '1.0.0', candidate, percent: 1 }) } });
    const flags = flagsFromObject(flagsTo('2.0.0'));
    const shadow = { share: 1, overruns: 1 };
    const router = createRouter({ capabilities: { upper: { versions, shadow, timeoutMs: 300 } }, flags, report });
    await router.ready;
    await router.run('upper', '');
    await begun.promise;
    flags.set(flagsTo('3.0.0'));
    await router.run('upper', '');
    await expect.poll(() => told.toSorted()).toEqual(['2.0.0 failed', '3.0.0 same']);
    await router.run('upper', '');
    await expect.poll(() => told.slice(2)).toEqual(['3.0.0 same']);
  });

  test('that holds the process for long is off as well, and one that throws is not', async () => {
    const busy = (text: string) => {
      if (text !== 'busy') throw new Error('a bug');
      now += 60;
    };
    const { told, ask } = await shadowed(busy, { overruns: 1 });
    for (const [at, text] of ['', '', 'busy', ''].entries()) {
      await ask(text);
      await expect.poll(() => told).toHaveLength(at + 1);
    }
    expect(told.map(([result]) => result)).toEqual(['failed', 'failed', 'different', 'skipped']);
  });

  test('whose own calls take too long has not overrun itself, and is not off', async () => {
    const impatient = () => Promise.reject(new DOMException('no answer', 'TimeoutError'));
    const { told, ask } = await shadowed(impatient, { overruns: 1 });
    for (let n = 1; n <= 2; n++) {
      await ask();
      await expect.poll(() => told).toHaveLength(n);
    }
    const failed = ['failed', 'no answer'];
    expect(told).toEqual([failed, failed]);
  });

  test('changes the input for nobody, and one that cannot be copied is no failure of it', async () => {
    const empty = (input: { list?: number[] }) => {
      input.list = [];
      return 'a';
    };
    const { told, ask, problems } = await shadowed(empty, {});
    const input = { list: [1] };
    await ask(input);
    await expect.poll(() => told).toEqual([['same', undefined]]);
    expect(input).toEqual({ list: [1] });
    await ask({ call: () => {} });
    const why = expect.stringMatching(/^The input cannot be copied: .*could not be cloned/);
    await expect.poll(() => told.at(-1)).toEqual(['skipped', why]);
    await ask({ call: () => {} });
    await expect.poll(() => told).toHaveLength(3);
    expect(problems).toEqual([
      expect.stringMatching(/^toolwright: Version 2.0.0 of upper was skipped in the shadow. The/),
    ]);
  });

  test('whose result shows nobody what it holds is neither the same nor a failure', async () => {
    const told: (string | undefined)[] = [];
    const report: Reporter = { shadow: ({ result, reason }) => told.push(result, reason) };
    const versions = { '1.0.0': () => new WeakMap(), '2.0.0': () => new WeakMap() };
    const router = createRouter({
      capabilities: { upper: { versions, shadow: { share: 1 } } },
      flags: flagDocument(0),
      report,
      onProblem: () => {},
    });
    await router.ready;
    await router.run('upper', '');
    await expect.poll(() => told).toEqual(['skipped', 'The results cannot be compared: nobody can see into it']);
  });

  test('may be asked of few requests', async () => {
    const { told, ask } = await shadowed(() => 'a', { sample: 0 });
    await ask();
    await pause(5);
    expect(told).toEqual([]);
  });

  test('that never comes to an end can run in a worker, which is ended', async () => {
    const exits: number[] = [];
    const run: ShadowOptions['run'] = (version, input, signal) => {
      const worker = new Worker('while (true);', { eval: true, workerData: { version, input } });
      signal.addEventListener('abort', () => worker.terminate());
      worker.once('exit', (code) => exits.push(code));
      return once(worker, 'message');
    };
    const { told, ask } = await shadowed(() => 'never', { run }, 50);
    await ask();
    await expect.poll(() => [told[0]?.[0], exits.length]).toEqual(['failed', 1]);
  });
});
