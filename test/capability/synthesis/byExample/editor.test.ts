import { expect, test } from 'vitest';
import { runProgram, type Value } from '#capability/synthesis';
import { candidatesFor, learn } from './learn.ts';

type Row = readonly [...Value[], Value];
type Case = readonly [what: string, examples: readonly Row[], others: readonly Row[]];

/** What people change in an editor, from one or two examples. */
const cases: readonly Case[] = [
  [
    'colours as numbers',
    [
      ['#ff0000', 'rgb(255, 0, 0)'],
      ['#0a141e', 'rgb(10, 20, 30)'],
    ],
    [['#336699', 'rgb(51, 102, 153)']],
  ],
  [
    'numbers as colours',
    [
      ['rgb(255, 0, 0)', '#ff0000'],
      ['rgb(10, 20, 30)', '#0a141e'],
    ],
    [['rgb(51, 102, 153)', '#336699']],
  ],
  [
    'binary digits',
    [
      ['5', '101'],
      ['12', '1100'],
    ],
    [['7', '111']],
  ],
  [
    'a clock of seconds',
    [
      ['75', '1:15'],
      ['130', '2:10'],
    ],
    [
      ['599', '9:59'],
      ['3', '0:03'],
    ],
  ],
  [
    'minutes of a duration',
    [
      ['1h 30m', '90'],
      ['2h 5m', '125'],
    ],
    [['10h 10m', '610']],
  ],
  [
    'an hour later',
    [
      ['10:23', '11:23'],
      ['08:59', '09:59'],
    ],
    [['23:45', '00:45']],
  ],
  [
    'the next version',
    [
      ['1.2.3', '1.2.4'],
      ['0.9.9', '0.9.10'],
    ],
    [['2.13.0', '2.13.1']],
  ],
  [
    'the next minor version',
    [
      ['1.2.3', '1.3.0'],
      ['0.9.4', '0.10.0'],
    ],
    [['2.13.7', '2.14.0']],
  ],
  [
    'months as numbers',
    [
      ['Mar', '03'],
      ['Dec', '12'],
    ],
    [['Oct', '10']],
  ],
  [
    'numbers as months',
    [
      ['3', 'March'],
      ['12', 'December'],
    ],
    [['10', 'October']],
  ],
  [
    'days of the week in full',
    [
      ['Mon 9am', 'Monday 9am'],
      ['Wed 1pm', 'Wednesday 1pm'],
    ],
    [['Sat 4pm', 'Saturday 4pm']],
  ],
  [
    'no vowels',
    [
      ['banana', 'bnn'],
      ['Education', 'dctn'],
    ],
    [['Umbrella', 'mbrll']],
  ],
  [
    'masked digits',
    [
      ['card 1234', 'card ****'],
      ['pin 99', 'pin **'],
    ],
    [['code 123456', 'code ******']],
  ],
  [
    'a scheme where there is none',
    [
      ['b.net/x', 'https://b.net/x'],
      ['https://a.org', 'https://a.org'],
    ],
    [
      ['c.io', 'https://c.io'],
      ['https://q.io', 'https://q.io'],
    ],
  ],
  [
    'so many characters less',
    [
      ['hello', 2, 'llo'],
      ['world', 1, 'orld'],
    ],
    [['abcdef', 4, 'ef']],
  ],
  [
    'a text within the other',
    [
      ['a-b-a', 'a', 'x', 'x-b-x'],
      ['hello', 'l', 'r', 'herro'],
    ],
    [['banana', 'an', 'o', 'booa']],
  ],
  [
    'the other text taken out',
    [
      ['Item 1 AQ-7', 'AQ-7', 'Item 1'],
      ['Big X2 box', 'X2 box', 'Big'],
    ],
    [['Go 33 now', '33 now', 'Go']],
  ],
  [
    'as often as a number says',
    [
      ['ab', 3, 'ababab'],
      ['x', 2, 'xx'],
    ],
    [['yo', 4, 'yoyoyoyo']],
  ],
  [
    'an underlined heading',
    [
      ['Title', 'Title\n====='],
      ['Chapter 1', 'Chapter 1\n========='],
    ],
    [['Of it', 'Of it\n=====']],
  ],
  [
    'a list of lines',
    [
      ['a\nb', '<ul>\n  <li>a</li>\n  <li>b</li>\n</ul>'],
      ['x\ny\nz', '<ul>\n  <li>x</li>\n  <li>y</li>\n  <li>z</li>\n</ul>'],
    ],
    [['q', '<ul>\n  <li>q</li>\n</ul>']],
  ],
  [
    'variables as JSON',
    [['A=1\nB=2', '{\n  "A": "1",\n  "B": "2"\n}']],
    [['X=9\nY=8\nZ=7', '{\n  "X": "9",\n  "Y": "8",\n  "Z": "7"\n}']],
  ],
  [
    'an enumeration as a union',
    [
      ['enum Color { Red, Green, Blue }', "type Color = 'Red' | 'Green' | 'Blue';"],
      ['enum Dir { Up, Down }', "type Dir = 'Up' | 'Down';"],
    ],
    [['enum Size { Small, Medium, Large, Huge }', "type Size = 'Small' | 'Medium' | 'Large' | 'Huge';"]],
  ],
  [
    'what a status says',
    [
      ['GET /a 200', 'ok'],
      ['GET /b 404', 'error'],
      ['POST /c 201', 'ok'],
      ['GET /d 500', 'error'],
    ],
    [
      ['PUT /f 204', 'ok'],
      ['GET /e 503', 'error'],
    ],
  ],
  [
    'an address within words',
    [
      ['write to ada@x.org now', 'ada@x.org'],
      ['Bob <bob@y.com>', 'bob@y.com'],
    ],
    [['cc: a.b@c.de, thanks', 'a.b@c.de']],
  ],
  [
    'bytes',
    [
      ['2048', '2 KB'],
      ['1024', '1 KB'],
    ],
    [['10240', '10 KB']],
  ],
];

