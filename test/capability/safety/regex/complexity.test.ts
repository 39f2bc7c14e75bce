import { expect, test } from 'vitest';
import { complexityOf } from '../../../../src/capability/safety/regex/complexity.ts';
import { tokenClasses } from '../../../../src/capability/synthesis/byExample/language/pattern.ts';

test.each([
  ['what learned programs take for an e-mail address', tokenClasses.email.source],
  ['a number of digits that is given, over and over', String.raw`^(?:\d{4,4}-?){1,20}$`],
  ['an account of a bank', String.raw`^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){1,7}(?: ?[A-Z0-9]{1,3})?$`],
  ['words at line ends', String.raw`^\b[a-z]{1,20}\b$`],
  ['ranges one after another that share no text', String.raw`^[a-z]{1,20}-\d{1,20}-[a-z]{1,20}$`],
])('%s: matches are short, so the time grows as the text does', async (_, source) => {
  expect(await complexityOf(source, 'u')).toBe('safe');
});

test.each([
  ['alternatives that are the same', '^(?:a|a){1,30}$'],
  ['a pattern that matches all texts, were it not for its upper end', '^(?:(?:.|.){0,25}){0,2}$'],
  ['alternatives that are the same, after a word', String.raw`^\w{1,9}\b(?:.|.){1,30}$`],
  ['ranges in ranges of the same', String.raw`^(?:\w{1,20}){1,20}$`],
  ['a range of a class that has the signs of counts, and an endless one', '^(?:[{+*]{1,9}x?){1,9}(?:a|a)*$'],
  ['as often as is said', String.raw`^(?:[a-z]|[a-m]){28}-\d{1,4}$`],
  ['as often as is said, of what may be nothing', '^(?:(a?){25}a{25})$'],
  ['few of few', '^(?:a{1,12}){1,12}b$'],
  ['few words', String.raw`^(\w{1,12}\s?){1,12}$`],
  ['much that may be left out', `^${'a?'.repeat(30)}${'a'.repeat(30)}$`],
  ['short parts that are many', String.raw`(?:(?:\w{1,100}-){1,100}:){1,100}!`],
  ['parts of some length', String.raw`(?:\w{1,64}\.){1,100}!`],
  ['one range of the same alternatives, up to the end', '^(?:.|.){0,50}$'],
])('%s: is not taken for quick because its matches are short', async (_, source) => {
  expect(await complexityOf(source, 's')).not.toBe('safe');
});
