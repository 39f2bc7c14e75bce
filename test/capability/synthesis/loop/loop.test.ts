import { expect, test } from 'vitest';
import { CancelledError, type Progress, ToolwrightError } from '#base';
import {
  type Candidate,
  type Generator,
  type Rejection,
  repeatersLast,
  type SynthesisGap,
} from '#capability/synthesis';
import { bounded, interleaved, oneAfterAnother } from '../../../../src/capability/synthesis/loop/compose.ts';
import { untilAccepted } from '../../../../src/capability/synthesis/loop/loop.ts';

const gap: SynthesisGap = { intent: 'shout', examples: [{ input: ['a'], output: 'A' }] };
const budget = { steps: 1, attempts: 20 };

const candidate = (generator: string, source: string, fields: Partial<Candidate> = {}): Candidate => ({
  ...{ generator, source, cost: 1, satisfied: 1, caveats: [] },
  ...fields,
});
/** Gives programs with these texts, and notes what it is told. */
function giving(name: string, sources: readonly string[], heard: (Rejection | undefined)[] = []): Generator {
  return {
    name,
    async *generate() {
      for (const source of sources) heard.push(yield candidate(name, source));
    },
  };
}
const rejection: Rejection = { gate: 'examples', reasons: ['It is wrong.'], counterexamples: [{ input: 'a' }] };
const fails = () => {
  throw new Error('nobody fails here');
};
const accepting =
  (...good: string[]) =>
  async ({ source }: Candidate) =>
    good.includes(source) ? { value: source } : { rejection };

test('candidates are tried until one is accepted; each generator hears of its own rejections', async () => {
  const [one, other]: (Rejection | undefined)[][] = [[], []];
  const generator = interleaved([giving('one', ['a', 'b', 'c'], one), giving('other', ['x', 'y'], other)], fails);
  const { ended, best, attempts } = await untilAccepted(gap, { generator, budget, judge: accepting('b') });
  expect(ended).toBe('found');
  expect(best?.verdict.value).toBe('b');
  expect(attempts.map(({ generator: by, nth, rejected }) => `${by} ${nth} ${rejected?.gate ?? 'taken'}`)).toEqual([
    'one 1 examples',
    'other 1 examples',
    'one 2 taken',
  ]);
  expect([one, other]).toEqual([[rejection], []]);
});

test('what its maker refuses is told as an attempt, goes through no gate, and is no program that nearly fits', async () => {
  const refused: Rejection = { gate: 'answer', reasons: ['It is empty.'], counterexamples: [] };
  const heard: (Rejection | undefined)[] = [];
  const generator: Generator = {
    name: 'model',
    async *generate() {
      heard.push(yield candidate('model', '', { refused }));
      heard.push(yield candidate('model', '', { refused }));
      heard.push(yield candidate('model', 'a'));
    },
  };
  const [judged, near]: Candidate[][] = [[], []];
  const { best, attempts } = await untilAccepted(gap, {
    ...{ generator: repeatersLast(generator), budget, onRejected: (one) => near?.push(one) },
    judge: async (one) => {
      judged?.push(one);
      return { rejection };
    },
  });
  expect(attempts.map(({ nth, rejected }) => `${nth} ${rejected?.gate}`)).toEqual([
    '1 answer',
    '2 answer',
    '3 examples',
  ]);
  expect(heard).toEqual([refused, refused, rejection]);
  expect([judged, near].map((some) => some?.map(({ source }) => source))).toEqual([['a'], ['a']]);
  expect(best?.candidate.source).toBe('a');
});

test('what is far-fetched waits until the others have had their turn', async () => {
  const heard: (Rejection | undefined)[] = [];
  const guessing: Generator = {
    name: 'guessing',
    async *generate() {
      heard.push(yield candidate('guessing', 'a', { farFetched: true }));
      heard.push(yield candidate('guessing', 'b'));
    },
  };
  const generator = interleaved([guessing, giving('other', ['x', 'y'])], fails);
  const { attempts } = await untilAccepted(gap, { generator, budget, judge: accepting() });
  expect(attempts.map(({ generator: by, nth }) => `${by} ${nth}`)).toEqual([
    'other 1',
    'guessing 1',
    'guessing 2',
    'other 2',
  ]);
  expect(heard).toEqual([rejection, rejection]);
});

test('the next generator begins when the one before it has no more', async () => {
  const generator = oneAfterAnother([giving('cheap', ['a', 'b']), giving('dear', ['c'])], fails);
  const { attempts } = await untilAccepted(gap, { generator, budget, judge: accepting('c') });
  expect(attempts.map(({ generator: by }) => by)).toEqual(['cheap', 'cheap', 'dear']);
});