test.each(cases)('%s', (_, examples, others) => {
  const program = learn(...examples);
  expect(others.map((row) => program(...row.slice(0, -1)))).toEqual(others.map((row) => row.at(-1)));
});

/** What the best program gives for the other lines of the user, which it knows while it is learned. */
function learnAmong(examples: readonly (readonly [string, string])[], others: readonly string[]): string | undefined {
  const known = examples.map(([input, output]) => ({ input: [input], output }));
  return candidatesFor({ examples: known, otherInputs: others.map((other) => [other]) })[0]?.source;
}

test('what comes before a comment is found also where there is none', () => {
  const examples = [
    ['x = 1 // one', 'x = 1'],
    ['y = 22 // set', 'y = 22'],
  ] as const;
  expect(learnAmong(examples, ['go()', 'z = a / b // half'])).toContain("text.split(' // ')[0]");
});

test('capitals within words of other lines stay', () => {
  const examples = [
    ['public string Name { get; set; }', 'name: string;'],
    ['public int Age { get; set; }', 'age: int;'],
  ] as const;
  expect(learnAmong(examples, ['public bool IsOpen { get; set; }'])).toContain('lowerFirst(');
});

/** Each with one example, further lines of the user, and what these become. */
const alike: readonly (readonly [
  what: string,
  example: readonly [string, string],
  others: readonly [string, string][],
])[] = [
  [
    'the value of a line among others with other names',
    ['a=1', '1'],
    [
      ['c=3', '3'],
      ['d=4', '4'],
    ],
  ],
  [
    'what follows a label among other labels',
    ['host: x.org', 'x.org'],
    [
      ['mail: y.org', 'y.org'],
      ['name: z.net', 'z.net'],
    ],
  ],
  [
    'a name without its ending among other endings',
    ['main.ts', 'main'],
    [
      ['style.css', 'style'],
      ['util.ts', 'util'],
    ],
  ],
  [
    'a line without its bullet, where some have none',
    ['- buy milk', 'buy milk'],
    [
      ['- walk the dog', 'walk the dog'],
      ['read a book', 'read a book'],
    ],
  ],
];

test.each(alike)('%s', (_, [input, output], others) => {
  const otherInputs = [['empty='], ...others.map(([other]) => [other])].slice(input.includes('=') ? 0 : 1);
  const [best] = candidatesFor({ examples: [{ input: [input], output }], otherInputs });
  const given = others.map(([other]) => best && runProgram(best.program, [other]));
  expect([given, best?.source]).toEqual([others.map(([, wanted]) => wanted), best?.source]);
});
