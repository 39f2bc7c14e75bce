import { describe, expect, it } from 'vitest';
import { told } from '../../../src/capability/benchmark/comparison/compare.ts';
import { verdictOf } from '../../../src/capability/benchmark/comparison/difference.ts';
import { controlWords } from '../../../src/capability/benchmark/comparison/words.ts';
import { againstBaseline, type Call, compareCalls } from '../../../src/capability/benchmark/index.ts';
import type { BaselineComparison, BenchmarkReport } from '../../../src/protocol/index.ts';
import { normals, numbers } from './noise.ts';

const options = { margin: 0.02, rounds: 1500, seconds: 60 };

/** Calls around a time, on a machine that gets slower from round to round, by half of it in the end. */
function contestant(name: string, ms: number, seed: number) {
  const normal = normals(seed);
  const call: Call = async (turn) => ({
    ms: ms * (1 + turn / 3000) * Math.exp(0.05 * normal()),
    heapBytes: 1,
    input: 0,
  });
  return { name, version: '1.0.0', call };
}

async function compared(...all: readonly ReturnType<typeof contestant>[]) {
  const result = await compareCalls(all, options);
  if ('failures' in result) throw new Error('Nothing was compared.');
  return result;
}

describe('a comparison', () => {
  it('finds who is slower although the machine drifts, and says by how much', async () => {
    const { differences, control, ranking } = await compared(contestant('a', 2, 1), contestant('b', 2.1, 2));
    const [difference] = differences;
    expect(difference).toMatchObject({ subject: 'b', reference: 'a', verdict: 'slower' });
    expect(difference?.ratio.low).toBeLessThan(1.05);
    expect(difference?.ratio.high).toBeGreaterThan(1.05);
    expect(difference?.slowerShare).toBeGreaterThan(0.5);
    expect(difference?.words).toContain('b is slower than a');
    expect(control.verdict).toBe('same');
    expect(control.words).toMatch(/^a beside itself took .* so differences of 2 % can be seen\.$/);
    expect(ranking.map(({ name, rank }) => [name, rank])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('gives those that cannot be told apart the same rank, and says with whom', async () => {
    const { ranking } = await compared(contestant('a', 2, 3), contestant('b', 2, 4), contestant('c', 3, 5));
    expect(ranking.map(({ rank }) => rank)).toEqual([1, 1, 3]);
    expect(ranking.find(({ name }) => name === 'b')?.words).toBe('quickest, not told apart from a');
    expect(ranking[2]).toMatchObject({ name: 'c', words: 'third' });
  });

  it('puts of those that are tied the one first that takes less, as the ratio says', async () => {
    const { ranking } = await compareCalls(
      [contestant('a', 2, 21), contestant('b', 1.99, 22), contestant('c', 2.01, 23)],
      {
        ...options,
        rounds: 60,
      },
    ).then((result) => ('failures' in result ? { ranking: [] } : result));
    expect(ranking.map(({ rank }) => rank)).toEqual([1, 1, 1]);
    expect(ranking.every(({ ratio }) => ratio.value >= 0.999)).toBe(true);
  });

  it('puts a cost that always falls on the last call of a round on nobody', async () => {
    let calls = 0;
    const normal = normals(6);
    const odd: Call = async () => ({
      ms: (calls++ % 3 === 2 ? 2 : 1) * Math.exp(0.01 * normal()),
      heapBytes: 1,
      input: 0,
    });
    const one = { name: 'a', version: '1.0.0', call: odd };
    const { control, differences } = await compared(one, { ...one, version: '2.0.0' });
    expect(control.verdict).toBe('same');
    expect(differences[0]).toMatchObject({ subject: 'a 2.0.0', reference: 'a 1.0.0', verdict: 'same' });
  });

  it.each([
    ['unclear', 'a beside itself took 1.01 times the time, 0.90 to 1.10, so the machine is too uneven yet'],
    ['slower', 'a beside itself took 1.01 times the time, 0.90 to 1.10, so nothing that was measured on this machine'],
  ] as const)('says what a control that is %s means', (verdict, words) => {
    expect(controlWords('a', verdict, { value: 1.01, low: 0.9, high: 1.1 }, 0.02)).toContain(words);
  });

  it('says nothing where the machine tells apart what is the same', () => {
    const ratio = { value: 1.5, low: 1.4, high: 1.6 };
    const about = { subject: 'c', reference: 'b', margin: 0.02, differing: 'a' };
    const difference = told({ ratio, slowerShare: 0.9, u: 1, pValue: 0 }, about);
    expect(difference.verdict).toBe('unreliable');
    expect(difference.words).toBe('Nothing can be said of c and b: a beside itself differed by more than 2 %.');
  });

  it('finds who is slower with one of several inputs, and gives all inputs the same weight', async () => {
    const inputs = [1, 1.2, 0.9, 1.1, 80];
    const of = (name: string, slow: number, seed: number) => {
      const normal = normals(seed);
      const call: Call = async (turn) => {
        const input = turn % inputs.length;
        const ms = (inputs[input] as number) * (input === 4 ? slow : 1) * Math.exp(0.03 * normal());
        return { ms, heapBytes: 1, input };
      };
      return { name, version: '1.0.0', call };
    };
    const { differences, ranking } = await compared(of('a', 1, 11), of('b', 2, 12));
    const [difference] = differences;
    const [first, second] = ranking.map(({ name, medianMs }) => ({ name, medianMs }));
    expect([first?.name, second?.name]).toEqual(['a', 'b']);
    expect((second?.medianMs ?? 0) / (first?.medianMs ?? 1), 'the medians say the same').toBeCloseTo(2 ** 0.2, 1);
    expect(difference?.verdict).toBe('slower');
    // The geometric mean over five inputs, of which one takes twice the time.
    expect(difference?.ratio.low).toBeLessThan(2 ** 0.2);
    expect(difference?.ratio.high).toBeGreaterThan(2 ** 0.2);
    expect(difference?.slowerShare, 'always with that input, every other time with each of the others').toBeCloseTo(
      0.6,
      1,
    );
  });

  it('tells who failed where too few rounds came to values', async () => {
    const broken = { name: 'b', version: '1', call: async () => undefined };
    const result = await compareCalls([contestant('a', 1, 7), broken], { ...options, rounds: 40 });
    expect(result).toEqual({ failures: [0, 40], rounds: 40, needed: 30 });
  });
});

it.each([
  [{ value: 1.05, low: 1.03, high: 1.07 }, 'slower'],
  [{ value: 0.9, low: 0.85, high: 0.95 }, 'faster'],
  [{ value: 1, low: 0.99, high: 1.01 }, 'same'],
  [{ value: 1.03, low: 1, high: 1.06 }, 'unclear'],
  [{ value: 1.015, low: 1.005, high: 1.025 }, 'unclear'],
] as const)('of %o says %s', (ratio, verdict) => {
  expect(verdictOf(ratio, 0.02)).toBe(verdict);
});

describe('beside what was stored', () => {
  const normal = normals(8);
  const groups = (ratio: number) => numbers(40, () => Math.log(ratio) + 0.02 * normal());
  const stored = (hash: string, ratio: number, more: Partial<BenchmarkReport> = {}) =>
    ({
      ...{
        name: 'a',
        version: '1.0.0',
        hash,
        inputsHash: 'i',
        at: '2026-01-01T00:00:00.000Z',
        relative: groups(ratio),
      },
      ...more,
    }) as BenchmarkReport;
  const now = (ratio: number) => ({
    ...{ name: 'a', version: '1.1.0', hash: 'new', inputsHash: 'i', relative: groups(ratio) },
  });

  it('a slower version is found', () => {
    const result = againstBaseline(now(1.1), [stored('old', 1)]);
    expect(result).toMatchObject({ verdict: 'slower', sameContent: false });
    expect(result).not.toHaveProperty('control');
  });

  it('an equal one is not, and the code is compared with other code where there is any', () => {
    const result = againstBaseline(now(1), [stored('new', 1), stored('old', 1)]);
    expect(result).toMatchObject({ verdict: 'same', sameContent: false, control: { verdict: 'same' } });
  });

  it('a version is not held against one that came after it', () => {
    expect(againstBaseline(now(1.1), [stored('next', 1, { version: '1.2.0' })])).toBe('first');
    const result = againstBaseline(now(1.1), [stored('next', 1, { version: '1.2.0' }), stored('old', 1)]);
    expect(result).toMatchObject({ verdict: 'slower', version: '1.0.0' });
  });

  it('the same content is a control', () => {
    expect(againstBaseline(now(1), [stored('new', 1)])).toMatchObject({ sameContent: true });
  });

  it.each([
    ['the present content', [stored('new', 1.3), stored('old', 1)], 'a 1.1.0 beside itself'],
    ['the earlier one', [stored('old', 1), stored('old', 1.3)], 'a 1.0.0 beside itself'],
  ])('nothing is said where the machine tells %s apart from itself', (_, earlier, control) => {
    const result = againstBaseline(now(1.1), earlier);
    expect(result).toMatchObject({ verdict: 'unreliable', control: { verdict: 'faster', subject: control } });
    expect(result).toMatchObject({ words: expect.stringContaining(`: ${control} differed by more than 5 %.`) });
  });

  it('5 % is found where benchmarks of either content are alike, and by one of each it is not clear yet', () => {
    const [old, again] = [() => stored('old', 1), () => stored('new', 1.05)];
    const one = againstBaseline(now(1.05), [old()]);
    expect(one).toMatchObject({ verdict: 'unclear', benchmarks: { subject: 1, reference: 1 }, spread: 0.01 });
    const three = againstBaseline(now(1.05), [again(), again(), old(), old(), old()]);
    expect(three).toMatchObject({ verdict: 'slower', benchmarks: { subject: 3, reference: 3 } });
    const equal = againstBaseline(now(1), [stored('new', 1), stored('new', 1), old(), old(), old()]);
    expect(equal).toMatchObject({ verdict: 'same' });
  });

  it('what is surely slower, but by less than matters, is as quick', () => {
    const many = (hash: string, ratio: number) => Array.from({ length: 9 }, () => stored(hash, ratio));
    const result = againstBaseline(now(1.02), [...many('new', 1.02), ...many('old', 1)]);
    expect(result).toMatchObject({ verdict: 'same' });
    expect((result as BaselineComparison).ratio.low).toBeGreaterThan(1);
  });

  it('where benchmarks of one content lie far apart, nobody can tell, and it says how far', () => {
    // The two latest are alike: it is not the control that tells.
    const earlier = [1, 0.9, 1.1, 0.92, 1.08].map((ratio) => stored('old', ratio));
    const result = againstBaseline(now(1.08), [stored('old', 1), ...earlier]) as BaselineComparison;
    expect(result).toMatchObject({ verdict: 'unclear', control: { verdict: 'same' } });
    expect(result.spread).toBeGreaterThan(0.05);
  });

  it('benchmarks of further contents tell of the spread, too', () => {
    const further = [1, 0.9, 1.1, 0.92, 1.08].map((ratio) => stored('older', ratio));
    const alone = againstBaseline(now(1.12), [stored('old', 1)]);
    expect(alone).toMatchObject({ verdict: 'slower' });
    expect(againstBaseline(now(1.12), [stored('old', 1), ...further])).toMatchObject({ verdict: 'unclear' });
  });

  it.each([
    ['first', []],
    ['other-inputs', [stored('old', 1, { inputsHash: 'j' })]],
    ['too-few-runs', [stored('old', 1, { relative: [0, 0] })]],
  ] as const)('there may be nothing to compare with: %s', (why, earlier) => {
    expect(againstBaseline(now(1), earlier)).toBe(why);
  });

  it('what was stored before inputs were told has other ones', () => {
    const { inputsHash: _, ...older } = stored('old', 1);
    expect(againstBaseline(now(1), [older])).toBe('other-inputs');
  });
});
