import fc, { type Arbitrary } from 'fast-check';
import { isRecord } from '#base';
import { resolveReference } from '#capability/package';
import type { JsonSchema, PlainData } from '#protocol';
import { asObject, type Keywords, typesOf } from './keywords.ts';
import { integers, numbers, strings } from './scalars.ts';
import { UndrawableSchema, UnsatisfiableSchema } from './unsatisfiable.ts';

/** Recursive schemas (`$ref` to a parent) end here: deeper values are left out where the schema lets them be. */
const deepest = 5;
/** Parts that a value is made of, when every reference is followed; with more, drawing one takes too long. */
const mostParts = 3000;
/** Elements that lists must have at least, lists in lists multiplied. */
const mostElements = 10_000;

export interface DrawingOptions {
  /** Values that the schema is known to allow: their texts and numbers are drawn as well, and instead of what cannot be. */
  readonly known?: readonly PlainData[];
  /** Is told of what could not be drawn: `text: texts that match ^a$`. */
  readonly gaveUp?: (what: string) => void;
}

/** Where a part of the value is made. */
interface Place {
  readonly root: JsonSchema;
  readonly depth: number;
  /** `options.path`, `items[]` */
  readonly path: string;
  readonly known: readonly PlainData[];
  /** How often the value has this part at least. */
  readonly times: number;
  readonly gaveUp: (what: string) => void;
  /** Shared by all places. */
  readonly budget: { parts: number };
}

/**
 * Values that a JSON Schema (2020-12) allows, for fast-check to draw and to shrink. Drawing one takes bounded time,
 * whatever the schema says.
 *
 * Structure, bounds, enumerations, patterns and common formats are built in; what else a schema may say (`not`, `if`,
 * `contains`, `dependentRequired`, …) is left to the caller, who drops the values that break it.
 * @throws UnsatisfiableSchema where there is no value, UndrawableSchema where none can be made
 */
export function arbitraryOf(schema: JsonSchema, options: DrawingOptions = {}): Arbitrary<PlainData> {
  const { known = [], gaveUp = () => {} } = options;
  return draw(schema, { root: schema, depth: 0, path: '', known, times: 1, gaveUp, budget: { parts: mostParts } });
}

function draw(schema: JsonSchema, place: Place): Arbitrary<PlainData> {
  if (schema === true) return anything();
  if (schema === false) throw new UnsatisfiableSchema('the schema is `false`, which allows nothing');
  if (place.budget.parts-- <= 0) throw new UndrawableSchema('its references lead to too many parts');
  const keywords = asObject(schema);
  if (keywords.$ref !== undefined) {
    if (place.depth > deepest) throw new UnsatisfiableSchema('it refers to itself without an end');
    const meant = resolveReference(keywords.$ref, place.root);
    if (meant === undefined) throw new UndrawableSchema(`it refers to ${keywords.$ref}, which is not in it`);
    return draw(meant, { ...place, depth: place.depth + 1 });
  }
  if ('const' in keywords) return fc.constant(keywords.const as PlainData);
  if (keywords.enum) {
    if (keywords.enum.length === 0) throw new UnsatisfiableSchema('`enum` lists nothing');
    return fc.constantFrom(...keywords.enum);
  }
  const alternatives = keywords.oneOf ?? keywords.anyOf;
  if (alternatives) {
    const inner = { ...place, depth: place.depth + 1 };
    return oneOf(
      alternatives.map((one) => () => draw(mergeTwo(without(keywords, 'oneOf', 'anyOf'), one), inner)),
      place,
    );
  }
  if (keywords.allOf) return draw(keywords.allOf.reduce<JsonSchema>(mergeTwo, without(keywords, 'allOf')), place);
  const types = typesOf(keywords);
  if (types.length === 0) return anything();
  return oneOf(
    types.map((type) => () => ofType(type, keywords, place)),
    place,
  );
}

function ofType(type: string, keywords: Keywords, place: Place): Arbitrary<PlainData> {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return orKnown(() => integers(keywords), place, Number.isInteger);
    case 'number':
      return orKnown(
        () => numbers(keywords),
        place,
        (value) => typeof value === 'number',
      );
    case 'string':
      return texts(keywords, place);
    case 'array':
      return arrays(keywords, place);
    case 'object':
      return objects(keywords, place);
    default:
      throw new UnsatisfiableSchema(`there is no type "${type}"`);
  }
}

function texts(keywords: Keywords, place: Place): Arbitrary<PlainData> {
  const isText = (value: PlainData) => typeof value === 'string';
  const make = () => strings(keywords, (what) => place.gaveUp(named(place, what)));
  const drawn = orKnown(make, { ...place, known: [...place.known, ...ownExamples(keywords)] }, isText);
  const known = place.known.filter(isText);
  // Names of files, addresses and the like lead further than what is drawn.
  return known.length === 0
    ? drawn
    : fc.oneof({ weight: 3, arbitrary: drawn }, { weight: 1, arbitrary: fc.constantFrom(...known) });
}

/** What is made, or known values where nothing can be. */
function orKnown(
  make: () => Arbitrary<PlainData>,
  place: Place,
  isOne: (value: PlainData) => boolean,
): Arbitrary<PlainData> {
  try {
    return make();
  } catch (error) {
    const known = place.known.filter(isOne);
    if (!(error instanceof UndrawableSchema) || known.length === 0) throw error;
    place.gaveUp(named(place, error.message));
    return fc.constantFrom(...known);
  }
}

function ownExamples({ examples = [], default: usual }: Keywords): readonly PlainData[] {
  return usual === undefined ? examples : [usual, ...examples];
}

