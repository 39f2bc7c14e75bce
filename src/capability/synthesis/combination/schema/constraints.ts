import { isRecord } from '#base';
import type { JsonSchema } from '#protocol';
import type { Guard, Measure } from './guard.ts';
import type { Rooted, Type } from './rooted.ts';

type Keywords = Readonly<Record<string, unknown>>;

/** What is known of a value, and what it is compared with. */
export interface Known {
  /** The schemas that it fits, all of them. */
  readonly has: readonly Rooted[];
  readonly types: readonly Type[];
  /** Where bounds go that remain to be looked at; absent where none may remain. */
  readonly guards: Guard[] | undefined;
  /** Whether values of one schema fit another one. */
  readonly covers: (from: Rooted, into: Rooted) => boolean;
}

/** Whether texts that are known so far keep to what a schema says about texts. */
export function impliesString(need: Keywords, known: Known): boolean {
  if (!known.types.includes('string')) return true;
  return (
    atLeast(need.minLength, numbersOf(known, 'minLength'), 'characters', known.guards) &&
    atMost(need.maxLength, numbersOf(known, 'maxLength'), 'characters', known.guards) &&
    says(need, known, 'pattern') &&
    says(need, known, 'format')
  );
}

export function impliesNumber(need: Keywords, known: Known): boolean {
  const { types, guards } = known;
  if (!types.includes('number') && !types.includes('integer')) return true;
  const least = [...numbersOf(known, 'minimum'), ...numbersOf(known, 'exclusiveMinimum')];
  const most = [...numbersOf(known, 'maximum'), ...numbersOf(known, 'exclusiveMaximum')];
  return (
    atLeast(need.minimum, least, 'value', guards) &&
    atMost(need.maximum, most, 'value', guards) &&
    isAbove(need.exclusiveMinimum, known) &&
    isBelow(need.exclusiveMaximum, known) &&
    impliesMultiple(need.multipleOf, known)
  );
}

export function impliesArray(need: Keywords, known: Known, root: JsonSchema): boolean {
  if (!known.types.includes('array')) return true;
  const most = Math.min(...numbersOf(known, 'maxItems'));
  const unique = need.uniqueItems !== true || most <= 1 || listed(known, 'uniqueItems').includes(true);
  return (
    unique &&
    atLeast(need.minItems, numbersOf(known, 'minItems'), 'items', known.guards) &&
    atMost(need.maxItems, numbersOf(known, 'maxItems'), 'items', known.guards) &&
    impliesItems(need, known, root, most)
  );
}

/** @param most items that there can be */
function impliesItems(need: Keywords, known: Known, root: JsonSchema, most: number): boolean {
  const heads = schemasOf(need.prefixItems);
  const longest = Math.max(heads.length, ...listed(known, 'prefixItems').map((one) => schemasOf(one).length));
  const wanted = (at: number): JsonSchema => heads[at] ?? ((need.items ?? true) as JsonSchema);
  // The one after all that are told apart stands for those that follow it.
  for (let at = 0; at <= longest && at < most; at++) {
    if (!known.covers(itemAt(known, at), { schema: wanted(at), root })) return false;
  }
  return true;
}

function itemAt({ has }: Known, at: number): Rooted {
  return allOf(has, (schema) => schemasOf(schema.prefixItems)[at] ?? ((schema.items ?? true) as JsonSchema));
}

export function impliesObject(need: Keywords, known: Known, root: JsonSchema): boolean {
  if (!known.types.includes('object')) return true;
  const required = new Set(listed(known, 'required').flat());
  if (!stringsOf(need.required).every((name) => required.has(name))) return false;
  const least = Math.max(required.size, ...numbersOf(known, 'minProperties'));
  if (typeof need.minProperties === 'number' && least < need.minProperties) return false;
  if (typeof need.maxProperties === 'number' && mostProperties(known) > need.maxProperties) return false;
  const properties = isRecord(need.properties) ? need.properties : {};
  const fitsAll = Object.entries(properties).every(([name, schema]) =>
    known.covers(propertyOf(known, name), { schema: schema as JsonSchema, root }),
  );
  return fitsAll && impliesOthers(need, known, properties, root);
}

