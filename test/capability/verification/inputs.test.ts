import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import type { JsonSchema } from '#protocol';
import { arbitraryOf } from '../../../src/capability/verification/inputs/arbitrary.ts';
import { standardCases } from '../../../src/capability/verification/inputs/standardCases.ts';
import { UnsatisfiableSchema } from '../../../src/capability/verification/inputs/unsatisfiable.ts';
import fc from '../../support/fastCheck.ts';

const text = { type: 'string' } as const;

/** Schemas of the kinds that capabilities have. */
const schemas: Record<string, JsonSchema> = {
  anything: true,
  text,
  'short text': { type: 'string', minLength: 2, maxLength: 5 },
  pattern: { type: 'string', pattern: '^[a-z]{2}-\\d+$' },
  date: { type: 'string', format: 'date' },
  'date and time': { type: 'string', format: 'date-time' },
  address: { type: 'string', format: 'email' },
  count: { type: 'integer', minimum: 0, maximum: 10 },
  even: { type: 'integer', multipleOf: 2, exclusiveMinimum: 3 },
  fraction: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  tenths: { type: 'number', multipleOf: 0.5, minimum: -2 },
  choice: { enum: ['csv', 'json', null] },
  constant: { const: { a: [1] } },
  'text or nothing': { type: ['string', 'null'] },
  list: { type: 'array', items: { type: 'integer' }, minItems: 1, maxItems: 3 },
  set: { type: 'array', items: { enum: [1, 2, 3] }, uniqueItems: true },
  pair: { type: 'array', prefixItems: [text, { type: 'number' }], items: false, minItems: 2 },
  record: {
    type: 'object',
    properties: { from: text, to: text, depth: { type: 'integer' } },
    required: ['from'],
    additionalProperties: false,
  },
  dictionary: { type: 'object', additionalProperties: { type: 'number' }, minProperties: 2 },
  'one of two': { oneOf: [text, { type: 'object', properties: { id: { type: 'integer' } }, required: ['id'] }] },
  'all of': {
    allOf: [
      { type: 'object', properties: { a: text }, required: ['a'] },
      { properties: { b: { type: 'boolean' } }, required: ['b'] },
    ],
  },
  tree: {
    $ref: '#/$defs/node',
    $defs: {
      node: {
        type: 'object',
        properties: { name: text, children: { type: 'array', items: { $ref: '#/$defs/node' } } },
        required: ['name'],
        additionalProperties: false,
      },
    },
  },
  'without a type': { properties: { a: text }, required: ['a'] },
};

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

describe.each(Object.entries(schemas))('%s', (_, schema) => {
  const isValid = ajv.compile(schema);

  test('what is drawn is allowed', () => {
    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        expect(isValid(value), JSON.stringify([value, isValid.errors])).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('what is drawn is plain data: JSON keeps it as it is', () => {
    fc.assert(
      fc.property(arbitraryOf(schema), (value) => {
        expect(JSON.parse(JSON.stringify(value))).toEqual(value);
      }),
    );
  });

  test('standard cases are allowed, and differ', () => {
    const cases = standardCases(schema, (value) => isValid(value));
    expect(cases.every(({ input }) => isValid(input))).toBe(true);
    expect(new Set(cases.map(({ input }) => JSON.stringify(input))).size).toBe(cases.length);
  });
});

test('bounds are reached: the smallest and the largest are among the standard cases', () => {
  const cases = standardCases({ type: 'integer', minimum: 3, maximum: 9 }, () => true);
  expect(cases.map(({ input }) => input)).toEqual(expect.arrayContaining([3, 9]));
});

test('each property of a record has its edges, the others stay as in the example', () => {
  const schema = {
    type: 'object',
    properties: { text, count: { type: 'integer', minimum: 1 } },
    required: ['text', 'count'],
  };
  const cases = standardCases(schema, () => true, { text: 'abc', count: 7 });
  expect(cases).toContainEqual({ name: 'text: empty', input: { text: '', count: 7 } });
  expect(cases).toContainEqual({ name: 'count: smallest', input: { text: 'abc', count: 1 } });
});

test.each([
  [false],
  [{ type: 'integer', minimum: 5, maximum: 4 }],
  [{ type: 'string', minLength: 5, maxLength: 4 }],
  [{ $ref: '#' }],
  [{ oneOf: [false, { type: 'number', minimum: 2, maximum: 1 }] }],
])('a schema that allows nothing is told apart: %j', (schema) => {
  expect(() => fc.sample(arbitraryOf(schema), 1)).toThrow(UnsatisfiableSchema);
});
