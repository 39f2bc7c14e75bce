import { expect, test } from 'vitest';
import type { Value } from '#capability/synthesis';
import { candidatesFor } from '../learn.ts';

/** The statements of the best program, as a person reads them. */
function statements(...rows: readonly (readonly [...Value[], Value])[]): string[] {
  const examples = rows.map((row) => ({ input: row.slice(0, -1), output: row.at(-1) ?? null }));
  const source = candidatesFor({ examples })[0]?.source ?? '';
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
