import { describe, expect, test } from 'vitest';
import { compileSchema, schemaViolations } from '#capability/package';
import type { JsonSchema, PlainData } from '#protocol';
import { passes } from '../../../../src/capability/synthesis/combination/schema/guard.ts';
import { rooted } from '../../../../src/capability/synthesis/combination/schema/rooted.ts';
import { guardsBetween } from '../../../../src/capability/synthesis/combination/schema/subsumption.ts';
import { arbitraryOf } from '../../../../src/capability/verification/inputs/arbitrary.ts';
import fc, { type Arbitrary } from '../../../support/fastCheck.ts';

const bound = fc.integer({ min: 0, max: 6 });
const scalar = fc.constantFrom<PlainData>(null, true, false, 0, 1, 2.5, '', 'a', 'abc');
const optional = <T>(values: Record<string, Arbitrary<T>>) => fc.record(values, { requiredKeys: [] });

/** Schemas of the kinds that capabilities have, and of kinds that the comparison has to say no to. */
const { schema } = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonSchema>(true, {}, { type: 'boolean' }, { type: 'null' }),
    optional({ minLength: bound, maxLength: bound }).map((bounds) => ({ type: 'string', ...bounds })),
    fc.constantFrom('date', 'email').map((format) => ({ type: 'string', format })),
    fc.constantFrom('^a', '^[ab]*$').map((pattern) => ({ type: 'string', pattern })),
    fc
      .tuple(
        fc.constantFrom('integer', 'number'),
        optional({ minimum: bound, maximum: bound, exclusiveMinimum: bound, exclusiveMaximum: bound }),
        optional({ multipleOf: fc.constantFrom(1, 2, 4, 0.5) }),
      )
      .map(([type, bounds, step]) => ({ type, ...bounds, ...step })),
    fc.array(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: [...new Set(values)] })),
    fc
      .uniqueArray(fc.constantFrom('null', 'string', 'integer', 'number', 'array', 'object'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((type) => ({ type })),
    fc
      .tuple(optional({ minItems: bound, maxItems: bound }), optional({ items: tie('schema') }), fc.boolean())
      .map(([bounds, items, unique]) => ({ type: 'array', ...bounds, ...items, ...(unique && { uniqueItems: true }) })),
    fc
      .tuple(fc.array(tie('schema'), { minLength: 1, maxLength: 2 }), fc.constantFrom(true, false))
      .map(([prefixItems, open]) => ({ type: 'array', prefixItems, ...(open ? {} : { items: false }) })),
    fc
      .tuple(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('schema'), { maxKeys: 3, noNullPrototype: true }),
        fc.subarray(['a', 'b', 'c']),
        optional({ additionalProperties: fc.oneof(fc.constant(false), tie('schema')) }),
        optional({ minProperties: bound, maxProperties: bound }),
      )
      .map(([properties, required, more, counts]) => ({ type: 'object', properties, required, ...more, ...counts })),
    fc
      .tuple(fc.constantFrom('anyOf', 'oneOf', 'allOf'), fc.array(tie('schema'), { minLength: 1, maxLength: 3 }))
      .map(([kind, alternatives]) => ({ [kind]: alternatives })),
    tie('schema').map((inner) => ({ $ref: '#/$defs/one', $defs: { one: inner } })),
    tie('schema').map((inner) => ({ not: inner })),
    tie('schema').map((inner) => ({ type: 'array', contains: inner })),
    tie('schema').map((inner) => ({ type: 'object', patternProperties: { '^a': inner } })),
  ),
})) as { schema: Arbitrary<JsonSchema> };

/** Definitions belong to the root: a schema that is put into another one has no root of its own. */
const whole = schema.filter((one) => !JSON.stringify(one).includes('$ref') || isRootOnly(one));
function isRootOnly(one: JsonSchema): boolean {
  const text = JSON.stringify(one);
  return text.startsWith('{"$ref"') && text.split('$ref').length === 2;
}

/** A schema and one that allows less of it, the same or something else, so that many are compared that do fit. */
const pair = fc
  .tuple(whole, whole, fc.integer({ min: 0, max: 5 }))
  .map(([from, into, kind]): readonly [JsonSchema, JsonSchema] => {
    const plain = !JSON.stringify([from, into]).includes('$ref');
    if (kind === 0) return [into, into];
    if (kind === 1 && plain) return [{ allOf: [into, from] }, into];
    if (kind === 2 && plain) return [into, { anyOf: [from, into] }];
    if (kind === 3 && typeof into === 'object') return [tightened(into), into];
    if (kind === 4 && typeof into === 'object') return [unbounded(into), into];
    return [from, into];
  })
  .filter((schemas) => schemas.every((one) => schemaViolations(one).length === 0));

