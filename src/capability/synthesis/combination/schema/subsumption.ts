import { isRecord } from '#base';
import { canonicalJson, compileSchema } from '#capability/package';
import type { JsonSchema } from '#protocol';
import { impliesArray, impliesNumber, impliesObject, impliesString, type Known } from './constraints.ts';
import type { Guard } from './guard.ts';
import { alone, conjuncts, finiteValues, type Rooted, type Type, typesOf } from './rooted.ts';

/** Steps of one comparison; schemas that refer to themselves have no end of parts. */
const mostSteps = 3000;

/**
 * Whether every value that fits one schema fits another one, too (subsumption; Habib et al., "Finding Data Compatibility
 * Bugs with JSON Subschema Checks", ISSTA 2021). It is sound, not complete: what it cannot tell counts as no. So does
 * each keyword that it does not know (`not`, `if`, `contains`, `patternProperties`, …), unless both schemas say the same.
 */
function fits(from: Rooted, into: Rooted): boolean {
  return new Comparison().covers(from, into, undefined);
}

/**
 * What has to be looked at so that a value of one schema may go where another one is asked for: nothing where it
 * {@link fits}; bounds of its size, or that it is there at all. Undefined where no such look would do.
 */
export function guardsBetween(from: Rooted, into: Rooted): readonly Guard[] | undefined {
  if (fits(from, into)) return [];
  const guards: Guard[] = [];
  const comparison = new Comparison();
  const [has, needs] = [typesOf(conjuncts(from) ?? [from]), typesOf(conjuncts(into) ?? [into])];
  if (!has.includes('null') || needs.includes('null'))
    return comparison.covers(from, into, guards) ? guards : undefined;
  const rest = has.filter((type) => type !== 'null');
  if (rest.length === 0) return undefined;
  guards.push({ kind: 'present' });
  return comparison.covers(restricted(from, rest), into, guards) ? guards : undefined;
}

/** Whether a value is in one schema and the other, as far as their types tell. */
function mayMeet(left: readonly Type[], right: readonly Type[]): boolean {
  const isNumber = (type: Type) => type === 'integer' || type === 'number';
  return left.some((type) => right.includes(type) || (isNumber(type) && right.some(isNumber)));
}

function restricted({ schema, root }: Rooted, types: readonly Type[]): Rooted {
  return { schema: { allOf: [schema, { type: types }] }, root };
}

/** Words about a schema that no value breaks. */
const annotations = new Set(
  `title description $comment default examples deprecated readOnly writeOnly $schema $id $defs definitions $anchor
  $vocabulary contentEncoding contentMediaType contentSchema errorMessage patternErrorMessage`.split(/\s+/),
);
/** What other parts of the comparison look at. */
const compared = new Set(
  `$ref allOf anyOf oneOf type const enum minLength maxLength pattern format minimum maximum exclusiveMinimum
  exclusiveMaximum multipleOf minItems maxItems uniqueItems items prefixItems properties required additionalProperties
  minProperties maxProperties`.split(/\s+/),
);

/** One comparison of two schemas, with what it may still do. */
class Comparison {
  #left = mostSteps;

