import { expect, test } from 'vitest';
import { operand, unwrapped } from '../../../../../src/capability/synthesis/byExample/print/brackets.ts';

test.each([
  ['text'],
  ["text.split(',')[0]"],
  ["'a'"],
  [`\`a \${b(")")} c\``],
  ["(a + b).join('')"],
  ['[...new Set(items)]'],
  ["text\n  .trim()\n  .split(')')"],
])('a method can be called on %s', (code) => {
  expect(operand(code)).toBe(code);
});

test.each([
  ['a + f(b)'],
  ["'a' + b + 'c'"],
  ['`a` + `b`'],
  ['text.match(/[)(]/g) ?? []'],
  ['await f(a)'],
  ['new Date(a)'],
  ['1'],
  ['a as string'],
  ['(a) => b(a)'],
])('a method can only be called on %s in brackets', (code) => {
  expect(operand(code)).toBe(`(${code})`);
});

test.each([
  ['(a)', 'a'],
  ["('(')", "'('"],
  ['("\'")', '"\'"'],
  ['(text.match(/[)(]/g) ?? [])', 'text.match(/[)(]/g) ?? []'],
  ['(a) + (b)', '(a) + (b)'],
  ["('\\'').split(',')", "('\\'').split(',')"],
  ["(\"'\").split(',').filter((item) => item)", "(\"'\").split(',').filter((item) => item)"],
])('%s without the brackets around all of it is %s', (code, inner) => {
  expect(unwrapped(code)).toBe(inner);
});