function unbounded(schema: Exclude<JsonSchema, boolean>): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !/^(?:min|max)(?:imum|Length|Items)$/.test(key)));
}

function tightened(schema: Exclude<JsonSchema, boolean>): JsonSchema {
  const raised: [string, unknown][] = Object.entries(schema).map(([key, value]) => {
    if (typeof value !== 'number' || key === 'multipleOf') return [key, value];
    return [key, /^min|^exclusiveMin/.test(key) ? value + 1 : Math.max(0, value - 1)];
  });
  return Object.fromEntries(raised);
}

/** Values of a schema: drawn from it where that can be done, and any others that fit it. */
function valuesOf(from: JsonSchema): readonly PlainData[] {
  const check = compileSchema(from);
  const drawn = fc.sample(fc.oneof(...arbitrariesOf(from), fc.jsonValue({ maxDepth: 2 }) as Arbitrary<PlainData>), {
    numRuns: 12,
    seed: 1,
  });
  return drawn.filter((value) => check(value).length === 0);
}

/** None for a schema that allows nothing, as one that wants two items or more and one at most. */
function arbitrariesOf(from: JsonSchema): readonly Arbitrary<PlainData>[] {
  try {
    return [arbitraryOf(from)];
  } catch {
    return [];
  }
}

test('a value of one schema that the guards let through fits the other', () => {
  const claimed = { without: 0, with: 0 };
  fc.assert(
    fc.property(pair, ([from, into]) => {
      const guards = guardsBetween(rooted(from), rooted(into));
      if (guards === undefined) return;
      claimed[guards.length === 0 ? 'without' : 'with']++;
      const check = compileSchema(into);
      const through = valuesOf(from).filter((value) => guards.every((guard) => passes(guard, value)));
      for (const value of through) expect(check(value), JSON.stringify({ value, from, into })).toEqual([]);
    }),
    { numRuns: 400 },
  );
  expect(claimed.without).toBeGreaterThan(60);
  expect(claimed.with).toBeGreaterThan(2);
});

describe('schemas of capabilities', () => {
  const text = { type: 'string', minLength: 1, maxLength: 1000 };
  const records = { type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } };
  const named = {
    type: 'array',
    items: {
      type: 'object',
      properties: { name: { type: 'string' } },
      required: ['name'],
      additionalProperties: false,
    },
  };
  const tree = {
    $ref: '#/$defs/tree',
    $defs: { tree: { type: 'object', properties: { child: { $ref: '#/$defs/tree' } } } },
  };
  const cases: readonly (readonly [string, JsonSchema, JsonSchema, unknown])[] = [
    [
      'any text into a text of some length',
      { type: 'string' },
      text,
      [
        { kind: 'least', of: 'characters', bound: 1 },
        { kind: 'most', of: 'characters', bound: 1000 },
      ],
    ],
    ['no answer into a text', { type: ['string', 'null'] }, { type: 'string' }, [{ kind: 'present' }]],
    ['a short text into a longer one', { type: 'string', minLength: 2, maxLength: 9 }, text, []],
    ['records with known names into any records', named, records, []],
    ['any records into those with a name', records, named, undefined],
    ['a choice into a text', { enum: ['csv', 'json'] }, text, []],
    ['a text into a choice', text, { enum: ['csv', 'json'] }, undefined],
    ['a count into a number', { type: 'integer', minimum: 0 }, { type: 'number' }, []],
    ['a number into a count', { type: 'number' }, { type: 'integer' }, undefined],
    ['a text into one or the other', { type: 'string' }, { oneOf: [{ type: 'string' }, { type: 'object' }] }, []],
    ['a text into what a word cannot say', { type: 'string' }, { not: { type: 'number' } }, undefined],
    ['a tree into a tree', tree, tree, []],
    ['a tree into an object', tree, { type: 'object' }, []],
    ['anything into a text', true, { type: 'string' }, undefined],
  ];
  test.each(cases)('%s', (_, from, into, expected) => {
    expect(guardsBetween(rooted(from), rooted(into))).toEqual(expected);
  });
});
