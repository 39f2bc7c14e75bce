import { describe, expect, it } from 'vitest';
import { compileSchema, schemaViolations } from '../../../../src/capability/package/index.ts';
import type { JsonSchema } from '../../../../src/protocol/index.ts';
import fc from '../../../support/fastCheck.ts';

function says(schema: JsonSchema, value: unknown): string[] {
  return compileSchema(schema, 'input')(value).map(({ message }) => message);
}

function duration(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

describe('a check', () => {
  it.each<[JsonSchema, unknown, string[]]>([
    [{ type: 'string' }, 5, ['input is 5, not a text']],
    [{ type: ['string', 'null'] }, [], ['input is an empty list, not a text or null']],
    [
      { items: { type: 'integer' } },
      [1, 'x', 2.5],
      ['input[1] is "x", not a whole number', 'input[2] is 2.5, not a whole number'],
    ],
    [{ properties: { 'a/b': { const: 1 } } }, { 'a/b': 2 }, ['"a/b" is 2, not 1']],
    [{ required: ['a', 'b'] }, { a: 1 }, ['b is missing']],
    [{ required: ['constructor'] }, {}, ['constructor is missing']],
    [{ properties: { a: { properties: { b: false } } } }, { a: { b: 1 } }, ['a.b is not allowed']],
    [
      { unevaluatedProperties: false, allOf: [{ properties: { a: true } }] },
      { a: 1, b: 2 },
      ['b is not a known property'],
    ],
    [{ enum: ['a', 1] }, 'b', ['input is "b", which is none of "a", 1']],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 5, ['input is 5, which fits none of the allowed forms']],
    [{ oneOf: [true, true] }, 5, ['input is 5, which fits more than one of the allowed forms']],
    [{ minimum: 3 }, 2, ['input is 2; the least is 3']],
    [{ exclusiveMaximum: 3 }, 3, ['input is 3, which is not less than 3']],
    [{ minLength: 2, maxLength: 3 }, '😀', ['input has 1 characters and needs at least 2']],
    [{ maxItems: 1 }, [1, 2], ['input has 2 items and may have at most 1']],
    [{ format: 'date' }, '2026-02-30', ['input is "2026-02-30", which is no date']],
    [{ format: 'uri' }, 'x', ['input is "x", which is no uri']],
    [{ pattern: '^a+$' }, 'b', ['input is "b", which does not match ^a+$']],
    [
      { uniqueItems: true },
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      ['input has an item twice'],
    ],
    [{ uniqueItems: true }, [1, '1', [1], null, { a: 1 }, [['a', 1]]], []],
    [{ prefixItems: [{ type: 'string' }], items: false }, ['a', 1], ['input has 2 items and may have at most 1']],
    [{ $defs: { a: { type: 'string' } }, items: { $ref: '#/$defs/a' } }, ['a', 1], ['input[1] is 1, not a text']],
    [{ type: 'string' }, 'x'.repeat(100_000), []],
    [{ const: 'a' }, 'x'.repeat(1000), [`input is "${'x'.repeat(59)}…, not "a"`]],
  ])('%j on %j', (schema, value, expected) => {
    expect(says(schema, value)).toEqual(expected);
  });

  it('names the place as a JSON pointer', () => {
    const check = compileSchema({ properties: { list: { items: { required: ['a/b'] } } } });
    expect(check({ list: [{}] })).toMatchObject([{ pointer: '/list/0/a~1b' }]);
  });

  it('stops after twenty mistakes', () => {
    expect(
      says(
        { items: { type: 'string' } },
        Array.from({ length: 100 }, () => 1),
      ),
    ).toHaveLength(20);
  });

  it('neither changes the value nor fills in defaults', () => {
    const value = { n: '5' };
    says({ properties: { n: { type: 'number' }, d: { default: 1 } } }, value);
    expect(value).toEqual({ n: '5' });
  });
});

