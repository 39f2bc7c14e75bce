import { expect, test } from 'vitest';
import type { SynthesisGap, Value } from '#capability/synthesis';
import { candidatesFor } from '../learn.ts';

/** The statements of the best program, as a person reads them. */
function statements(...rows: readonly (readonly [...Value[], Value])[]): string[] {
  return linesOf({ examples: rows.map((row) => ({ input: row.slice(0, -1), output: row.at(-1) ?? null })) });
}

function linesOf(gap: Pick<SynthesisGap, 'examples' | 'parameters' | 'declared'>): string[] {
  const source = candidatesFor(gap)[0]?.source ?? '';
  const lines = source.slice(source.indexOf('export function')).split('\n');
  return lines.slice(1, lines.indexOf('}')).map((line) => line.trim());
}

test('numbers are named by what they are, whole parts are rounded down, and formats say only what is special', () => {
  expect(statements(['75', '1:15'], ['130', '2:10'])).toEqual([
    'const number = parseNumber(text);',
    'if (number === undefined) return null;',
    'const whole = Math.floor(tidy(number / 60));',
    'const wholeText = formatNumber(whole);',
    'if (wholeText === undefined) return null;',
    'const remainder = tidy(number % 60);',
    'const remainderText = formatNumber(remainder, { integerDigits: 2 });',
    'if (remainderText === undefined) return null;',
    `return \`\${wholeText}:\${remainderText}\`;`,
  ]);
});

test('what several parts are taken from is found once', () => {
  expect(statements(['#ff0000', 'rgb(255, 0, 0)'], ['#0a141e', 'rgb(10, 20, 30)'])).toEqual([
    "const pairs = (text.split('#').at(-1) ?? '').match(/[\\da-fA-F]{2}/gu) ?? [];",
    'const firstPair = pairs[0];',
    'if (firstPair === undefined) return null;',
    'const firstValue = fromRadix(firstPair, 16);',
    'if (firstValue === undefined) return null;',
    'const secondPair = pairs[1];',
    'if (secondPair === undefined) return null;',
    'const secondValue = fromRadix(secondPair, 16);',
    'if (secondValue === undefined) return null;',
    'const thirdPair = pairs[2];',
    'if (thirdPair === undefined) return null;',
    'const thirdValue = fromRadix(thirdPair, 16);',
    'if (thirdValue === undefined) return null;',
    `return \`rgb(\${firstValue}, \${secondValue}, \${thirdValue})\`;`,
  ]);
});

type Case = readonly [what: string, rows: readonly (readonly [...Value[], Value])[], lines: readonly string[]];

const short: readonly Case[] = [
  [
    'what is given back at once has no name',
    [
      ['hello', 2, 'llo'],
      ['world', 1, 'orld'],
    ],
    ["return taken(first, second, 'start', false) ?? null;"],
  ],
  [
    'an input that is used twice keeps its name',
    [
      ['www.a.org', 'a.org'],
      ['b.net', 'b.net'],
    ],
    ["return text.startsWith('www.') ? text.slice(4) : text;"],
  ],
  [
    'a field stands in a template without brackets',
    [
      ['Lee, Ann', 'Ann Lee'],
      ['Ek, Bo', 'Bo Ek'],
    ],
    [
      'const lastWord = text.match(/\\S+/gu)?.at(-1);',
      'if (lastWord === undefined) return null;',
      `return \`\${lastWord} \${text.split(',')[0] ?? ''}\`;`,
    ],
  ],
  [
    'minutes are divided into hours, not multiplied with a fraction',
    [
      ['150', '2.5 h'],
      ['90', '1.5 h'],
      ['45', '0.8 h'],
    ],
    [
      'const number = parseNumber(text);',
      'if (number === undefined) return null;',
      'const quotient = tidy(number / 60);',
      'const quotientText = formatNumber(quotient, { minimumDecimals: 1, maximumDecimals: 1 });',
      'if (quotientText === undefined) return null;',
      `return \`\${quotientText} h\`;`,
    ],
  ],
];

test.each(short)('%s', (_, rows, lines) => {
  expect(statements(...rows)).toEqual(lines);
});

test('what happens to all parts alike is said of the whole text', () => {
  expect(statements(['Hello World', 'hello-world'], ['A b', 'a-b'])).toEqual([
    "return text.toLowerCase().replaceAll(' ', '-');",
  ]);
});

