import { expect, it } from 'vitest';
import { hasNestedRepeats } from '../../../src/graph/rules/config/nestedRepeats.ts';

it.each([
  '(a+)+',
  '(a*)*$',
  '^(?:[^/]+/)+*'.slice(0, -1),
  '((a+)b)*',
  '(a|b+){2,}',
  '(?<name>\\w+?)*',
  '(?:(?:a*)?b)+',
])('sees that %s repeats a repeat', (source) => {
  expect(hasNestedRepeats(new RegExp(source).source)).toBe(true);
});

it.each([
  '^src/[^/]+/[^/]+\\.ts$',
  '(a+)(b+)',
  '(a+)?',
  '(?:a?b)+',
  '(?:a{2}b)*',
  '(\\(a+\\))',
  '[(a+)]+',
  '[\\](a+)]+',
  '(?<=a+)b+',
  '(?<!x)(?:test|spec)+',
  'a\\++',
  'x{,3}+'.slice(0, -1),
])('has nothing against %s', (source) => {
  expect(hasNestedRepeats(new RegExp(source).source)).toBe(false);
});
