import { expect, test } from 'vitest';
import { compileSchema } from '#capability/package';
import type { JsonSchema, PlainData } from '#protocol';
import { arbitraryOf } from '../../../src/capability/verification/inputs/arbitrary.ts';
import { standardCases } from '../../../src/capability/verification/inputs/standardCases.ts';
import { UndrawableSchema, UnsatisfiableSchema } from '../../../src/capability/verification/inputs/unsatisfiable.ts';
import fc from '../../support/fastCheck.ts';

function drawn(schema: JsonSchema, known: readonly PlainData[] = []) {
  const notes: string[] = [];
  const values = fc.sample(arbitraryOf(schema, { known, gaveUp: (what) => notes.push(what) }), {
    numRuns: 100,
    seed: 1,
  });
  return {
    values,
    notes: [...new Set(notes)],
    isValid: (value: PlainData) => compileSchema(schema)(value).length === 0,
  };
}

/** Schemas on which drawing until something fits never ends. */
const few: Record<string, JsonSchema> = {
  'a pattern and another length': { type: 'string', pattern: '^abc$', minLength: 300 },
  'a pattern that is too long': { type: 'string', pattern: '^abcdef$', maxLength: 3 },
  'a class without any of the usual characters': { type: 'string', pattern: '^[^ -~]+$' },
  'a format and another length': { type: 'string', format: 'date', minLength: 300 },
  'a format that is too long': { type: 'string', format: 'uuid', maxLength: 4 },
};

test.each(Object.entries(few))('%s: it gives up, says so, and draws what is known', (_, schema) => {
  const { values, notes } = drawn(schema, ['known']);
  expect(values).toHaveLength(100);
  expect(values).toContain('known');
  expect(notes).toEqual([expect.stringMatching(/^texts (that match|of the format)/)]);
});

test.each<[JsonSchema]>([
  [{ type: 'string', pattern: '^[a-z]*$', minLength: 300 }],
  [{ type: 'string', minLength: 300 }],
  [{ type: 'string', minLength: 20_000 }],
  [{ type: 'string', minLength: 7, maxLength: 7 }],
])('lengths are met: %j', (schema) => {
  const { values, notes, isValid } = drawn(schema);
  expect(notes).toEqual([]);
  expect(values.every(isValid)).toBe(true);
});

test('what is drawn is made smaller as before', () => {
  const bad = fc.check(
    fc.property(arbitraryOf({ type: 'string', pattern: '^[a-z]+$' }), (text) => !String(text).includes('q')),
    { seed: 3, numRuns: 2000 },
  );
  expect(bad.counterexample).toEqual(['q']);
});

test.each<[JsonSchema]>([
  [{ type: 'string', pattern: '\\bfoo\\b' }],
  [{ type: 'string', minLength: 1_000_000 }],
  [{ type: 'array', minItems: 1_000_000 }],
  [{ type: 'object', minProperties: 1_000_000 }],
  [{ type: 'integer', minimum: 1e300 }],
  [{ $ref: '#/$defs/none' }],
])('what cannot be made is told apart from what does not exist: %j', (schema) => {
  expect(() => arbitraryOf(schema)).toThrow(UndrawableSchema);
});

test.each<[JsonSchema]>([
  [{ minimum: 5, exclusiveMaximum: 5 }],
  [{ type: 'number', exclusiveMinimum: 5, maximum: 5 }],
  [{ type: 'integer', exclusiveMinimum: 5, exclusiveMaximum: 6 }],
  [{ enum: [] }],
  [{ type: 'array', minItems: 3, maxItems: 2 }],
  [{ type: 'array', prefixItems: [true], items: false, minItems: 2 }],
])('what does not exist is told: %j', (schema) => {
  expect(() => arbitraryOf(schema)).toThrow(UnsatisfiableSchema);
});

test('more different items than there are do not hold the drawing up', () => {
  const schema = { type: 'array', items: { type: 'boolean' }, uniqueItems: true, minItems: 3 };
  expect(fc.sample(arbitraryOf(schema), 50).every((list) => (list as unknown[]).length <= 2)).toBe(true);
});

test('as many different items are drawn as are wanted, where there are enough', () => {
  const schema = { type: 'array', items: { type: 'integer' }, uniqueItems: true, minItems: 3, maxItems: 4 };
  const lengths = fc.sample(arbitraryOf(schema), 200).map((list) => new Set(list as unknown[]).size);
  expect(lengths.filter((length) => length === 3 || length === 4).length).toBeGreaterThan(150);
});

test('known values stand in for what cannot be drawn, and what need not be there is left out', () => {
  const schema = {
    type: 'object',
    properties: { word: { type: 'string', pattern: '\\bfoo\\b' }, other: { type: 'string', pattern: '\\bbar\\b' } },
    required: ['word'],
  };
  const { values, notes } = drawn(schema, [{ word: 'a foo' }]);
  expect(new Set(values.map((value) => JSON.stringify(value)))).toEqual(new Set(['{"word":"a foo"}']));
  expect(notes).toEqual([expect.stringContaining('word: '), expect.stringContaining('other: ')]);
});

test('examples of the schema itself count as known', () => {
  const { values } = drawn({ type: 'string', pattern: '\\bfoo\\b', examples: ['foo'] });
  expect(new Set(values)).toEqual(new Set(['foo']));
});

test.each<[JsonSchema, number]>([
  [{ type: 'integer', minimum: 1_577_836_800_000 }, 1_577_836_800_000],
  [{ type: 'integer', maximum: -5_000_000_000 }, -5_000_000_000],
  [{ type: 'number', minimum: 1e6, multipleOf: 0.5 }, 1e6],
])('numbers beyond 32 bits are drawn: %j', (schema) => {
  const { values, isValid } = drawn(schema);
  expect(values.every(isValid)).toBe(true);
  expect(new Set(values).size).toBeGreaterThan(10);
});

test('names that every object inherits are names like others', () => {
  const { values } = drawn({ type: 'object', required: ['toString'], additionalProperties: { type: 'boolean' } });
  expect(values.every((value) => Object.hasOwn(value as object, 'toString'))).toBe(true);
});

test('a schema that refers to itself many times is bounded', () => {
  const names = Array.from({ length: 30 }, (_, index) => `part${index}`);
  const properties = Object.fromEntries(names.map((name) => [name, { $ref: '#' }]));
  expect(drawn({ type: 'object', properties, additionalProperties: false }).values).toHaveLength(100);
  expect(standardCases({ type: 'object', properties, required: names }, () => true).length).toBeLessThan(100);
  expect(
    standardCases({ type: 'array', minItems: 1e9, items: { type: 'string', minLength: 1e9 } }, () => true),
  ).toBeDefined();
});
