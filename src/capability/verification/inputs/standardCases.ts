import { isRecord } from '#base';
import { resolveReference } from '#capability/package';
import type { JsonSchema, PlainData } from '#protocol';
import { asObject, type Keywords, typesOf } from './keywords.ts';

/** An input that any capability with such a schema should stand. */
export interface StandardCase {
  /** `text: empty`, `count: smallest` */
  readonly name: string;
  readonly input: PlainData;
}

interface Edge {
  readonly name: string;
  readonly value: PlainData;
}

const mostCases = 60;
/** Parts of a schema that are gone through, and of a value that is made: one that refers to itself has any number of them. */
const mostParts = 400;

interface Budget {
  parts: number;
}

/** Strings on which text processing commonly fails (after the Big List of Naughty Strings). */
const stringEdges: readonly Edge[] = [
  { name: 'empty', value: '' },
  { name: 'spaces only', value: '   ' },
  { name: 'line ends', value: 'a\r\nb\n\nc\r' },
  { name: 'tabs and quotes', value: '\t"\'`\\' },
  { name: 'accents and emoji', value: 'Ünïcødé 👩‍👩‍👧 e\u0301' },
  { name: 'right to left', value: 'שלום עולם' },
  { name: 'names of object members', value: '__proto__ constructor toString' },
  { name: 'markup', value: '<b a="1">&amp;</b>' },
  { name: 'a number', value: '-0.5e10' },
  { name: 'a lone surrogate', value: '\ud800' },
  { name: 'long', value: 'lorem ipsum '.repeat(500) },
];

/**
 * Boundary values of each property in turn, the others as in a plain base value.
 * @param isValid the schema's own check: what it refuses is left out
 * @param base an input that is known to be good, an example's; made from the schema where it is absent
 */
export function standardCases(
  schema: JsonSchema,
  isValid: (value: PlainData) => boolean,
  base: PlainData = plainValue(schema, schema),
): StandardCase[] {
  const found = new Map<string, StandardCase>();
  const budget: Budget = { parts: mostParts };
  for (const { name, value } of edges(schema, schema, base, '', budget)) {
    const key = JSON.stringify(value);
    if (!found.has(key) && isValid(value)) found.set(key, { name, input: value });
  }
  return [...found.values()].slice(0, mostCases);
}

function* edges(
  schema: JsonSchema,
  root: JsonSchema,
  base: PlainData,
  place: string,
  budget: Budget,
  depth = 0,
): Generator<Edge> {
  if (typeof schema === 'boolean' || depth > 4 || budget.parts-- <= 0) return;
  const keywords = asObject(schema);
  if (keywords.$ref !== undefined)
    return yield* edges(resolveReference(keywords.$ref, root) ?? false, root, base, place, budget, depth + 1);
  const named = (edge: Edge): Edge => ({
    name: place === '' ? edge.name : `${place}: ${edge.name}`,
    value: edge.value,
  });
  if (keywords.enum) return yield* keywords.enum.map((value) => named({ name: JSON.stringify(value), value }));
  for (const alternative of keywords.oneOf ?? keywords.anyOf ?? [])
    yield* edges(alternative, root, base, place, budget, depth + 1);
  for (const type of typesOf(keywords)) {
    if (type === 'string') yield* stringsAt(keywords).map(named);
    else if (type === 'integer' || type === 'number') yield* numbersAt(keywords, type === 'integer').map(named);
    else if (type === 'boolean') yield* [true, false].map((value) => named({ name: String(value), value }));
    else if (type === 'null') yield named({ name: 'null', value: null });
    else if (type === 'array') yield* arraysAt(keywords, root, base, place, budget, depth);
    else if (type === 'object') yield* objectsAt(keywords, root, base, place, budget, depth);
  }
}

