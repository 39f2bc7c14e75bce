import { expect, test } from 'vitest';
import { compileSchema, schemaViolations } from '#capability/package';
import type { PlainData } from '#protocol';
import { inputSchema, schemaOf } from '../../../../src/capability/synthesis/draft/schemas.ts';
import fc from '../../../support/fastCheck.ts';

const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<PlainData>;

test('every value that a schema was made from fits it, and the schema is one', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), fc.constantFrom('input', 'output'), (values, direction) => {
      const schema = schemaOf(values, direction);
      expect(schemaViolations(schema)).toEqual([]);
      const check = compileSchema(schema);
      const isCountable = (one: PlainData): boolean =>
        typeof one === 'number'
          ? Math.abs(one) <= Number.MAX_SAFE_INTEGER
          : typeof one !== 'object' || one === null || Object.values(one).every(isCountable);
      for (const one of values) if (direction === 'output' || isCountable(one)) expect(check(one)).toEqual([]);
    }),
    { examples: [[[JSON.parse('{ "__proto__": 0 }')], 'input']] },
  );
});

test('it is strict: what nobody has shown does not fit', () => {
  const check = compileSchema(
    inputSchema([
      { name: 'people', values: [[{ name: 'Ada', age: 36 }], [{ name: 'Bob', age: null }]] },
      { name: 'limit', values: [1, 2.5] },
    ]),
  );
  const fits = (input: PlainData) => check(input).length === 0;
  expect(fits({ people: [{ name: 'Cy', age: 1 }], limit: 3 })).toBe(true);
  expect(fits({ people: [{ name: 'Cy' }], limit: 3 })).toBe(false);
  expect(fits({ people: [{ name: 'Cy', age: 1, more: 1 }], limit: 3 })).toBe(false);
  expect(fits({ people: [{ name: 5, age: 1 }], limit: 3 })).toBe(false);
  expect(fits({ people: [], limit: '3' })).toBe(false);
  expect(fits({ people: [] })).toBe(false);
  expect(fits({ people: [], limit: 1e300 })).toBe(false);
});

test('records that differ leave room for others; a parameter that nobody has shown a value of is a text', () => {
  const open = compileSchema(schemaOf([{ a: 1 }, { a: 2, b: 'x' }], 'output'));
  expect(open({ a: 3, c: true })).toEqual([]);
  expect(open({ b: 'x' })).not.toEqual([]);
  const text = compileSchema(inputSchema([{ name: 'text', values: [] }]));
  expect(text({ text: 'anything' })).toEqual([]);
  expect(text({ text: 1 })).not.toEqual([]);
});
