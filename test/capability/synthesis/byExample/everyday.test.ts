import { expect, test } from 'vitest';
import { runProgram } from '#capability/synthesis';
import { candidatesFor, learn } from './learn.ts';

type Pair = readonly [input: string, output: string];

/** What people change in lists, logs and code, where the other lines are known as they are while teaching. */
const cases: readonly (readonly [what: string, examples: readonly Pair[], others: readonly Pair[]])[] = [
  ['Unix seconds as dates', [['1700000000', '2023-11-14']], [['1735689600', '2025-01-01']]],
  [
    'Unix milliseconds with a time',
    [['1700000000000', '2023-11-14T22:13:20Z']],
    [['1735689601000', '2025-01-01T00:00:01Z']],
  ],
  [
    'dates as Unix seconds',
    [
      ['2021-01-01', '1609459200'],
      ['2025-01-01', '1735689600'],
    ],
    [['2001-09-09', '999993600']],
  ],
  [
    'minutes between two times',
    [['10:00 - 11:30', '90']],
    [
      ['08:00 - 12:30', '270'],
      ['13:05 - 13:20', '15'],
    ],
  ],
  [
    'hours over midnight',
    [
      ['22:00-06:00', '8'],
      ['09:00-17:30', '8.5'],
    ],
    [['23:30-00:00', '0.5']],
  ],
  [
    'days between two dates',
    [
      ['2026-01-01 - 2026-01-31', '30'],
      ['2026-02-01 - 2026-03-01', '28'],
    ],
    [['2024-02-01 - 2024-03-01', '29']],
  ],
  [
    'ranges, expanded',
    [['1-3,5', '1,2,3,5']],
    [
      ['1-2,4-6', '1,2,4,5,6'],
      ['7', '7'],
    ],
  ],
  [
    'ranges, collapsed',
    [
      ['1,2,3,5', '1-3,5'],
      ['2,7,8,9', '2,7-9'],
    ],
    [['1,2,4,5,6', '1-2,4-6']],
  ],
  [
    'groups of four',
    [['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00']],
    [['GB29NWBK60161331926819', 'GB29 NWBK 6016 1331 9268 19']],
  ],
  [
    'decimals after a comma',
    [
      ['1234.5', '1.234,50 €'],
      ['99', '99,00 €'],
    ],
    [
      ['1000000', '1.000.000,00 €'],
      ['0.5', '0,50 €'],
    ],
  ],
  [
    'plain numbers of amounts, without the noise of binary fractions',
    [['$1,234.50', '1234.5']],
    [
      ['$1,234,567.89', '1234567.89'],
      ['$9,999,999.99', '9999999.99'],
    ],
  ],
  [
    'names that are hidden but for a letter',
    [
      ['ada@example.com', 'a**@example.com'],
      ['grace@navy.mil', 'g****@navy.mil'],
    ],
    [['charles@x.org', 'c******@x.org']],
  ],
  [
    'records as statements: a blank within a field is no border',
    [
      ['1,Ada,London', "INSERT INTO users VALUES (1, 'Ada', 'London');"],
      ['2,Alan,Leeds', "INSERT INTO users VALUES (2, 'Alan', 'Leeds');"],
    ],
    [['13,Grace,New York', "INSERT INTO users VALUES (13, 'Grace', 'New York');"]],
  ],
  ['fields of a table: digits are fields, too', [['a,b,c', '| a | b | c |']], [['1,2', '| 1 | 2 |']]],
  ['words of a name: one capital is no rhythm of letters', [['foo_bar', 'fooBar']], [['long_name', 'longName']]],
  [
    'another end',
    [
      ['src/a/b.js', 'src/a/b.ts'],
      ['lib/x.js', 'lib/x.ts'],
    ],
    [['test/q.spec.js', 'test/q.spec.ts']],
  ],
  [
    'arguments in the other order',
    [
      ['foo(a, b)', 'foo(b, a)'],
      ['assertEqual(x, 3)', 'assertEqual(3, x)'],
    ],
    [['bar(one, two)', 'bar(two, one)']],
  ],
  [
    'accessors: capitals within words stay',
    [
      ['name: string;', 'getName(): string { return this.name; }'],
      ['age: number;', 'getAge(): number { return this.age; }'],
    ],
    [['isOpen: boolean;', 'getIsOpen(): boolean { return this.isOpen; }']],
  ],
  [
    'times that happen to be round are not rounded',
    [
      ['1:05 PM', '13:05'],
      ['9:30 AM', '09:30'],
    ],
    [['11:59 PM', '23:59']],
  ],
  [
    'a letter that all known names begin with',
    [
      ['Ada Lovelace', 'A. Lovelace'],
      ['Alan Turing', 'A. Turing'],
    ],
    [['Grace Hopper', 'G. Hopper']],
  ],
  [
    'floor((n - 10) / 2)',
    [
      ['3', '-4'],
      ['10', '0'],
      ['13', '1'],
      ['18', '4'],
    ],
    [
      ['1', '-5'],
      ['11', '0'],
    ],
  ],
];

test.each(cases)('%s', (_, pairs, others) => {
  const examples = pairs.map(([input, output]) => ({ input: [input], output }));
  const [best] = candidatesFor({ examples, otherInputs: others.map(([input]) => [input]) });
  expect(others.map(([input]) => best && runProgram(best.program, [input]))).toEqual(
    others.map(([, output]) => output),
  );
});

test('numbers that nobody would think of are not guessed', () => {
  const examples = [
    { input: ['GGACGTCGACGT', 'GGACGTCGACGT'], output: 0 },
    { input: ['AT', 'CT'], output: 1 },
    { input: ['ACC', 'CTT'], output: 3 },
  ];
  for (const { source } of candidatesFor({ examples })) expect(source).not.toMatch(/\d{5}/);
});

test.each([
  ['4', 'IV', '9', 'IX', '40', 'XL'],
  ['IV', '4', 'XII', '12', 'XL', '40'],
  ['1', '1st', '12', '12th', '22', '22nd'],
  ['3661', '1:01:01', '45', '0:00:45', '86399', '23:59:59'],
  ['https://www.a.org/x', 'a.org', 'http://b.c.net', 'b.c.net', 'https://www.foo.co.uk?q', 'foo.co.uk'],
  ['<b>bold</b> text', 'bold text', '<a href="x">link</a>', 'link', '<p>one <i>two</i></p>', 'one two'],
  ['f(a, b)', 'f(b, a)', 'f(1, foo)', 'f(foo, 1)', "f(x.y, 'z')", "f('z', x.y)"],
  ['212F', '100C', '32F', '0C', '50F', '10C'],
  ['25/50', '50%', '1/4', '25%', '3/4', '75%'],
  ['a: 1, b: 2', '?a=1&b=2', 'x: 9', '?x=9', 'p: q, r: s, t: u', '?p=q&r=s&t=u'],
])('%s as %s', (first, one, second, two, other, expected) => {
  expect(learn([first, one], [second, two])(other)).toBe(expected);
});
