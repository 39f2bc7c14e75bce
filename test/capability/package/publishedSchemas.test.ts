import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { compileSchema } from '#capability/package';
import capabilitySchema from '../../../media/schemas/capability.schema.json' with { type: 'json' };
import examplesSchema from '../../../media/schemas/examples.schema.json' with { type: 'json' };
import { type CapabilityManifest, defaultLimits, type Example, permissionNames } from '../../../src/protocol/index.ts';

const { manifest, permissions, limits, provenance } = capabilitySchema.definitions;

it.each([
  ['capability', capabilitySchema],
  ['examples', examplesSchema],
])('%s.schema.json is of the draft that it says', (_, schema) => {
  const ajv = new Ajv();
  expect([ajv.validateSchema(schema), ajv.errors]).toEqual([true, null]);
  expect(ajv.validateSchema({ ...schema, type: 'objekt' })).toBe(false);
});

it('names the fields of the records', () => {
  // A field that is added to a record and not here is a type error.
  const fields: Record<keyof CapabilityManifest, true> = {
    title: true,
    intents: true,
    input: true,
    output: true,
    permissions: true,
    provenance: true,
    limits: true,
  };
  const ofExamples: Record<keyof Example, true> = {
    name: true,
    input: true,
    world: true,
    output: true,
    error: true,
    effects: true,
  };
  const ofProvenance: Record<keyof CapabilityManifest['provenance'], true> = {
    generator: true,
    created: true,
    source: true,
  };
  expect(Object.keys(manifest.properties)).toEqual(Object.keys(fields));
  expect(Object.keys(examplesSchema.items.properties).sort()).toEqual(Object.keys(ofExamples).sort());
  expect(Object.keys(provenance.properties)).toEqual(Object.keys(ofProvenance));
  expect(Object.keys(permissions.properties)).toEqual(permissionNames);
});

it('gives the limits that count where nothing is said', () => {
  const defaults = Object.entries(limits.properties).map(([name, property]) => [name, property.default]);
  expect(Object.fromEntries(defaults)).toEqual(defaultLimits);
});

it.each([
  ['capability', capabilitySchema],
  ['examples', examplesSchema],
])('describes every property of the %s schema, for those who write by hand', (_, schema) => {
  expect([...undescribed(schema, '')]).toEqual([]);
});

it('says which words of 2020-12 count and are not completed', () => {
  const later = ['$defs', 'prefixItems', 'minContains', 'maxContains', 'dependentRequired', 'dependentSchemas'];
  const words = [...later, 'unevaluatedItems', 'unevaluatedProperties'];
  for (const { description } of [manifest.properties.input, manifest.properties.output]) {
    for (const word of words) expect(description).toContain(`\`${word}\``);
  }
  // They do count: each says no to what it forbids.
  const tuple = compileSchema({ prefixItems: [{ $ref: '#/$defs/one' }], $defs: { one: { const: 1 } } }, 'it');
  expect(tuple([2])).not.toEqual([]);
  expect(compileSchema({ dependentRequired: { a: ['b'] } }, 'it')({ a: 1 })).not.toEqual([]);
  expect(compileSchema({ contains: { const: 1 }, maxContains: 1 }, 'it')([1, 1])).not.toEqual([]);
  expect(compileSchema({ properties: { a: true }, unevaluatedProperties: false }, 'it')({ b: 1 })).not.toEqual([]);
});

function* undescribed(value: unknown, path: string): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(child as Record<string, { description?: string; $ref?: string }>)) {
        const reference = property.$ref?.replace('#/definitions/', '') as keyof typeof capabilitySchema.definitions;
        const { description } = reference ? capabilitySchema.definitions[reference] : property;
        if (!description) yield `${path}/${name}`;
      }
    }
    yield* undescribed(child, `${path}/${key}`);
  }
}