function stringsAt({ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Keywords): Edge[] {
  const edges = [...stringEdges];
  if (minLength > 0) edges.push({ name: 'shortest', value: 'a'.repeat(Math.min(minLength, 10_000)) });
  if (maxLength <= 100_000) edges.push({ name: 'longest', value: 'a'.repeat(maxLength) });
  return edges;
}

function numbersAt({ minimum, maximum }: Keywords, whole: boolean): Edge[] {
  const edges: Edge[] = [];
  if (minimum !== undefined) edges.push({ name: 'smallest', value: minimum });
  if (maximum !== undefined) edges.push({ name: 'largest', value: maximum });
  edges.push(...[0, 1, -1].map((value) => ({ name: String(value), value })));
  edges.push(
    { name: 'largest safe', value: Number.MAX_SAFE_INTEGER },
    { name: 'smallest safe', value: Number.MIN_SAFE_INTEGER },
  );
  if (whole) return edges;
  return [
    ...edges,
    { name: 'fraction', value: 0.1 + 0.2 },
    { name: 'tiny', value: 5e-324 },
    { name: 'huge', value: 1.7e308 },
  ];
}

function* arraysAt(
  keywords: Keywords,
  root: JsonSchema,
  base: PlainData,
  place: string,
  budget: Budget,
  depth: number,
): Generator<Edge> {
  const items = Array.isArray(base) ? (base as readonly PlainData[]) : [];
  const item = items[0] ?? plainValue(keywords.items ?? true, root);
  const at = (name: string) => (place === '' ? name : `${place}: ${name}`);
  yield { name: at('empty'), value: [] };
  yield { name: at('one'), value: [item] };
  yield { name: at('the same twice'), value: [item, item] };
  yield { name: at('many'), value: Array.from({ length: Math.min(keywords.maxItems ?? 500, 500) }, () => item) };
  for (const edge of edges(keywords.items ?? true, root, item, `${place}[]`, budget, depth + 1))
    yield { name: edge.name, value: [edge.value] };
}

function* objectsAt(
  keywords: Keywords,
  root: JsonSchema,
  base: PlainData,
  place: string,
  budget: Budget,
  depth: number,
): Generator<Edge> {
  const own = (isRecord(base) ? base : {}) as { readonly [name: string]: PlainData };
  const { properties = {}, required = [] } = keywords;
  const needed = Object.fromEntries(Object.entries(own).filter(([name]) => required.includes(name)));
  if (Object.keys(needed).length < Object.keys(own).length) {
    yield { name: place === '' ? 'only what is required' : `${place}: only what is required`, value: needed };
  }
  for (const [name, schema] of Object.entries(properties)) {
    const inner = place === '' ? name : `${place}.${name}`;
    for (const edge of edges(schema, root, own[name] ?? plainValue(schema, root), inner, budget, depth + 1)) {
      yield { name: edge.name, value: { ...own, [name]: edge.value } };
    }
  }
}

/** A dull value that the schema allows, as far as that is easily made: of a few parts, and of moderate size. */
function plainValue(schema: JsonSchema, root: JsonSchema, depth = 0, budget: Budget = { parts: mostParts }): PlainData {
  if (typeof schema === 'boolean' || depth > 6 || budget.parts-- <= 0) return null;
  const plain = (inner: JsonSchema) => plainValue(inner, root, depth + 1, budget);
  const keywords = asObject(schema);
  if (keywords.$ref !== undefined) return plain(resolveReference(keywords.$ref, root) ?? false);
  if (keywords.default !== undefined) return keywords.default;
  if (keywords.examples?.[0] !== undefined) return keywords.examples[0];
  if ('const' in keywords) return keywords.const as PlainData;
  if (keywords.enum) return keywords.enum[0] ?? null;
  const [alternative] = keywords.oneOf ?? keywords.anyOf ?? [];
  if (alternative !== undefined) return plain(alternative);
  switch (typesOf(keywords)[0]) {
    case 'string':
      return 'text'.padEnd(Math.min(keywords.minLength ?? 0, 10_000), '.').slice(0, keywords.maxLength ?? Infinity);
    case 'integer':
    case 'number':
      return keywords.minimum ?? Math.min(1, keywords.maximum ?? 1);
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: Math.min(keywords.minItems ?? 1, Math.max(budget.parts, 0)) }, () =>
        plain(keywords.items ?? true),
      );
    case 'object':
      return Object.fromEntries(
        (keywords.required ?? []).map((name) => [name, plain(keywords.properties?.[name] ?? true)]),
      );
    default:
      return null;
  }
}
