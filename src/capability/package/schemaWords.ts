import type * as v from 'valibot';

/** What is wrong with a value by a schema, in words of users: valibot speaks of its own. No full stop. */
export function schemaWords({
  kind,
  type,
  message,
  expected,
  received,
  requirement,
  input,
}: v.BaseIssue<unknown>): string {
  const is = `and is ${wordFor(received)}`;
  switch (type) {
    case 'min_value':
      return `it has to be ${requirement} at least, ${is}`;
    case 'max_value':
      return `it has to be ${requirement} at most, ${is}`;
    case 'integer':
      return `it has to be a whole number, ${is}`;
    case 'min_length':
      return Array.isArray(input) ? 'it has to have one entry at least' : 'it must not be empty';
    case 'max_length':
      return `it is too long: ${requirement} ${Array.isArray(input) ? 'entries' : 'characters'} are the most`;
  }
  if (kind === 'validation') return message.replace(/^Invalid value: Expected (.*) but received (.*)$/, '$2 is not $1');
  if (type === 'strict_object' && expected === 'never') return 'there is no such key';
  if (received === 'undefined') return 'it is missing';
  const forms = (expected ?? type).replace(/^\((.*)\)$/, '$1').split(' | ');
  return `it has to be ${forms.map(wordFor).join(' or ')}, ${is}`;
}

const words: ReadonlyMap<string, string> = new Map([
  ['number', 'a number'],
  ['string', 'a text'],
  ['boolean', 'true or false'],
  ['Object', 'an object'],
  ['Array', 'a list'],
]);

const wordFor = (form: string): string => words.get(form) ?? form;
