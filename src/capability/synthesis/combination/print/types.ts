import { isRecord } from '#base';
import type { JsonSchema } from '#protocol';
import { finiteValues, type Rooted } from '../schema/rooted.ts';
import { literal, propertyKey } from './names.ts';

const deepest = 4;

/** The type of the values of a schema, as TypeScript has it; `unknown` where it is none of the common forms. */
export function typeText({ schema, root }: Rooted, depth = 0): string {
  if (!isRecord(schema) || depth > deepest) return 'unknown';
  const inner = (one: unknown) => typeText({ schema: one as JsonSchema, root }, depth + 1);
  const listed = finiteValues(schema);
  if (listed !== undefined) return unionOf(listed.map((value) => (isPlain(value) ? literal(value) : 'unknown')));
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return unionOf(alternatives.map(inner));
  if (Array.isArray(schema.type)) return unionOf(schema.type.map((type) => inner({ ...schema, type })));
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return schema.prefixItems === undefined ? listOf(inner(schema.items)) : 'unknown[]';
    case 'object':
      return objectText(schema, inner);
    default:
      return 'unknown';
  }
}

function objectText(schema: Readonly<Record<string, unknown>>, inner: (one: unknown) => string): string {
  const properties = isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
  if (properties.length === 0) {
    const others = schema.additionalProperties === false ? undefined : inner(schema.additionalProperties);
    return others === undefined ? 'Record<string, never>' : `Record<string, ${others}>`;
  }
  const fields = properties.map(
    ([name, one]) => `readonly ${propertyKey(name)}${required.includes(name) ? '' : '?'}: ${inner(one)}`,
  );
  return `{ ${fields.join('; ')} }`;
}

function listOf(item: string): string {
  return /^[\w.<>, ]+$/.test(item) ? `${item}[]` : `(${item})[]`;
}

function unionOf(types: readonly string[]): string {
  const distinct = [...new Set(types)];
  return distinct.length === 0 || distinct.includes('unknown') ? 'unknown' : distinct.join(' | ');
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
