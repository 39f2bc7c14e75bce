import { expect, test } from 'vitest';
import type { Value } from '#capability/synthesis';
import { candidatesFor, learn } from './learn.ts';

type Case = readonly [
  what: string,
  examples: readonly (readonly [...Value[], Value])[],
  others: readonly (readonly [...Value[], Value])[],
];

const ann = { id: 1, name: 'Ann', old: true };
const bo = { id: 2, name: 'Bo', old: false };
const cy = { id: 3, name: 'Cy', old: true };

/** What is learned from the examples is right on other inputs. */
const cases: readonly Case[] = [
  ['some fields of a record', [[ann, { id: 1, name: 'Ann' }]], [[bo, { id: 2, name: 'Bo' }]]],
  [
    'a record without a field',
    [
      [
        { ...ann, a: 1, b: 2, c: 3, d: 4 },
        { ...ann, a: 1, b: 2, c: 3 },
      ],
    ],
    [
      [
        { ...bo, a: 5, b: 6, c: 7, d: 8 },
        { ...bo, a: 5, b: 6, c: 7 },
      ],
    ],
  ],
  [
    'a field of each item',
    [
      [
        [ann, bo],
        ['Ann', 'Bo'],
      ],
    ],
    [
      [[cy], ['Cy']],
      [[], []],
    ],
  ],
  [
    'the items for which something holds',
    [
      [
        [ann, bo, cy],
        ['Ann', 'Cy'],
      ],
      [[bo], []],
    ],
    [[[cy, bo], ['Cy']]],
  ],
  [
    'numbers above a limit',
    [
      [
        [1, 20, 3, 40],
        [20, 40],
      ],
      [[10, 11], [11]],
    ],
    [[[5, 100], [100]]],
  ],
  [
    'items in another order',
    [
      [
        [cy, ann, bo],
        [ann, bo, cy],
      ],
    ],
    [
      [
        [bo, ann],
        [ann, bo],
      ],
    ],
  ],
  [
    'items without repetition',
    [
      [
        ['a', 'b', 'a'],
        ['a', 'b'],
      ],
      [['x'], ['x']],
    ],
    [
      [
        ['q', 'q', 'r'],
        ['q', 'r'],
      ],
    ],
  ],
  [
    'a record of names and values',
    [
      [
        [
          { k: 'a', v: 1 },
          { k: 'b', v: 2 },
        ],
        { a: 1, b: 2 },
      ],
    ],
    [[[{ k: 'z', v: 9 }], { z: 9 }]],
  ],
  [
    'groups',
    [[[ann, bo, cy], { true: ['Ann', 'Cy'], false: ['Bo'] }]],
    [[[bo, ann], { false: ['Bo'], true: ['Ann'] }]],
  ],
  ['how often each comes', [[['a', 'b', 'a'], { a: 2, b: 1 }]], [[['x', 'x', 'x'], { x: 3 }]]],
  [
    'a sum of fields',
    [
      [[{ p: 3 }, { p: 4 }], 7],
      [[{ p: 10 }], 10],
    ],
    [
      [[], 0],
      [[{ p: 1 }, { p: 1 }], 2],
    ],
  ],
  [
    'running sums',
    [
      [
        [1, 2, 3],
        [1, 3, 6],
      ],
      [
        [10, 20],
        [10, 30],
      ],
    ],
    [
      [
        [4, 4, 4],
        [4, 8, 12],
      ],
    ],
  ],
  [
    'properties as a text',
    [
      [{ a: 1, b: 2 }, 'a=1&b=2'],
      [{ x: 9 }, 'x=9'],
    ],
    [[{ p: 0, q: 5 }, 'p=0&q=5']],
  ],
  [
    'pairs in a text as a record',
    [
      ['a=1; b=2', { a: '1', b: '2' }],
      ['x=9', { x: '9' }],
    ],
    [['p=0; q=5', { p: '0', q: '5' }]],
  ],
  [
    'two of a record of records',
    [
      [
        { id: 1, at: { city: 'Rome', zip: '1' } },
        { id: 1, city: 'Rome' },
      ],
    ],
    [
      [
        { id: 2, at: { city: 'Bern', zip: '3' } },
        { id: 2, city: 'Bern' },
      ],
    ],
  ],
  [
    'a program for each line',
    [
      ['a b\nc d', 'b: a\nd: c'],
      ['x y', 'y: x'],
    ],
    [['p q\nr s\nt u', 'q: p\ns: r\nu: t']],
  ],
  [
    'numbered lines',
    [
      ['a\nb', '1. a\n2. b'],
      ['c', '1. c'],
    ],
    [['x\ny\nz', '1. x\n2. y\n3. z']],
  ],
  [
    'words of a name',
    [
      ['firstName', 'first-name'],
      ['dateOfBirth', 'date-of-birth'],
    ],
    [['homePageUrl', 'home-page-url']],
  ],
  [
    'a name of words',
    [
      ['user_name', 'userName'],
      ['created_at_time', 'createdAtTime'],
    ],
    [
      ['id', 'id'],
      ['is_open', 'isOpen'],
    ],
  ],
  [
    'another order by number',
    [
      ['10 9 8', '8 9 10'],
      ['100 20 3', '3 20 100'],
    ],
    [['55 7 300 12', '7 12 55 300']],
  ],
  [
    'a sum of a text',
    [
      ['1,2,3', '6'],
      ['10,20', '30'],
      ['5,5', '10'],
    ],
    [['100,1,1', '102']],
  ],
  [
    'a price times an amount',
    [
      ['2.50', '4', '10.00'],
      ['10.00', '3', '30.00'],
      ['0.99', '12', '11.88'],
    ],
    [['7.25', '2', '14.50']],
  ],
  [
    'a line through three points',
    [
      [0, 32],
      [100, 212],
      [37, 98.6],
    ],
    [[-40, -40]],
  ],
  [
    'the average of some numbers',
    [
      [1, 2, 3, 2],
      [10, 20, 30, 20],
      [3, 3, 9, 5],
    ],
    [[6, 9, 12, 9]],
  ],
  [
    'the day after',
    [
      ['2024-01-15', '2024-01-16'],
      ['2023-12-31', '2024-01-01'],
    ],
    [
      ['2024-02-28', '2024-02-29'],
      ['2023-02-28', '2023-03-01'],
    ],
  ],
  [
    'the end of the month',
    [
      ['2024-01-15', '2024-01-31'],
      ['2023-04-03', '2023-04-30'],
      ['2023-02-04', '2023-02-28'],
    ],
    [['2024-02-10', '2024-02-29']],
  ],
  [
    'days between two dates',
    [
      ['2024-01-01', '2024-01-15', 14],
      ['2023-12-31', '2024-01-02', 2],
    ],
    [['2024-02-28', '2024-03-01', 2]],
  ],
  [
    'a date by its week or weekday',
    [
      ['6 Oct 2143', '2143-10-06'],
      ['Sunday #1 March 2002', '2002-03-03'],
      ['Wednesday, 1712W36', '1712-09-07'],
    ],
    [['Monday, 1995W25', '1995-06-19']],
  ],
  [
    'marks by limits',
    [
      ['95', 'A'],
      ['85', 'B'],
      ['75', 'C'],
      ['92', 'A'],
      ['88', 'B'],
      ['71', 'C'],
      ['90', 'A'],
      ['80', 'B'],
    ],
    [
      ['81', 'B'],
      ['99', 'A'],
      ['73', 'C'],
    ],
  ],
  [
    'one and many',
    [
      [1, '1 item'],
      [2, '2 items'],
      [5, '5 items'],
      [1, '1 item'],
      [7, '7 items'],
    ],
    [[3, '3 items']],
  ],
  [
    'even numbers',
    [
      [2, true],
      [3, false],
      [10, true],
      [7, false],
    ],
    [
      [0, true],
      [15, false],
    ],
  ],
];