/** Properties that the schema does not name. */
function impliesOthers(need: Keywords, known: Known, properties: Keywords, root: JsonSchema): boolean {
  const { additionalProperties: wanted = true } = need;
  if (wanted === true) return true;
  const into: Rooted = { schema: wanted as JsonSchema, root };
  const named = new Set(listed(known, 'properties').flatMap((one) => (isRecord(one) ? Object.keys(one) : [])));
  const others = [...named].filter((name) => !Object.hasOwn(properties, name));
  return (
    others.every((name) => known.covers(propertyOf(known, name), into)) && known.covers(otherProperty(known), into)
  );
}

/** What is known of a property, by all schemas. */
function propertyOf({ has }: Known, name: string): Rooted {
  return allOf(has, (schema) => {
    const properties = isRecord(schema.properties) ? schema.properties : {};
    return Object.hasOwn(properties, name) ? (properties[name] as JsonSchema) : unnamed(schema);
  });
}

function otherProperty({ has }: Known): Rooted {
  return allOf(has, unnamed);
}

/** Of a property that has no schema of its own: a pattern may give it one, and then nothing is known. */
function unnamed(schema: Keywords): JsonSchema {
  return schema.patternProperties === undefined ? ((schema.additionalProperties ?? true) as JsonSchema) : true;
}

function mostProperties(known: Known): number {
  const closed = known.has.flatMap(({ schema }) =>
    isRecord(schema) && unnamed(schema) === false && schema.properties !== undefined
      ? [Object.keys(schema.properties as object).length]
      : [],
  );
  return Math.min(...closed, ...numbersOf(known, 'maxProperties'));
}

function impliesMultiple(need: unknown, known: Known): boolean {
  if (typeof need !== 'number') return true;
  if (need === 1 && !known.types.includes('number')) return true;
  return numbersOf(known, 'multipleOf').some(
    (step) => step === need || (Number.isInteger(step) && Number.isInteger(need) && step % need === 0),
  );
}

function isAbove(need: unknown, known: Known): boolean {
  if (typeof need !== 'number') return true;
  const is = numbersOf(known, 'exclusiveMinimum').some((bound) => bound >= need);
  return is || numbersOf(known, 'minimum').some((bound) => bound > need) || left(known, { kind: 'above', bound: need });
}

function isBelow(need: unknown, known: Known): boolean {
  if (typeof need !== 'number') return true;
  const is = numbersOf(known, 'exclusiveMaximum').some((bound) => bound <= need);
  return is || numbersOf(known, 'maximum').some((bound) => bound < need) || left(known, { kind: 'below', bound: need });
}

function left({ guards }: Known, guard: { readonly kind: 'above' | 'below'; readonly bound: number }): boolean {
  guards?.push({ ...guard, of: 'value' });
  return guards !== undefined;
}

function atLeast(need: unknown, bounds: readonly number[], of: Measure, guards: Guard[] | undefined): boolean {
  if (typeof need !== 'number' || (of !== 'value' && need <= 0) || bounds.some((bound) => bound >= need)) return true;
  guards?.push({ kind: 'least', of, bound: need });
  return guards !== undefined;
}

function atMost(need: unknown, bounds: readonly number[], of: Measure, guards: Guard[] | undefined): boolean {
  if (typeof need !== 'number' || bounds.some((bound) => bound <= need)) return true;
  guards?.push({ kind: 'most', of, bound: need });
  return guards !== undefined;
}

/** Whether a schema is known that says the very same. */
function says(need: Keywords, known: Known, keyword: string): boolean {
  return need[keyword] === undefined || listed(known, keyword).includes(need[keyword]);
}

function listed({ has }: Pick<Known, 'has'>, keyword: string): readonly unknown[] {
  return has.flatMap(({ schema }) => (isRecord(schema) && schema[keyword] !== undefined ? [schema[keyword]] : []));
}

function numbersOf(known: Pick<Known, 'has'>, keyword: string): readonly number[] {
  return listed(known, keyword).filter((value) => typeof value === 'number');
}

function stringsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : [];
}

function schemasOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value : [];
}

/** What all schemas say about a part of a value. They are of one root: references lead inside of a schema. */
function allOf(has: readonly Rooted[], part: (schema: Keywords) => JsonSchema): Rooted {
  const parts = has.flatMap(({ schema }) => (isRecord(schema) ? [part(schema)] : []));
  const [only = true] = parts;
  return { schema: parts.length <= 1 ? only : { allOf: parts }, root: has[0]?.root ?? true };
}
