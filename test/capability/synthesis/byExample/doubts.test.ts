import { expect, test } from 'vitest';
import { runProgram, type Value } from '#capability/synthesis';
import { questionAmong } from '../../../../src/capability/synthesis/loop/doubt.ts';
import { candidatesFor, learn } from './learn.ts';

type Pair = readonly [...input: Value[], output: Value];

function examplesOf(pairs: readonly Pair[]) {
  return pairs.map((pair) => ({ input: pair.slice(0, -1), output: pair.at(-1) ?? null }));
}

test.each<[what: string, pairs: Pair[], asked: Value, ...answers: Value[]]>([
  [
    'an age after the one that is known',
    [
      [17, false],
      [40, true],
    ],
    18,
    true,
    false,
  ],
  [
    'a round number',
    [
      [30, 'small'],
      [60, 'small'],
      [210, 'large'],
      [400, 'large'],
    ],
    100,
    'small',
    'large',
  ],
  [
    'zero',
    [
      [-5, 'no'],
      [-9, 'no'],
      [4, 'yes'],
      [8, 'yes'],
    ],
    0,
    'yes',
    'no',
  ],
  [
    'a property',
    [
      [{ age: 17 }, false],
      [{ age: 40 }, true],
    ],
    { age: 18 },
    true,
    false,
  ],
  [
    'how many there are',
    [
      [['a'], false],
      [['b', 'c'], false],
      [[...'abcdefgh'], true],
      [[...'klmnopqrs'], true],
    ],
    [...'abcde'],
    true,
    false,
  ],
])('what lies between two examples is asked about: %s', (_, pairs, asked, ...answers) => {
  const examples = examplesOf(pairs);
  const question = questionAmong(candidatesFor({ examples }), { intent: '', examples }, []);
  expect(question?.input).toEqual([asked]);
  expect(new Set(question?.answers)).toEqual(new Set(answers));
  const told = `The examples leave open whether ${JSON.stringify(asked)} gives `;
  expect(candidatesFor({ examples })[0]?.caveats).toContainEqual(expect.stringContaining(told));
});

test('a limit that the examples tell exactly is not asked about', () => {
  const examples = examplesOf([
    [17, false],
    [18, true],
    [3, false],
    [40, true],
  ]);
  expect(candidatesFor({ examples })[0]?.caveats).toEqual([]);
  expect(questionAmong(candidatesFor({ examples }), { intent: '', examples }, [])).toBeUndefined();
});

test('the other side of a limit is a program that does what the examples say', () => {
  const examples = examplesOf([
    [17, 'child'],
    [5, 'child'],
    [40, 'adult'],
    [70, 'adult'],
  ]);
  const [best, ...others] = candidatesFor({ examples });
  const wrong = others.find(({ program }) => runProgram(program, [18]) !== runProgram(best?.program as never, [18]));
  for (const { input, output } of examples) expect(runProgram(wrong?.program as never, input)).toBe(output);
});

test('a program with as many conditions and constants as examples may be a guess, and says so', () => {
  const caveats = (...pairs: Pair[]) => candidatesFor({ examples: examplesOf(pairs) })[0]?.caveats.join(' ');
  expect(caveats([0, 32], [100, 212])).toBe(
    'It has 2 conditions and constants for 2 examples, and may be a guess: more examples would tell.',
  );
  expect(caveats([0, 32], [100, 212], [10, 50])).toBe('');
  expect(caveats(['a b', 'b'], ['c d', 'd'])).toBe('');
});

test.each<[what: string, pairs: Pair[], ...further: Pair[]]>([
  [
    'how many characters differ',
    [
      ['GAG', 'CAT', 2],
      ['AAA', 'AAA', 0],
      ['GGAC', 'GGTC', 1],
    ],
    ['AC', 'GT', 2],
    ['A', 'AC', null],
  ],
  [
    'how many numbers differ',
    [
      [[1, 2, 3], [1, 2, 4], 1],
      [[1, 2], [1, 2], 0],
      [[5, 6, 7], [1, 2, 3], 3],
    ],
    [[5, 5, 5], [1, 2, 5], 2],
  ],
  [
    'a dot product',
    [
      [[1, 2, 3], [4, 5, 6], 32],
      [[2, 3], [4, 1], 11],
    ],
    [[1], [7], 7],
  ],
  [
    'keys and values',
    [
      [['a', 'b'], [1, 2], { a: 1, b: 2 }],
      [['x'], [9], { x: 9 }],
    ],
    [['k', 'l'], [3, 4], { k: 3, l: 4 }],
  ],
  [
    'pairs',
    [
      [
        [1, 2],
        ['x', 'y'],
        [
          [1, 'x'],
          [2, 'y'],
        ],
      ],
      [[3], ['z'], [[3, 'z']]],
    ],
    [
      [7, 8],
      ['p', 'q'],
      [
        [7, 'p'],
        [8, 'q'],
      ],
    ],
  ],
  [
    'sums of two',
    [
      [
        [1, 2],
        [3, 4],
        [4, 6],
      ],
      [[3], [9], [12]],
    ],
    [
      [5, 5],
      [1, 2],
      [6, 7],
    ],
  ],
  [
    'kilometres as miles',
    [
      [10, 6.21],
      [5, 3.11],
    ],
    [100, 62.14],
    [42.195, 26.22],
  ],
  [
    'a tax, rounded',
    [
      [9.99, 11.89],
      [20, 23.8],
    ],
    [100, 119],
    [3.33, 3.96],
  ],
  [
    'kilometres in a text',
    [
      ['10 km', '6.21 mi'],
      ['5 km', '3.11 mi'],
    ],
    ['100 km', '62.14 mi'],
  ],
])('two arrays at once, and factors of rounded numbers: %s', (_, pairs, ...further) => {
  const run = learn(...pairs);
  for (const [at, pair] of further.entries()) expect([at, run(...pair.slice(0, -1))]).toEqual([at, pair.at(-1)]);
});