test('a generator that fails is named, and the others go on; a cancellation ends all', async () => {
  const failing = (error: Error): Generator => ({
    name: 'failing',
    // biome-ignore lint/correctness/useYield: it fails before it gives anything.
    async *generate() {
      throw error;
    },
  });
  const failures: string[] = [];
  const note = (name: string, { code }: ToolwrightError) => void failures.push(`${name}: ${code}`);
  for (const error of [new ToolwrightError('no-examples', 'None.'), new TypeError('a bug')]) {
    const generator = interleaved([failing(error), giving('other', ['a'])], note);
    expect((await untilAccepted(gap, { generator, budget, judge: accepting('a') })).ended).toBe('found');
  }
  expect(failures).toEqual(['failing: no-examples', 'failing: generator-failed']);
  const generator = interleaved([failing(new CancelledError()), giving('other', ['a'])], note);
  await expect(untilAccepted(gap, { generator, budget, judge: accepting('a') })).rejects.toThrow(CancelledError);
});

test('what is wrong by its own account is not judged; the best of it is what is left', async () => {
  const judged: string[] = [];
  const gapOfTwo = { ...gap, examples: [...gap.examples, { input: ['b'], output: 'B' }] };
  const generator: Generator = {
    name: 'partial',
    *generate() {
      yield candidate('partial', 'none', { satisfied: 0 });
      yield candidate('partial', 'half', { satisfied: 1 });
      yield candidate('partial', 'none again', { satisfied: 0 });
    },
  };
  const judge = async ({ source }: Candidate) => {
    judged.push(source);
    return { rejection };
  };
  const { ended, best, attempts } = await untilAccepted(gapOfTwo, { generator, budget, judge });
  expect({ ended, judged, best: best?.candidate.source, satisfied: best?.satisfied }).toEqual({
    ended: 'exhausted',
    judged: [],
    best: 'half',
    satisfied: 1,
  });
  expect(attempts.map(({ rejected }) => rejected?.reasons[0])).toContain('It is right on 1 of 2 examples only.');
});

test('the same program is tried once, and no more of them than the budget allows', async () => {
  const same = interleaved([giving('one', ['a', 'a', 'b'])], fails);
  expect((await untilAccepted(gap, { generator: same, budget, judge: accepting() })).attempts).toHaveLength(2);
  const many = Array.from({ length: 50 }, (_, at) => `p${at}`);
  const result = await untilAccepted(gap, { generator: giving('many', many), budget, judge: accepting() });
  expect([result.ended, result.attempts.length]).toEqual(['budget', 20]);
  const few = bounded(giving('many', many), { candidates: 3, milliseconds: 60_000 });
  const bound = await untilAccepted(gap, { generator: few, budget, judge: accepting() });
  expect([bound.ended, bound.attempts.length]).toEqual(['exhausted', 3]);
});

test('the generators are told when nobody asks them any more', async () => {
  const closed: string[] = [];
  const closing = (name: string): Generator => ({
    name,
    async *generate() {
      try {
        for (let at = 0; ; at++) yield candidate(name, `${name} ${at}`);
      } finally {
        closed.push(name);
      }
    },
  });
  const inner = bounded(interleaved([closing('a'), closing('b')], fails), { candidates: 9, milliseconds: 60_000 });
  const generator = oneAfterAnother([inner, closing('never')], fails);
  await untilAccepted(gap, { generator, budget, judge: accepting('b 1') });
  expect(closed.sort()).toEqual(['a', 'b']);
});

test('progress tells what is being tried, and what is done with it', async () => {
  const steps: string[] = [];
  const report = ({ step }: Progress) => void steps.push(step);
  const generator: Generator = {
    name: 'combination',
    *generate() {
      yield candidate('combination', 'a', { manifest: { madeFrom: 'csv-to-json, then sort-rows' } });
    },
  };
  const judge = async (_: Candidate, task: { report?: ((progress: Progress) => void) | undefined }) => {
    task.report?.({ step: 'Checking examples', done: 1, total: 4 });
    return { value: 'a' };
  };
  await untilAccepted(gap, { generator, budget, judge, report });
  expect(steps).toEqual([
    'Looking for programs (combination)',
    'Trying combination 1: csv-to-json, then sort-rows',
    'Trying combination 1: csv-to-json, then sort-rows (checking examples)',
  ]);
});

test('a signal ends it before the next candidate', async () => {
  const controller = new AbortController();
  const judge = async () => {
    controller.abort();
    return { rejection };
  };
  const running = untilAccepted(gap, {
    generator: giving('one', ['a', 'b']),
    budget,
    judge,
    signal: controller.signal,
  });
  await expect(running).rejects.toThrow(CancelledError);
});
