import { describe, expect, it } from 'vitest';
import type { Candidate, Generator, Rejection, SynthesisGap } from '#capability/synthesis';
import { repeatersLast, repeatsExamples } from '../../../../src/capability/synthesis/loop/repeats.ts';

const candidate = (source: string): Candidate => ({ source, generator: 'test', cost: 1, satisfied: 3, caveats: [] });

const gapOf = (...outputs: SynthesisGap['examples'][number]['output'][]): SynthesisGap => ({
  intent: 'test',
  examples: outputs.map((output, at) => ({ input: [at], output })),
});

const table = candidate(`const table = new Map([[0, 'anb'], [1, "it's"], [2, 'x\\ny']]);`);

describe('a program that may only repeat its examples', () => {
  it.each([
    ['a table', gapOf('anb', "it's", 'x\ny'), table],
    ['a table of numbers', gapOf(6, 25, -1.5), candidate('const table = { a: 6, b: 25, c: -1.5 };')],
    ['a table of lists', gapOf([1, 'a'], [2, 'b'], [3, 'c']), candidate(`[[1, 'a'], [2, 'b'], [3, 'c']]`)],
  ])('is one that holds their outputs: %s', (_, gap, program) => {
    expect(repeatsExamples(program, gap)).toBe(true);
  });

  it.each([
    [
      'one that names them in its documentation',
      gapOf('a', 'b', 'c'),
      candidate(`/** 'a', 'b', 'c' */\n// 'a' 'b' 'c'\nf();`),
    ],
    ['one that lacks one', gapOf('anb', "it's", 'other'), table],
    ['one of few classes', gapOf('odd', 'even', 'odd', 'even'), candidate(`n % 2 ? 'odd' : 'even'`)],
    ['one of some classes', gapOf('a', 'b', 'c', 'a', 'b', 'c'), candidate(`['a', 'b', 'c'][n % 3]`)],
    ['one with other numbers', gapOf(6, 25, 1), candidate('slice(16, 250.1)')],
  ])('is not %s', (_, gap, program) => {
    expect(repeatsExamples(program, gap)).toBe(false);
  });

  it('comes after all others, with a caveat, and takes nobody’s word of rejection', async () => {
    const other = candidate('export function run() {}');
    const patchwork = { ...candidate('if (a) {} else if (b) {} else {}'), lone: 3 };
    const heard: (Rejection | undefined)[] = [];
    const generator: Generator = {
      name: 'test',
      async *generate() {
        heard.push(yield table);
        heard.push(yield patchwork);
        heard.push(yield other);
      },
    };
    const turns = repeatersLast(generator).generate(gapOf('anb', "it's", 'x\ny'), { steps: 1 }) as AsyncGenerator<
      Candidate,
      void,
      Rejection | undefined
    >;
    const rejection: Rejection = { gate: 'examples', reasons: [], counterexamples: [] };
    expect((await turns.next()).value).toBe(other);
    expect((await turns.next(rejection)).value).toEqual({ ...table, caveats: [expect.stringMatching(/only repeat/)] });
    expect((await turns.next()).value).toBe(patchwork);
    expect((await turns.next()).done).toBe(true);
    expect(heard).toEqual([undefined, undefined, rejection]);
  });
});
