import fc, { type Arbitrary } from 'fast-check';
import type { JsonSchema, PlainData } from '#protocol';
import { asObject, type Keywords, resolveReference, typesOf } from './keywords.ts';
import { integers, numbers, strings } from './scalars.ts';
import { UnsatisfiableSchema } from './unsatisfiable.ts';

/** Recursive schemas (`$ref` to a parent) end here: deeper values are left out where the schema lets them be. */
const deepest = 5;

/**
 * Values that a JSON Schema (2020-12) allows, for fast-check to draw and to shrink.
 *
 * Structure, bounds, enumerations, patterns and common formats are built in; what else a schema may say (`not`, `if`,
 * `contains`, `dependentRequired`, …) is left to the caller's filter, which drops the few values that break it.
 * @param root the whole schema, which `#/$defs/…` references point into
 */
export function arbitraryOf(schema: JsonSchema, root: JsonSchema = schema, depth = 0): Arbitrary<PlainData> {
  if (schema === true) return anything();
  if (schema === false) throw new UnsatisfiableSchema('the schema is `false`, which allows nothing');
  const keywords = asObject(schema);
  if (keywords.$ref !== undefined) {
    if (depth > deepest) throw new UnsatisfiableSchema('it refers to itself without an end');
    return arbitraryOf(resolveReference(keywords.$ref, root), root, depth + 1);
  }
  if ('const' in keywords) return fc.constant(keywords.const as PlainData);
  if (keywords.enum) return fc.constantFrom(...keywords.enum);
  const alternatives = keywords.oneOf ?? keywords.anyOf;
  if (alternatives)
    return oneOf(
      alternatives.map((one) => merged(keywords, one)),
      root,
      depth,
    );
  if (keywords.allOf)
    return arbitraryOf(keywords.allOf.reduce<JsonSchema>(mergeTwo, without(keywords, 'allOf')), root, depth);
  const types = typesOf(keywords);
  if (types.length === 0) return anything();
  return oneOfArbitraries(types.map((type) => () => ofType(type, keywords, root, depth)));
}

function ofType(type: string, keywords: Keywords, root: JsonSchema, depth: number): Arbitrary<PlainData> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return integers(keywords);
    case 'number':
      return numbers(keywords);
    case 'string':
      return strings(keywords);
    case 'array':
      return arrays(keywords, root, depth);
    case 'object':
      return objects(keywords, root, depth);
    default:
      throw new UnsatisfiableSchema(`there is no type "${type}"`);
  }
}

function arrays(keywords: Keywords, root: JsonSchema, depth: number): Arbitrary<PlainData> {
  const { minItems = 0, maxItems, items = true, prefixItems = [], uniqueItems } = keywords;
  const head = prefixItems.map((item) => arbitraryOf(item, root, depth + 1));
  const limit = depth >= deepest ? minItems : Math.min(maxItems ?? Math.max(minItems, 12), 200);
  if (items === false || limit <= head.length)
    return fc.tuple(...head).map((values) => values.slice(0, maxItems ?? values.length));
  const item = arbitraryOf(items, root, depth + 1);
  const bounds = { minLength: Math.max(0, minItems - head.length), maxLength: Math.max(0, limit - head.length) };
  const tail = uniqueItems
    ? fc.uniqueArray(item, { ...bounds, selector: (value) => JSON.stringify(value) })
    : fc.array(item, bounds);
  return fc.tuple(fc.tuple(...head), tail).map(([first, rest]) => [...first, ...rest]);
}

function objects(keywords: Keywords, root: JsonSchema, depth: number): Arbitrary<PlainData> {
  const { properties = {}, required = [], additionalProperties = true, minProperties = 0 } = keywords;
  const model: Record<string, Arbitrary<PlainData>> = {};
  for (const [name, schema] of Object.entries(properties)) {
    const needed = required.includes(name);
    if (!needed && (schema === false || depth >= deepest)) continue;
    model[name] = arbitraryOf(schema, root, depth + 1);
  }
  for (const name of required)
    model[name] ??= additionalProperties === false ? anything() : arbitraryOf(additionalProperties, root, depth + 1);
  const known = fc.record(model, { requiredKeys: required.filter((name) => name in model), noNullPrototype: true });
  const open =
    additionalProperties !== false &&
    (Object.keys(properties).length === 0 || minProperties > Object.keys(model).length);
  if (!open || depth >= deepest) return known;
  const more = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 12 }),
    arbitraryOf(additionalProperties, root, depth + 1),
    {
      minKeys: Math.max(0, minProperties - Object.keys(model).length),
      maxKeys: Math.max(minProperties, 6),
      noNullPrototype: true,
    },
  );
  return fc.tuple(more, known).map(([others, own]) => ({ ...others, ...own }));
}

/** What JSON can hold, a few levels deep. */
function anything(): Arbitrary<PlainData> {
  // Written and read once: JSON knows no negative zero.
  return fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
}

function oneOf(schemas: readonly JsonSchema[], root: JsonSchema, depth: number): Arbitrary<PlainData> {
  return oneOfArbitraries(schemas.map((schema) => () => arbitraryOf(schema, root, depth + 1)));
}

/** Alternatives that allow nothing are left out, as long as one is left. */
function oneOfArbitraries(makers: readonly (() => Arbitrary<PlainData>)[]): Arbitrary<PlainData> {
  const possible: Arbitrary<PlainData>[] = [];
  let reason: unknown;
  for (const make of makers) {
    try {
      possible.push(make());
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema)) throw error;
      reason = error;
    }
  }
  if (possible.length === 0) throw reason;
  return fc.oneof(...possible);
}

/** An alternative together with what is said beside it. */
function merged(keywords: Keywords, alternative: JsonSchema): JsonSchema {
  return mergeTwo(without(keywords, 'oneOf', 'anyOf'), alternative);
}

function mergeTwo(left: JsonSchema, right: JsonSchema): JsonSchema {
  if (left === false || right === false) return false;
  if (left === true) return right;
  if (right === true) return left;
  const [a, b] = [asObject(left), asObject(right)];
  return {
    ...left,
    ...right,
    ...(a.properties || b.properties ? { properties: { ...a.properties, ...b.properties } } : {}),
    ...(a.required || b.required ? { required: [...new Set([...(a.required ?? []), ...(b.required ?? [])])] } : {}),
  };
}

function without(keywords: Keywords, ...names: string[]): { readonly [keyword: string]: unknown } {
  return Object.fromEntries(Object.entries(keywords).filter(([name]) => !names.includes(name)));
}
