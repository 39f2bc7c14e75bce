import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Call, putUnderLoad } from '../../../src/capability/benchmark/index.ts';
import type { LoadPlan } from '../../../src/protocol/index.ts';

// Time is simulated: what is asserted are counts and queues, which do not depend on the machine then.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server of few places: calls wait for those before them. */
function server(ms: number, fails: (turn: number) => boolean = () => false, places = 1): Call {
  const free = new Array<number>(places).fill(0);
  return async (turn) => {
    const place = free.indexOf(Math.min(...free));
    free[place] = Math.max(free[place] as number, performance.now()) + ms;
    const wait = (free[place] as number) - performance.now();
    await new Promise((resolve) => setTimeout(resolve, wait));
    return fails(turn) ? undefined : { ms, heapBytes: 0, input: 0 };
  };
}

async function loaded(call: Call, plan: LoadPlan, signal?: AbortSignal) {
  const report = putUnderLoad(call, plan, { workers: 1, signal });
  const settled = report.then(
    () => true,
    () => true,
  );
  let done = false;
  void settled.then(() => {
    done = true;
  });
  while (!done) await vi.advanceTimersByTimeAsync(10);
  return report;
}

it('ends a step whose queue would fill the memory', async () => {
  const { steps, saturation } = await loaded(server(10), { model: 'open', rates: [1_000_000], secondsEach: 2 });
  expect(steps.map(({ calls }) => calls)).toEqual([10_001]);
  expect(saturation).toMatchObject({ keptUp: 0, failedAt: 1_000_000 });
});

it('tells what was answered in a second of the time that a step ran, where it ended early', async () => {
  const { steps } = await loaded(server(10), { model: 'open', rates: [1_000_000], secondsEach: 60 });
  expect(steps[0]?.throughput).toBeCloseTo(100, 0);
});

it.each([
  // They run into their time limit: whoever called waited for them.
  ['late', 1500, [20, 1500]],
  // An error at once is no quick answer.
  ['at once', 0, [20, 20]],
])('has calls that fail %s make percentiles no better', async (_, failsAfter, percentiles) => {
  const call: Call = async (turn) => {
    const fails = turn % 10 === 7;
    const ms = fails ? failsAfter : turn % 10 === 3 ? 20 : 5;
    if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
    return fails ? undefined : { ms, heapBytes: 0, input: 0 };
  };
  const { steps } = await loaded(call, { model: 'open', rates: [50], secondsEach: 6 });
  expect(steps[0]).toMatchObject({ calls: 300, failures: 30 });
  const at = (percent: number) => steps[0]?.percentiles.find((one) => one.percent === percent)?.ms ?? 0;
  expect([90, 95].map((percent) => Math.round(at(percent)))).toEqual(percentiles);
});

it('keeps up with a rate below what it can do, and finds where it no longer does', async () => {
  const { steps, saturation } = await loaded(server(10), { model: 'open', rates: [20, 50, 150], secondsEach: 2 });
  expect(steps.map(({ offered, calls, failures }) => [offered, calls, failures])).toEqual([
    [20, 40, 0],
    [50, 100, 0],
    [150, 300, 0],
  ]);
  expect(saturation).toMatchObject({ keptUp: 50, failedAt: 150 });
  // 300 calls of 10 ms in 2 s: the last waits for a second, and that is told although the call itself took 10 ms.
  const slowest = steps[2]?.percentiles.at(-1)?.ms ?? 0;
  expect(slowest).toBeGreaterThan(900);
});

it('counts calls that are never answered among the slowest, and says how many', async () => {
  const { steps, saturation } = await loaded(server(100), { model: 'open', rates: [100], secondsEach: 2 });
  const [step] = steps;
  // One call in 100 ms: of 200 some 40 are answered within the 2 s and the 2 s of patience, and the others have waited for 2 s at least.
  expect(step).toMatchObject({ calls: 200, failures: 0 });
  expect(step?.unanswered).toBeGreaterThan(150);
  expect(step?.percentiles.find(({ percent }) => percent === 50)?.ms).toBeGreaterThan(2000);
  expect(saturation?.reason).toMatch(
    /^10(\.\d)? of 100 calls a second were answered, because they waited for each other, and 1\d\d of 200 were never answered$/,
  );
});

it.each([
  // Slow calls are never all answered within a short step: the last ones begin at its end, however low the rate is.
  ['keeps up', 400, 3, 15, { keptUp: 3 }],
  ['keeps up', 1200, 1, 5, { keptUp: 1 }],
  ['keeps up', 1900, 1, 5, { keptUp: 1 }],
  ['does not', 800, 3, 15, { keptUp: 0, failedAt: 3 }],
  ['does not', 2600, 1, 5, { keptUp: 0, failedAt: 1 }],
])('%s on two workers with calls of %d ms, %d a second', async (_, ms, rate, calls, saturation) => {
  const call = server(ms, undefined, 2);
  const { steps, saturation: found } = await loaded(call, { model: 'open', rates: [rate], secondsEach: 5 });
  expect(steps[0]).toMatchObject({ calls, failures: 0 });
  expect(found).toMatchObject(saturation);
  expect(steps[0]?.throughput, 'more than two workers can do').toBeLessThanOrEqual(Math.min(rate, 2000 / ms) + 1e-9);
});

it('tells no percentiles that so few calls cannot tell', async () => {
  const { steps } = await loaded(server(10), { model: 'open', rates: [2, 20], secondsEach: 4 });
  expect(steps.map(({ percentiles }) => percentiles.map(({ percent }) => percent))).toEqual([
    [50, 90],
    [50, 90, 95, 99],
  ]);
});

it('ends with what calls are lost by, also while it waits for the next one', async () => {
  const call: Call = async (turn) => {
    if (turn === 3) throw new Error('no sandbox');
    return { ms: 1, heapBytes: 0, input: 0 };
  };
  await expect(loaded(call, { model: 'open', rates: [10], secondsEach: 1000 })).rejects.toThrow('no sandbox');
});

it('counts calls that come to no value, and does not keep up where many do', async () => {
  const call = server(1, (turn) => turn % 4 === 0);
  const { steps, saturation } = await loaded(call, { model: 'open', rates: [40], secondsEach: 1 });
  expect(steps[0]).toMatchObject({ calls: 40, failures: 10, throughput: 30 });
  expect(saturation).toEqual({ keptUp: 0, failedAt: 40, reason: '10 of 40 calls came to no value' });
});

it('has users wait for their answers, so that more of them share what there is', async () => {
  const plan: LoadPlan = { model: 'closed', users: [1, 10], thinkMs: 90, secondsEach: 3 };
  const { steps, saturation } = await loaded(server(10), plan);
  // One user: an answer in 10 ms and 90 ms to think. Ten users take all that the server has.
  expect(steps[0]?.throughput).toBeCloseTo(10, 0);
  expect(steps[1]?.throughput).toBeGreaterThan(80);
  expect(steps[1]?.throughput).toBeLessThanOrEqual(100);
  expect(saturation).toBeUndefined();
});

it('ends when it is told to', async () => {
  const stopping = new AbortController();
  const call: Call = async (turn) => {
    if (turn === 3) stopping.abort();
    return { ms: 1, heapBytes: 0, input: 0 };
  };
  const plan: LoadPlan = { model: 'open', rates: [10], secondsEach: 1000 };
  await expect(loaded(call, plan, stopping.signal)).rejects.toThrow();
});