test('a separator that casing may look past keeps its parts apart: a sigma in front of a full stop ends no word', () => {
  expect(statements(['Hello.World', 'hello-world'], ['A.b', 'a-b'])).toEqual([
    "return text.split('.').map((entry) => entry.toLowerCase()).join('-');",
  ]);
});

test('records, defaults, items and sums are printed as they are written by hand', () => {
  expect(
    statements(
      [
        { a: 1, b: -2, c: 3 },
        { a: 1, c: 3 },
      ],
      [{ x: -1 }, {}],
      [{ z: 9 }, { z: 9 }],
    ),
  ).toEqual(['return Object.fromEntries(Object.entries(text).filter(([, value]) => value >= 0));']);
  expect(
    statements(
      [
        { a: 'x', b: 'yy' },
        { a: 'X', b: 'YY' },
      ],
      [{ k: 'abc' }, { k: 'ABC' }],
    ),
  ).toEqual(['return Object.fromEntries(Object.entries(text).map(([name, value]) => [name, value.toUpperCase()]));']);
  expect(statements([null, ''], ['abc', 'abc'], ['x', 'x'])).toEqual(["return text ?? '';"]);
  expect(statements([{ name: 'Ada', mail: 'a@b.c' }, 'a@b.c'], [{ name: 'Bob' }, 'Bob'])).toEqual([
    'return text.mail ?? text.name;',
  ]);
  expect(
    statements([['Ann'], 'Ann'], [['Ann', 'Bob'], 'Ann and Bob'], [['Cy', 'Di'], 'Cy and Di'], [['E'], 'E']),
  ).toEqual([
    'if (text.length === 1) return text[0] ?? null;',
    'const first = text[0];',
    "if (typeof first !== 'string') return null;",
    'const second = text[1];',
    "if (typeof second !== 'string') return null;",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    'return `${first} and ${second}`;',
  ]);
  expect(statements([[1, 2, 3], 14], [[4], 16], [[2, 2], 8])).toEqual([
    'return text.reduce((total, entry) => total + entry * entry, 0);',
  ]);
  expect(statements([3, -4], [4, -3], [5, -3], [10, 0])).toEqual(['return Math.floor((text - 10) / 2);']);
});

type Typed = readonly [name: string, parameters: readonly string[], rows: Case[1], line: string];

const counted: readonly Typed[] = [
  [
    'sum',
    ['numbers'],
    [
      [[], 0],
      [[1, 2.5, 3], 6.5],
      [[-1], -1],
    ],
    'return numbers.reduce((total, number) => total + number, 0);',
  ],
  [
    'total',
    ['items'],
    [
      [
        [
          { price: 2, qty: 3 },
          { price: 1.5, qty: 2 },
        ],
        9,
      ],
      [[{ price: 5, qty: 1 }], 5],
    ],
    'return items.reduce((total, entry) => total + entry.price * entry.qty, 0);',
  ],
  [
    'gross',
    ['net', 'rate'],
    [
      [100, 0.19, 119],
      [50, 0.5, 75],
      [200, 0.25, 250],
    ],
    'return net * rate + net;',
  ],
  [
    'kilometres',
    ['metres'],
    [
      [1500, '1.5 km'],
      [2000, '2.0 km'],
      [12340, '12.3 km'],
    ],
    `return \`\${(metres / 1000).toFixed(1)} km\`;`,
  ],
];

test.each(counted)(
  '%s: numbers that are declared need no reading of texts, and are counted as JavaScript does',
  (name, parameters, rows, line) => {
    const examples = rows.map((row) => ({ input: row.slice(0, -1), output: row.at(-1) ?? null }));
    const declared = { name, types: [], async: false };
    expect(linesOf({ parameters, examples, declared })).toEqual([line]);
  },
);

test('the noise of binary fractions is taken away where examples of a declared function say so', () => {
  const examples = [
    { input: [[0.1, 0.2]], output: 0.3 },
    { input: [[1, 2]], output: 3 },
  ];
  const declared = { name: 'sum', types: [], async: false };
  expect(linesOf({ parameters: ['numbers'], examples, declared })).toEqual([
    'return tidy(numbers.reduce((total, number) => total + number, 0));',
  ]);
});
