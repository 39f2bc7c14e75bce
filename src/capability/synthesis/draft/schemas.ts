import type { JsonSchema, PlainData } from '#protocol';

/** What generated capabilities take at most: enough for what people have at hand, and a bound. */
const longestText = 1_000_000;
const longestList = 100_000;
/** Alternatives of a union beside plain types; more is no shape. */
const mostShapes = 5;

type Field = Readonly<Record<string, PlainData>>;

/** Whether values go in, which may be bounded, or come out. */
type Direction = 'input' | 'output';

/** The schema of an input with one text. */
export function textInput(description: string, name = 'text'): JsonSchema {
  return objectSchema({ [name]: { type: 'string', description, maxLength: longestText } }, [name]);
}

/** The schema of an input with a property for each parameter. @param values of each parameter, all that are known */
export function inputSchema(
  parameters: readonly { readonly name: string; readonly values: readonly PlainData[] }[],
): JsonSchema {
  // Of what nobody has shown a value, a text is what an editor has at hand.
  const text = [''];
  const properties = Object.fromEntries(
    parameters.map(({ name, values }) => [name, schemaOf(values.length === 0 ? text : values, 'input')]),
  );
  return objectSchema(
    properties,
    parameters.map(({ name }) => name),
  );
}

/**
 * The narrowest plain schema that all of the values fit: types, properties, items; no constants and no patterns, which
 * few values say nothing about. Inputs are bounded in length.
 * @param values what is not known to have any is any value
 */
export function schemaOf(values: readonly PlainData[], direction: Direction): Field {
  const plain = [...plainTypes(values)];
  const shapes: Field[] = [];
  const lists = values.filter((value): value is readonly PlainData[] => Array.isArray(value));
  if (lists.length > 0) {
    const bound: Field = direction === 'input' ? { maxItems: longestList } : {};
    const items = schemaOf(lists.flat(), direction);
    shapes.push({ type: 'array', ...(Object.keys(items).length === 0 ? {} : { items }), ...bound });
  }
  const records = values.filter(isPlainRecord);
  if (records.length > 0) shapes.push(recordSchema(records, direction));
  if (plain.length === 0 && shapes.length === 0) return {};
  const [type = ''] = plain;
  const scalars: Field[] =
    plain.length === 0 ? [] : [bounded({ type: plain.length === 1 ? type : plain }, plain, direction)];
  const all = [...scalars, ...shapes].slice(0, mostShapes);
  return all.length === 1 ? (all[0] as Field) : { anyOf: all };
}

function* plainTypes(values: readonly PlainData[]): Generator<string> {
  if (values.some((value) => typeof value === 'string')) yield 'string';
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length > 0) yield 'number';
  if (values.some((value) => typeof value === 'boolean')) yield 'boolean';
  if (values.some((value) => value === null)) yield 'null';
}

/** Numbers beyond those that can be counted with are no input that anybody has shown. */
function bounded(schema: Field, types: readonly string[], direction: Direction): Field {
  if (direction === 'output') return schema;
  return {
    ...schema,
    ...(types.includes('string') ? { maxLength: longestText } : {}),
    ...(types.includes('number') ? { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER } : {}),
  };
}

/** Properties that all have are required; where some have others, further ones may come. */
function recordSchema(records: readonly Readonly<Record<string, PlainData>>[], direction: Direction): Field {
  const all = [...new Set(records.flatMap((record) => Object.keys(record)))];
  // No schema can say anything of it.
  const names = all.filter((name) => name !== '__proto__');
  const required = names.filter((name) => records.every((record) => Object.hasOwn(record, name)));
  const properties = Object.fromEntries(
    names.map((name) => [
      name,
      schemaOf(
        records.flatMap((record) => (Object.hasOwn(record, name) ? [record[name] as PlainData] : [])),
        direction,
      ),
    ]),
  );
  return objectSchema(properties, required, required.length < all.length);
}

function objectSchema(
  properties: Readonly<Record<string, PlainData>>,
  required: readonly string[],
  open = false,
): Field {
  return { type: 'object', properties, required, ...(open ? {} : { additionalProperties: false }) };
}

function isPlainRecord(value: PlainData): value is Readonly<Record<string, PlainData>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