function arrays(keywords: Keywords, place: Place): Arbitrary<PlainData> {
  const { minItems = 0, maxItems, items = true, prefixItems = [], uniqueItems } = keywords;
  const times = place.times * Math.max(1, minItems);
  if (times > mostElements) throw new UndrawableSchema(`its lists have ${minItems} elements or more`);
  const most = items === false ? Math.min(maxItems ?? prefixItems.length, prefixItems.length) : maxItems;
  if (minItems > (most ?? minItems)) {
    throw new UnsatisfiableSchema(`its lists have ${minItems} elements or more, and ${most} at most`);
  }
  const listed = place.known.filter((value) => Array.isArray(value));
  const inner = (known: readonly (PlainData | undefined)[]): Place => ({
    ...place,
    depth: place.depth + 1,
    path: `${place.path}[]`,
    known: known.filter((value) => value !== undefined),
    times,
  });
  const head = prefixItems.map((item, index) => draw(item, inner(listed.map((list) => list[index]))));
  const limit = place.depth >= deepest ? minItems : Math.min(maxItems ?? Math.max(minItems, 12), mostElements);
  if (items === false || limit <= head.length)
    return fc.tuple(...head).map((values) => values.slice(0, maxItems ?? values.length));
  const item = draw(items, inner(listed.flatMap((list) => list.slice(head.length))));
  const bounds = { minLength: Math.max(0, minItems - head.length), maxLength: Math.max(0, limit - head.length) };
  const tail = uniqueItems ? different(item, bounds) : fc.array(item, bounds);
  return fc.tuple(fc.tuple(...head), tail).map(([first, rest]) => [...first, ...rest]);
}

/**
 * Lists without repetitions. Where there are not enough different items they are too short, and dropped by the caller:
 * `fc.uniqueArray` would look for more without an end.
 */
function different(
  item: Arbitrary<PlainData>,
  { minLength, maxLength }: { readonly minLength: number; readonly maxLength: number },
): Arbitrary<readonly PlainData[]> {
  const drawn = { minLength: 2 * minLength, maxLength: Math.max(2 * minLength, maxLength) };
  return fc.array(item, drawn).map((values) => {
    const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
    return [...byText.values()].slice(0, maxLength);
  });
}

function objects(keywords: Keywords, place: Place): Arbitrary<PlainData> {
  const { properties = {}, required = [], additionalProperties = true, minProperties = 0 } = keywords;
  if (minProperties > mostElements) throw new UndrawableSchema(`its objects have ${minProperties} members or more`);
  const records = place.known.filter(isRecord) as readonly { readonly [name: string]: PlainData }[];
  const inner = (name: string): Place => ({
    ...place,
    depth: place.depth + 1,
    path: place.path === '' ? name : `${place.path}.${name}`,
    known: records.flatMap((record) => (Object.hasOwn(record, name) ? [record[name] as PlainData] : [])),
  });
  const model = new Map<string, Arbitrary<PlainData>>();
  for (const [name, schema] of Object.entries(properties)) {
    if (required.includes(name)) model.set(name, draw(schema, inner(name)));
    else if (schema !== false && place.depth < deepest) addOptional(model, name, schema, inner(name));
  }
  for (const name of required) {
    if (!model.has(name))
      model.set(name, additionalProperties === false ? anything() : draw(additionalProperties, inner(name)));
  }
  const known = fc.record(Object.fromEntries(model), {
    requiredKeys: required.filter((name) => model.has(name)),
    noNullPrototype: true,
  });
  const open = additionalProperties !== false && (Object.keys(properties).length === 0 || minProperties > model.size);
  if (!open || place.depth >= deepest) return known;
  const more = fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }), draw(additionalProperties, inner('*')), {
    minKeys: Math.max(0, minProperties - model.size),
    maxKeys: Math.max(minProperties, 6),
    noNullPrototype: true,
  });
  return fc.tuple(more, known).map(([others, own]) => ({ ...others, ...own }));
}

/** What need not be there is left out where it cannot be. */
function addOptional(model: Map<string, Arbitrary<PlainData>>, name: string, schema: JsonSchema, place: Place): void {
  try {
    model.set(name, draw(schema, place));
  } catch (error) {
    if (error instanceof UndrawableSchema) place.gaveUp(named(place, error.message));
    else if (!(error instanceof UnsatisfiableSchema)) throw error;
  }
}

/** What JSON can hold, a few levels deep. */
function anything(): Arbitrary<PlainData> {
  // Written and read once: JSON knows no negative zero.
  return fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)));
}

/** Alternatives that allow nothing are left out, as long as one is left. */
function oneOf(makers: readonly (() => Arbitrary<PlainData>)[], place: Place): Arbitrary<PlainData> {
  const possible: Arbitrary<PlainData>[] = [];
  const reasons: Error[] = [];
  for (const make of makers) {
    try {
      possible.push(make());
    } catch (error) {
      if (!(error instanceof UnsatisfiableSchema || error instanceof UndrawableSchema)) throw error;
      reasons.push(error);
    }
  }
  const undrawable = reasons.find((reason) => reason instanceof UndrawableSchema);
  const [first = new UnsatisfiableSchema('it lists no alternative')] = reasons;
  if (possible.length === 0) throw undrawable ?? first;
  if (undrawable) place.gaveUp(named(place, undrawable.message));
  return fc.oneof(...possible);
}

function named({ path }: Place, what: string): string {
  return path === '' ? what : `${path}: ${what}`;
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
