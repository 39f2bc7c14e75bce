import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { read } from '../../../../templates/formats/read/yaml.ts';
import fc from '../../../support/fastCheck.ts';

/** As configuration is written, each with something of its own. */
const documents = [
  'a: b\n  c\n  d\ne: 1',
  "a: \"b\n  c\n\n  d\"\nb: 'it''s\n  x'\n",
  'on:\n  push:\n    branches: [main,\n      dev] # both\n  env: {a: 1,\n    b: "x, y"}\n',
  'list: [\n  x,\n  # between\n  y\n]\nb: 1',
  'base: &base\n  image: node:24\n  retry: 2\nbuild:\n  <<: *base\n  retry: 3\ntest:\n  <<: [*base, { tag: x }]\n',
  '- &first text\n- *first\n- [*first, b]',
  'a: &n 5\nb: *n # the same\n',
  '# head\n---\n- name: x\n  run: |\n    one\n\n    two\n  if: >-\n    a\n    b\n- - p\n  - q\n',
  '\'quoted key\': yes\n"b": ~\nc: 0x1F\nd: -1.5e3\nurl: http://x.y/z#a\nt: 12:30',
  '{a: [1, {b: null}], "c": \'d\'}',
  'just\ntext',
];

test.each(documents)('a document means what it means to yaml: %j', (text) => {
  expect(read(text)).toEqual(parse(text, { merge: true }));
});

test.each([
  ['a: !tag 1', 'Line 1: what begins with "!"'],
  ['a: *none', 'Line 1: nothing before it is called "&none"'],
  ['&a k: v', 'Line 1: a key that begins with "&"'],
  ['? a\n: b', 'Line 1: keys behind "?"'],
  ['k: - a', 'Line 1: "- a" cannot stand there'],
  ['a: b: c', 'Line 1: "b: c" cannot stand there'],
  ['a: b # c\n  d', 'Line 2 is indented like a part of the value before'],
  ['a: "b\\\n  c"', 'Line 2: the line before ends with "\\"'],
  ['a: "b\nc: 1', 'Line 1: a quote is not closed'],
  ['a: {b: c\nd: 1', 'Line 1: "}" is missing'],
  ['a: {<<: *x}', 'Line 1'],
  ['a: 1\n---\nb: 2', 'only one document'],
])('what is not read is told with its line: %j', (text, reason) => {
  expect(() => read(text)).toThrow(reason);
});

test('what is read of a document that was spoiled anywhere is what yaml reads of it', () => {
  const edit = fc.record({
    at: fc.nat(400),
    removed: fc.nat(3),
    put: fc.constantFrom(
      '',
      ' ',
      '  ',
      '\n',
      '\n  ',
      ':',
      ': ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      '{',
      '}',
      ',',
      '#',
      ' #',
      '*',
      '&',
      '|',
      '>',
      '\\',
      '!',
      '?',
      'x',
    ),
  });
  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.array(edit, { minLength: 1, maxLength: 3 }), (document, edits) => {
      const text = edits.reduce((before, { at, removed, put }) => {
        const place = at % (before.length + 1);
        return before.slice(0, place) + put + before.slice(place + removed);
      }, document);
      // Below a key without a value, and a comment, yaml takes the next value for a key.
      fc.pre(!/:[ \t]*(?:#[^\n]*)?\n\s*#/.test(text));
      let found: unknown;
      try {
        found = read(text);
      } catch (error) {
        expect((error as Error).message).toMatch(/^Line \d+/);
        return;
      }
      expect([text, found]).toEqual([text, parse(text, { merge: true, logLevel: 'silent' })]);
    }),
    { numRuns: 1000 },
  );
});
