import { expect, test } from 'vitest';
import { indentationOf, isJson, jsonValuesOf, writtenJson } from '#engine';

const textsOf = (document: string) => jsonValuesOf(document)?.map(({ text }) => text);

test('the items of an array are the values, else the document is one', () => {
  expect(textsOf('[\n  { "a": 1 }, // one\n  [2, 3],\n  "x",\n]')).toEqual(['{"a":1}', '[2,3]', '"x"']);
  expect(textsOf('{ "a": [1, 2] }')).toEqual(['{"a":[1,2]}']);
  expect(textsOf('[]')).toEqual(['[]']);
});

test('a document with a mistake, or without a value, has none', () => {
  expect(['{"a":', '', '[1 2]', 'name: x'].map((text) => jsonValuesOf(text))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('values are found where they are, after characters of two units too', () => {
  const document = '["🎉", {"é": 1}]';
  const places = jsonValuesOf(document)?.map(({ offset, length }) => document.slice(offset, offset + length));
  expect(places).toEqual(['"🎉"', '{"é": 1}']);
});

test('a value keeps its line, or takes the indentation of its place', () => {
  expect(writtenJson('{"b":[1]}', '{ "a": 1 }', '  { "a": 1 },', '  ')).toBe('{"b":[1]}');
  expect(writtenJson('{"b":[1]}', '{\n    "a": 1\n  }', '  {', '  ')).toBe('{\n    "b": [\n      1\n    ]\n  }');
});

test('what is being typed is JSON only at its end', () => {
  expect(['{"a"', '{"a":1}', 'x', '"x"'].map(isJson)).toEqual([false, true, false, true]);
});

test('what would get lost if a value were written anew is told, of that value alone', () => {
  const lossesOf = (document: string) => jsonValuesOf(document)?.map(({ loss }) => loss);
  expect(lossesOf('[{"a": 1}, // between\n {"a": /* within */ 1}, {"a": 1}]')).toEqual([
    undefined,
    'comments',
    undefined,
  ]);
  expect(
    lossesOf('[12345678901234567890, 0.1234567890123456789, 1e999, 1.50, 123456789012345, 0.30000000000000004]'),
  ).toEqual(['numbers', 'numbers', 'numbers', undefined, undefined, undefined]);
  expect(lossesOf('[{"a": 1, "a": 2}, {"a": {"a": 1}}, {"__proto__": 1}]')).toEqual(['names', undefined, 'names']);
});

test('an array is one value where that is asked for', () => {
  expect(jsonValuesOf('[1, 2]', true)?.map(({ text }) => text)).toEqual(['[1,2]']);
});

test('a document has its own step of indentation and its own line ends', () => {
  expect([indentationOf('{\n\t"a": 1\n}'), indentationOf('{ "a": 1 }')]).toEqual(['\t', '  ']);
  expect(writtenJson('{"b":1}', '{\r\n  "a": 1\r\n}', '{', '  ')).toBe('{\r\n  "b": 1\r\n}');
});
