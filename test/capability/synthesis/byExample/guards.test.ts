import { expect, test } from 'vitest';
import { type ExpectedFailure, failureOf, runProgram, type SynthesisExample, type Value } from '#capability/synthesis';
import { candidatesFor } from './learn.ts';

type Pair = readonly [...input: Value[], output: Value];
type Failure = readonly [input: readonly Value[], message?: string, kind?: 'RangeError' | 'TypeError'];

function learned(parameters: readonly string[], pairs: readonly Pair[], failures: readonly Failure[]) {
  const examples: SynthesisExample[] = pairs.map((pair) => ({ input: pair.slice(0, -1), output: pair.at(-1) ?? null }));
  const expected = failures.map(
    ([input, message, kind]): ExpectedFailure => ({ input, ...(message && { message }), ...(kind && { kind }) }),
  );
  const [best] = candidatesFor({ parameters, examples, failures: expected });
  const lines = best?.source.split('\n').filter((line) => line.includes('throw ')) ?? [];
  for (const { input, output } of examples) expect(best && (runProgram(best.program, input) ?? null)).toEqual(output);
  return { best, guards: lines.map((line) => line.trim()) };
}

const slugs: Pair[] = [
  ['Hello World', 'hello-world'],
  ['A b C', 'a-b-c'],
];
const squares: Pair[] = [
  [1, 2],
  [2, 4],
  [30, 60],
  [64, 128],
];
const percents: Pair[] = [
  [10, '10%'],
  [99, '99%'],
  [0, '0%'],
  [100, '100%'],
];

test.each<[what: string, parameters: string[], pairs: Pair[], failures: Failure[], ...guards: string[]]>([
  ['an empty text', ['text'], slugs, [[[''], 'empty']], "if (text === '') throw new Error('empty');"],
  [
    'blanks',
    ['text'],
    slugs,
    [
      [[''], 'empty'],
      [['  '], 'empty'],
    ],
    "if (text.trim() === '') throw new Error('empty');",
  ],
  [
    'nothing, or an empty text',
    ['text'],
    slugs,
    [
      [[''], 'empty'],
      [[null], 'empty'],
    ],
    "if (text == null || text === '') throw new Error('empty');",
  ],
  [
    'another kind of value',
    ['text'],
    slugs,
    [[[123], 'no text', 'TypeError']],
    "if (typeof text !== 'string') throw new TypeError('no text');",
  ],
  [
    'numbers out of range',
    ['square'],
    squares,
    [
      [[0], 'out of range'],
      [[-1], 'out of range'],
      [[65], 'out of range'],
    ],
    "if (square < 1 || square > 64) throw new Error('out of range');",
  ],
  [
    'a range whose ends are known',
    ['value'],
    percents,
    [
      [[-1], 'range', 'RangeError'],
      [[101], 'range', 'RangeError'],
    ],
    "if (value < 0 || value > 100) throw new RangeError('range');",
  ],
  [
    'two errors',
    ['n'],
    squares,
    [
      [[1.5], 'integer'],
      [[-3], 'negative'],
    ],
    "if (n < 0) throw new Error('negative');",
    "if (!Number.isInteger(n)) throw new Error('integer');",
  ],
  [
    'a message that names the input',
    ['n', 'unit'],
    [
      [1, 'km', '1 km'],
      [2, 'mi', '2 mi'],
    ],
    [
      [[3, 'ly'], 'unknown unit: ly'],
      [[3, 'pc'], 'unknown unit: pc'],
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    "if (!['km', 'mi'].includes(unit)) throw new Error(`unknown unit: ${unit}`);",
  ],
  [
    'division by zero',
    ['a', 'b'],
    [
      [4, 2, 2],
      [9, 3, 3],
    ],
    [[[1, 0], 'division by zero']],
    "if (b === 0) throw new Error('division by zero');",
  ],
  [
    'texts of other lengths',
    ['a', 'b'],
    [
      ['ab', 'ab', true],
      ['abc', 'abd', false],
    ],
    [
      [['ab', 'abc'], 'lengths'],
      [['abc', 'ab'], 'lengths'],
    ],
    "if (charactersOf(a).length !== charactersOf(b).length) throw new Error('lengths');",
  ],
  [
    'any error',
    ['items'],
    [
      [[1, 2], 1],
      [[3], 3],
    ],
    [[[[]]]],
    "if (items.length === 0) throw new Error('items is not valid');",
  ],
])('the condition of an error that is expected: %s', (_, parameters, pairs, failures, ...guards) => {
  const found = learned(parameters, pairs, failures);
  expect(found.guards).toEqual(guards);
  for (const [input, message] of failures) {
    const error = found.best && failureOf(found.best.program, input);
    expect(error?.message).toContain(message ?? '');
  }
});

test('a condition that rests on one input with nothing special about it is told as such', () => {
  expect(learned(['text'], slugs, [[['q7'], 'no words']]).best?.caveats).toEqual([
    'Which inputs end with the error “no words” rests on one of them: ("q7").',
  ]);
});

test('no condition is made where an input has an answer, too, or nothing tells it from those that have one', () => {
  expect(learned(['text'], slugs, [[['A b C'], 'no']]).guards).toEqual([]);
  expect(learned(['text'], slugs, [[['a', 'b'], 'no']]).guards).toEqual([]);
});

test('what the program has no answer for anyway needs no guard where that will do', () => {
  const examples = [
    { input: ['id 5'], output: '5' },
    { input: ['id 12'], output: '12' },
  ];
  const failures = [{ input: ['none'], unanswered: true }];
  expect(candidatesFor({ examples, failures })[0]?.source).not.toContain('throw');
});
