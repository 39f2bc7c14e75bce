import { isRecord } from '#base';

/** Where a schema holds other schemas: one, a list, or one for each name. */
const one = [
  'additionalItems',
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'] as const;
const maps = ['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties'] as const;

/** A schema inside of a schema. */
export interface Place {
  readonly schema: Readonly<Record<string, unknown>>;
  /** JSON pointer from the root. */
  readonly pointer: string;
  /** Of schemas around it. */
  readonly depth: number;
}

/** All schemas that are objects, the root first. Lists and values that only look like schemas are not among them. */
export function* schemasIn(root: unknown, pointer = '', depth = 0): Generator<Place> {
  if (!isRecord(root)) return;
  yield { schema: root, pointer, depth };
  for (const [at, child] of childrenOf(root)) yield* schemasIn(child, `${pointer}/${at}`, depth + 1);
}

/** Keywords whose schemas a value may fail without being wrong. */
const attempts = new Set(['anyOf', 'contains', 'if', 'not', 'oneOf', 'propertyNames']);

/**
 * A copy in which every schema that is an object is what `change` makes of it.
 * @param change is told whether a value may fail the schema without being wrong
 */
export function mapSchemas(
  root: unknown,
  change: (schema: Readonly<Record<string, unknown>>, attempt: boolean) => Readonly<Record<string, unknown>>,
  attempt = false,
): unknown {
  if (!isRecord(root)) return root;
  const copy: Record<string, unknown> = { ...root };
  const map = (key: string, child: unknown) => mapSchemas(child, change, attempts.has(key));
  for (const key of one) if (isRecord(copy[key])) copy[key] = map(key, copy[key]);
  for (const key of lists) {
    const list = copy[key];
    if (Array.isArray(list)) copy[key] = list.map((child) => map(key, child));
  }
  for (const key of maps) {
    const named = copy[key];
    if (isRecord(named)) {
      copy[key] = Object.fromEntries(Object.entries(named).map(([name, child]) => [name, map(key, child)]));
    }
  }
  return change(copy, attempt);
}

function* childrenOf(schema: Readonly<Record<string, unknown>>): Generator<readonly [string, unknown]> {
  for (const key of one) if (isRecord(schema[key])) yield [key, schema[key]];
  for (const key of lists) {
    const list = schema[key];
    if (Array.isArray(list)) for (const [index, child] of list.entries()) yield [`${key}/${index}`, child];
  }
  for (const key of maps) {
    const named = schema[key];
    if (!isRecord(named)) continue;
    for (const [name, child] of Object.entries(named)) yield [`${key}/${escapePointer(name)}`, child];
  }
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