  /** @param guards where what remains to be looked at goes; absent where nothing may remain */
  covers(from: Rooted, into: Rooted, guards: Guard[] | undefined): boolean {
    if (--this.#left < 0) return false;
    if (into.schema === true || from.schema === false || same(from, into)) return true;
    const needs = conjuncts(into);
    if (needs === undefined) return false;
    const has = conjuncts(from) ?? [from];
    const types = typesOf(has);
    if (types.length === 0) return true;
    const tried: Guard[] | undefined = guards === undefined ? undefined : [];
    if (needs.every((need) => this.#implies(from, has, types, need, tried))) {
      guards?.push(...(tried ?? []));
      return true;
    }
    return this.#coversEach(from, has, types, into);
  }

  /** One after the other: the alternatives of the first schema, or its types. */
  #coversEach(from: Rooted, has: readonly Rooted[], types: readonly Type[], into: Rooted): boolean {
    for (const { schema, root } of has) {
      const alternatives = isRecord(schema) ? (schema.anyOf ?? schema.oneOf) : undefined;
      if (!Array.isArray(alternatives)) continue;
      const { anyOf: _, oneOf: __, ...rest } = schema as Readonly<Record<string, unknown>>;
      if (alternatives.every((one) => this.covers({ schema: { allOf: [rest, one] }, root }, into, undefined)))
        return true;
    }
    return types.length > 1 && types.every((type) => this.covers(restricted(from, [type]), into, undefined));
  }

  #implies(
    from: Rooted,
    has: readonly Rooted[],
    types: readonly Type[],
    need: Rooted,
    guards: Guard[] | undefined,
  ): boolean {
    const { schema } = need;
    if (!isRecord(schema)) return schema === true;
    const keywords = Object.keys(schema).filter((keyword) => !annotations.has(keyword));
    if (keywords.length === 0 || has.some((one) => same(one, need))) return true;
    if (!keywords.every((keyword) => compared.has(keyword))) return false;
    const listed = valuesOf(from, has);
    if (listed !== undefined) return everyFits(listed, need);
    const covers = (one: Rooted, other: Rooted) => this.covers(one, other, undefined);
    const known: Known = { has, types, guards, covers };
    return (
      allowsTypes(schema, types) &&
      listsAll(schema, types) &&
      this.#impliesOneOf(from, types, need) &&
      impliesString(schema, known) &&
      impliesNumber(schema, known) &&
      impliesArray(schema, known, need.root) &&
      impliesObject(schema, known, need.root)
    );
  }

  #impliesOneOf(from: Rooted, types: readonly Type[], { schema, root }: Rooted): boolean {
    const { anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
    const place = (one: unknown): Rooted => ({ schema: one as JsonSchema, root });
    if (Array.isArray(anyOf) && !anyOf.some((one) => this.covers(from, place(one), undefined))) return false;
    if (!Array.isArray(oneOf)) return true;
    const alternatives = oneOf.map(place);
    return alternatives.some(
      (one, at) =>
        this.covers(from, one, undefined) &&
        alternatives.every((other, otherAt) => at === otherAt || !mayMeet(types, typesOf(conjuncts(other) ?? [other]))),
    );
  }
}

function same(left: Rooted, right: Rooted): boolean {
  const text = canonicalJson(left.schema);
  if (text !== canonicalJson(right.schema)) return false;
  return !/"\$(?:ref|dynamicRef)"/.test(text) || canonicalJson(left.root) === canonicalJson(right.root);
}

/** All values of a schema, where it lists them. */
function valuesOf(from: Rooted, has: readonly Rooted[]): readonly unknown[] | undefined {
  const lists = has.flatMap(({ schema }) => (isRecord(schema) ? [finiteValues(schema)] : []));
  const values = lists.find((list) => list !== undefined);
  return values?.filter((value) => holdsOf(from, value) !== false);
}

function everyFits(values: readonly unknown[], need: Rooted): boolean {
  return values.every((value) => holdsOf(need, value) === true);
}

/** Whether a value fits; undefined where that cannot be told. */
function holdsOf(whole: Rooted, value: unknown): boolean | undefined {
  const schema = alone(whole);
  if (schema === undefined) return undefined;
  try {
    return compileSchema(schema)(value).length === 0;
  } catch {
    // Its schema is one that no check can be made of.
    return undefined;
  }
}

function allowsTypes({ type }: Readonly<Record<string, unknown>>, types: readonly Type[]): boolean {
  if (type === undefined) return true;
  const allowed = [type].flat();
  return types.every((one) => allowed.includes(one) || (one === 'integer' && allowed.includes('number')));
}

/** A list of values has all of a type only where the type has few of them. */
function listsAll(schema: Readonly<Record<string, unknown>>, types: readonly Type[]): boolean {
  const listed = finiteValues(schema);
  if (listed === undefined) return true;
  const all: readonly unknown[] | undefined = types.every((type) => type === 'null' || type === 'boolean')
    ? types.flatMap((type) => (type === 'null' ? [null] : [true, false]))
    : undefined;
  return all?.every((value) => listed.includes(value)) === true;
}