describe('a hostile schema', () => {
  const chain = (combine: 'anyOf' | 'allOf' | 'oneOf') => {
    const levels = Array.from({ length: 40 }, (_, level) => {
      const next = { $ref: `#/$defs/d${level + 1}` };
      return [`d${level}`, { [combine]: [next, next] }] as const;
    });
    return { $ref: '#/$defs/d0', $defs: { ...Object.fromEntries(levels), d40: { type: 'string' } } };
  };
  const branch = { properties: { n: { $ref: '#' } }, required: ['n'] };
  const nested = Array.from({ length: 90 }).reduce<unknown>((inner) => ({ n: inner }), 1);

  it.each<[string, JsonSchema, unknown]>([
    ['refers to itself', { $ref: '#' }, 1],
    ['refers to itself by parts', { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } }, 1],
    ['doubles at every anyOf', chain('anyOf'), 1],
    ['doubles at every oneOf', chain('oneOf'), 'x'],
    ['doubles at every allOf', chain('allOf'), 'x'],
    ['doubles at every level of the value', { anyOf: [branch, branch] }, nested],
    [
      'is tried on very many items',
      { items: { anyOf: [...Array.from({ length: 500 }, () => ({ type: 'string' })), { type: 'number' }] } },
      Array(200_000).fill(1),
    ],
    ['has a pattern and a long text', { pattern: '^(a|a)*(b|b)*(a|a)*$' }, `${'a'.repeat(3_000_000)}!`],
  ])('that %s ends soon, and says no', (_, schema, value) => {
    const check = compileSchema(schema, 'output');
    expect(duration(() => expect(check(value)).toHaveLength(1))).toBeLessThan(10_000);
    expect(check(value)[0]?.message).toBe('output is too large or too nested to be checked');
  });

  it('does not compare every pair of many items', () => {
    const items = Array.from({ length: 200_000 }, (_, index) => ({ index }));
    expect(duration(() => says({ uniqueItems: true }, items))).toBeLessThan(10_000);
  });

  it.each(['date-time', 'email', 'hostname', 'uri', 'uri-template', 'regex', 'idn-email', 'json-pointer', 'uuid'])(
    'with the format %s and a long text ends soon',
    (format) => {
      if (schemaViolations({ format }).length > 0) return;
      for (const text of ['a', 'a.', '/', '1', 'a@', '%41', '(']) {
        expect(duration(() => says({ format }, `${text.repeat(500_000)}!`))).toBeLessThan(10_000);
      }
    },
  );

  it.each<[string, unknown, string]>([
    [
      'loads another document',
      { $ref: 'https://a.example/x.json' },
      '$ref is https://a.example/x.json; a schema may refer to its own parts alone, as `#/$defs/name`',
    ],
    [
      'loads a file',
      { items: { $ref: 'file:///etc/passwd' } },
      'items.$ref is file:///etc/passwd; a schema may refer to its own parts alone, as `#/$defs/name`',
    ],
    [
      'refers to what is no schema',
      { default: { $ref: '#/default' }, $ref: '#/default' },
      '$ref is #/default, and there is no such schema in here',
    ],
    [
      'names a part',
      { items: { $id: 'https://json-schema.org/draft/2020-12/schema' } },
      'items.$id names a part of the schema; only the whole may have an `$id`',
    ],
    [
      'is of an older draft',
      { $schema: 'http://json-schema.org/draft-07/schema#' },
      '$schema is http://json-schema.org/draft-07/schema#; schemas here are of draft 2020-12',
    ],
    ['is large', { enum: ['x'.repeat(70_000)] }, 'the schema is too large (70013 characters; 65536 are the most)'],
    [
      'is deep',
      Array.from({ length: 70 }).reduce<unknown>((inner) => ({ not: inner }), true),
      'the schema is too deep (2000 parts and 64 levels are the most)',
    ],
    [
      'has many parts',
      { anyOf: Array.from({ length: 2100 }, () => ({})) },
      'the schema has too many parts (2000 parts and 64 levels are the most)',
    ],
    [
      'has a pattern that needs going back',
      { patternProperties: { '(?=a)': true } },
      'patternProperties has "(?=a)", and it looks ahead or behind, which is not supported',
    ],
    [
      'has a pattern that is none',
      { pattern: '(' },
      'pattern has "(", and it is not a regular expression (Invalid regular expression: /(/u: Unterminated group)',
    ],
    [
      'has a misspelt keyword',
      { properties: { a: { minimun: 1 } } },
      'properties.a.minimun is no keyword of JSON Schema 2020-12',
    ],
    ['has an unknown format', { format: 'colour' }, 'format is "colour", which is no known format'],
    [
      'has a property that is passed over',
      JSON.parse('{"properties":{"__proto__":{}}}'),
      'properties has a property `__proto__`, which cannot be checked',
    ],
    ['is a list', [], 'the schema is neither an object nor true or false'],
    ['is nothing', null, 'the schema is neither an object nor true or false'],
  ])('that %s is refused', (_, schema, message) => {
    expect(schemaViolations(schema)).toMatchObject([{ message }]);
    expect(() => compileSchema(schema as JsonSchema)).toThrow(expect.objectContaining({ code: 'schema-invalid' }));
  });

  it('cannot reach the program through names', () => {
    const name = `"];globalThis.reached=1;//\`\${globalThis.reached=1}`;
    const schema = { properties: { [name]: { const: name } }, required: [name], title: name, $comment: name };
    expect(says(schema, { [name]: 1 })).toHaveLength(1);
    expect('reached' in globalThis).toBe(false);
  });
});

it('answers for any value without throwing', () => {
  const check = compileSchema({
    type: 'object',
    properties: { a: { type: 'array', items: { minimum: 1 }, uniqueItems: true } },
  });
  fc.assert(fc.property(fc.jsonValue(), (value) => void check(value)));
});

it('keeps checks, so that asking again is cheap', () => {
  const schema = { type: 'object', properties: { kept: { type: 'string' } } };
  expect(compileSchema(schema)).toBe(compileSchema(structuredClone(schema)));
});
