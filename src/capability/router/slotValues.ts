import { isRecord } from '#base';
import { resolveReference } from '#capability/package';
import type { JsonSchema, PlainData } from '#protocol';
import { folded } from './words.ts';

/**
 * What a slot's text may mean to a schema, the likeliest first: a value of an enumeration whatever its case and accents, a number,
 * true or false, a list, the text itself. Which of them fits is for the schema to say.
 * @param root the whole schema, for references into it
 */
export function valuesOf(text: string, schema: JsonSchema | undefined, root: JsonSchema): PlainData[] {
  const values: PlainData[] = [];
  const plain = unquoted(text);
  const bare = plain.replace(/[.!?,;]+$/, '');
  for (const form of alternativesOf(schema, root)) {
    const allowed = 'const' in form ? [form.const] : Array.isArray(form.enum) ? form.enum : [];
    for (const candidate of [plain, bare]) {
      values.push(...(allowed.filter((value) => folded(String(value)) === folded(candidate)) as PlainData[]));
    }
    const types = [form.type].flat();
    if (types.includes('number') || types.includes('integer')) values.push(...[plain, bare].flatMap(numberOf));
    if (types.includes('boolean')) values.push(...[plain, bare].flatMap(booleanOf));
    if (types.includes('array')) values.push(listOf(plain, form.items as JsonSchema | undefined, root));
    // A date is no date with the full stop of the sentence behind it.
    if (typeof form.format === 'string' || typeof form.pattern === 'string') values.push(plain, bare);
    if (types.includes('string') || form.type === undefined) values.push(plain);
  }
  return values;
}

/** Whether a slot takes free text. */
export function takesText(schema: JsonSchema | undefined, root: JsonSchema): boolean {
  return [...alternativesOf(schema, root)].some(
    ({ type, enum: allowed, ...rest }) =>
      [type].flat().includes('string') && !Array.isArray(allowed) && !('const' in rest),
  );
}

/** The values that a schema enumerates. */
export function enumerated(schema: JsonSchema | undefined, root: JsonSchema): PlainData[] {
  return [...alternativesOf(schema, root)].flatMap(({ enum: allowed }) => (Array.isArray(allowed) ? allowed : []));
}

/** A schema, or the forms that it gives a choice of, with references followed. */
function* alternativesOf(
  schema: JsonSchema | undefined,
  root: JsonSchema,
  depth = 0,
): Generator<Readonly<Record<string, unknown>>> {
  if (!isRecord(schema) || depth > 8) return;
  if (typeof schema.$ref === 'string') yield* alternativesOf(resolveReference(schema.$ref, root), root, depth + 1);
  for (const key of ['anyOf', 'oneOf', 'allOf']) {
    const options = schema[key];
    if (Array.isArray(options)) for (const option of options) yield* alternativesOf(option, root, depth + 1);
  }
  if (typeof schema.$ref !== 'string') yield schema;
}

function numberOf(text: string): number[] {
  const plain = text.replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(plain) ? [Number(plain)] : [];
}

function booleanOf(text: string): boolean[] {
  if (/^(?:true|yes|on)$/i.test(text)) return [true];
  return /^(?:false|no|off)$/i.test(text) ? [false] : [];
}

function listOf(text: string, items: JsonSchema | undefined, root: JsonSchema): PlainData {
  const parts = text.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).filter((part) => part !== '');
  return parts.map((part) => valuesOf(part, items, root)[0] ?? part);
}

/** Quotation marks say where a text begins and ends. */
function unquoted(text: string): string {
  return isQuoted(text) ? text.slice(1, -1) : text;
}

/** Whether all of a text stands in quotation marks. */
export function isQuoted(text: string): boolean {
  return /^(?:"[^"]*"|'[^']*'|`[^`]*`|“[^”]*”|‘[^’]*’)$/.test(text);
}
