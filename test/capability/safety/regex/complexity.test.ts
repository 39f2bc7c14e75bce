import { expect, test } from 'vitest';
import { complexityOf } from '../../../../src/capability/safety/regex/complexity.ts';
import { tokenClasses } from '../../../../src/capability/synthesis/byExample/language/pattern.ts';

test.each([
  ['what learned programs take for an e-mail address', tokenClasses.email.source],
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
  ['one range of the same alternatives, up to the end', '^(?:.|.){0,50}$'],
])('%s: is not taken for quick because its matches are short', async (_, source) => {
  expect(await complexityOf(source, 's')).not.toBe('safe');
});
