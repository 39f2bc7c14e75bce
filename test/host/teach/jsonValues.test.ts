import { expect, test } from 'vitest';
import { isJson, jsonValuesOf, writtenJson } from '../../../src/host/teach/jsonValues.ts';

const textsOf = (document: string) => jsonValuesOf(document)?.map(({ text }) => text);

test('the items of an array are the values, else the document is one', () => {
  expect(textsOf('[\n  { "a": 1 }, // one\n  [2, 3],\n  "x",\n]')).toEqual(['{"a":1}', '[2,3]', '"x"']);
  expect(textsOf('{ "a": [1, 2] }')).toEqual(['{"a":[1,2]}']);
  expect(textsOf('[]')).toEqual(['[]']);
});

test('a document with a mistake, or without a value, has none', () => {
  expect(['{"a":', '', '[1 2]', 'name: x'].map(jsonValuesOf)).toEqual([undefined, undefined, undefined, undefined]);
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
