import { expect, test } from 'vitest';
import type { Value } from '#capability/synthesis';
import { learn } from './learn.ts';

type Case = readonly [
  what: string,
  examples: readonly (readonly [...Value[], Value])[],
  others: readonly (readonly [...Value[], Value])[],
];

/** What is learned from the examples is right on other inputs. */
const cases: readonly Case[] = [
  [
    'a field',
    [
      ['Rome; IT; 28', 'IT'],
      ['Lyon; FR; 5', 'FR'],
    ],
    [['New Delhi; IN; 260', 'IN']],
  ],
  [
    'the last word',
    [
      ['Ann Lee', 'Lee'],
      ['Bo van Ek', 'Ek'],
    ],
    [
      ['Zoe', 'Zoe'],
      ['a b c d', 'd'],
    ],
  ],
  [
    'what is in brackets',
    [
      ['Dune (1965) B', '1965'],
      ['1984 (1949) A', '1949'],
    ],
    [['Emma 3 (1815)', '1815']],
  ],
  [
    'initials of any number of words',
    [
      ['Ann Lee', 'AL'],
      ['Bo van Ek', 'BvE'],
    ],
    [['a b c d', 'abcd']],
  ],
  [
    'a slug',
    [
      ['Hello World', 'hello-world'],
      ['The Big Fox', 'the-big-fox'],
    ],
    [['One Two Three Four', 'one-two-three-four']],
  ],
  [
    'casing of a part',
    [
      ['lee, ann', 'Ann LEE'],
      ['ek, bo', 'Bo EK'],
    ],
    [['may, zoe', 'Zoe MAY']],
  ],
  [
    'two columns',
    [
      ['Ann', 'Lee', 'A. Lee'],
      ['Bo', 'Ek', 'B. Ek'],
    ],
    [['Zoe', 'May', 'Z. May']],
  ],
  [
    'a constant around a part',
    [
      ['7', 'No. 7!'],
      ['12', 'No. 12!'],
    ],
    [['305', 'No. 305!']],
  ],
  [
    'all digits',
    [
      ['a1b22', '122'],
      ['3-4', '34'],
    ],
    [['x9y8z7', '987']],
  ],
  [
    'removed signs',
    [
      ['1-2-3', '123'],
      ['44-5', '445'],
    ],
    [['9-9-9-9', '9999']],
  ],
  [
    'every second character',
    [
      ['abcdef', 'ace'],
      ['uvwx', 'uw'],
    ],
    [['123456789', '13579']],
  ],
  [
    'a date in another order',
    [
      ['2024-03-09', '9 March 2024'],
      ['1999-12-25', '25 December 1999'],
    ],
    [['2000-01-31', '31 January 2000']],
  ],
  [
    'mixed dates',
    [
      ['9 Mar 2021', '2021-03-09'],
      ['April 2, 1999', '1999-04-02'],
      ['25.12.2020', '2020-12-25'],
    ],
    [['1 May 1886', '1886-05-01']],
  ],
  [
    'a time of twelve hours',
    [
      ['18:25', '6:25 PM'],
      ['07:05', '7:05 AM'],
    ],
    [
      ['00:30', '12:30 AM'],
      ['12:00', '12:00 PM'],
    ],
  ],
  [
    'a range of times',
    [
      ['11:12', '11:00-11:30'],
      ['08:40', '08:30-09:00'],
    ],
    [['23:50', '23:30-00:00']],
  ],
  [
    'thousands separators',
    [
      ['1234567', '1,234,567'],
      ['890', '890'],
    ],
    [['12345', '12,345']],
  ],
  [
    'two decimals',
    [
      ['3.14159', '3.14'],
      ['2', '2.00'],
      ['-1.5', '-1.50'],
    ],
    [['10.999', '11.00']],
  ],
  [
    'rounding down to ten',
    [
      ['87', '80'],
      ['142', '140'],
      ['19', '10'],
    ],
    [['1009', '1000']],
  ],
  [
    'leading zeros',
    [
      ['7', '007'],
      ['42', '042'],
    ],
    [
      ['123', '123'],
      ['1', '001'],
    ],
  ],
  [
    'a range of numbers',
    [
      ['87', '80-90'],
      ['142', '140-150'],
      ['19', '10-20'],
    ],
    [['5', '0-10']],
  ],
  [
    'an amount times a factor',
    [
      [10, 12],
      [50, 60],
    ],
    [[100, 120]],
  ],
  [
    'counting',
    [
      ['a,b,c', ',', 2],
      ['x', ',', 0],
      ['1;2', ';', 1],
    ],
    [['a-b-c-d', '-', 3]],
  ],
  [
    'a length',
    [
      ['abc', 3],
      ['hello', 5],
    ],
    [['', 0]],
  ],
  [
    'a yes or no',
    [
      ['a@b.c', true],
      ['abc', false],
      ['x@y', true],
      ['x.y', false],
    ],
    [
      ['q@r', true],
      ['q', false],
    ],
  ],
  [
    'a choice',
    [
      ['ann@x.org', 'ann@x.org'],
      ['bo', 'bo@x.org'],
      ['zoe', 'zoe@x.org'],
      ['c@y.org', 'c@y.org'],
    ],
    [
      ['may', 'may@x.org'],
      ['d@z.org', 'd@z.org'],
    ],
  ],
  [
    'the item with a number',
    [
      ['red green blue', 2, 'green'],
      ['one two three', 3, 'three'],
    ],
    [['a b c', 1, 'a']],
  ],
  [
    'declining',
    [
      ['id 5', '5'],
      ['id 77', '77'],
      ['none', null],
    ],
    [
      ['id 3', '3'],
      ['no', null],
    ],
  ],
  [
    'a list',
    [
      ['a, b, c', ['a', 'b', 'c']],
      ['x, yy', ['x', 'yy']],
    ],
    [['p, q, r, s', ['p', 'q', 'r', 's']]],
  ],
  [
    'a record',
    [
      [
        { a: { b: 'x y' }, n: 1 },
        { first: 'x', n: 1 },
      ],
      [
        { a: { b: 'u v' }, n: 2 },
        { first: 'u', n: 2 },
      ],
    ],
    [
      [
        { a: { b: 'p q' }, n: 9 },
        { first: 'p', n: 9 },
      ],
    ],
  ],
  [
    'an array item by item',
    [
      [
        ['a b', 'c d'],
        ['b', 'd'],
      ],
      [['e f'], ['f']],
    ],
    [
      [
        ['u v', 'w x', 'y z'],
        ['v', 'x', 'z'],
      ],
    ],
  ],
];

test.each(cases)('%s', (_, examples, others) => {
  const program = learn(...examples);
  const answers = others.map((other) => program(...other.slice(0, -1)));
  expect(answers).toEqual(others.map((other) => other.at(-1)));
});