test.each(cases)('%s', (_, examples, others) => {
  const program = learn(...examples);
  const answers = others.map((other) => program(...other.slice(0, -1)));
  expect(answers).toEqual(others.map((other) => other.at(-1)));
});

const table = (outputs: Readonly<Record<string, Value>>, others: readonly string[]) =>
  candidatesFor({
    examples: Object.entries(outputs).map(([input, output]) => ({ input: [input], output })),
    otherInputs: others.map((other) => [other]),
  });

test('a table is learned where other inputs show that these are the keys; what is not in it has no answer', () => {
  const [best] = table({ A: 'Active', I: 'Blocked', P: 'Pending' }, ['P', 'A', 'A', 'I']);
  expect(best?.program.gives).toBe('table');
  expect(best?.source).toContain("new Map<string, string>([['A', 'Active'], ['I', 'Blocked'], ['P', 'Pending']])");
});

test('a table that would only repeat the examples is not learned', () => {
  const found = table({ 'row a': 'kx', 'row b': 'q', 'row c': 'zzw', 'row d': '77/ö' }, ['row e', 'row f', 'row g']);
  expect(found.filter(({ program }) => program.gives === 'table')).toEqual([]);
});

test('texts of many thousand characters are changed as a whole, and taken apart', () => {
  const long = (word: string) => `# ${word}\n${'\tlorem ipsum\n'.repeat(600)}`;
  const spaces = learn([long('One'), long('One').replaceAll('\t', '  ')]);
  expect(spaces(long('Two'))).toBe(long('Two').replaceAll('\t', '  '));
  const title = learn([long('One two'), 'One two'], [long('Three'), 'Three']);
  expect(title(long('Five six'))).toBe('Five six');
});
