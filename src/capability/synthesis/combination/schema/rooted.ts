import { isRecord } from '#base';
import { resolveReference } from '#capability/package';
import type { JsonSchema } from '#protocol';

type Keywords = Readonly<Record<string, unknown>>;

/** A schema together with the whole that its references are about. */
export interface Rooted {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
}

export function rooted(schema: JsonSchema): Rooted {
  return { schema, root: schema };
}

/** The schemas of an object's properties, as far as they are named. */
export function propertiesOf({ schema, root }: Rooted): ReadonlyMap<string, Rooted> {
  const own = isRecord(schema) && isRecord(schema.properties) ? Object.entries(schema.properties) : [];
  return new Map(own.map(([name, one]) => [name, { schema: one as JsonSchema, root }]));
}

export function requiredOf({ schema }: Rooted): readonly string[] {
  return isRecord(schema) && Array.isArray(schema.required) ? schema.required : [];
}

/** Whether values are objects whose properties are known one by one: what is taken apart and put together. */
export function isObjectSchema({ schema }: Rooted): boolean {
  return isRecord(schema) && schema.type === 'object';
}

/** The schema as one of its own: with the definitions that it refers to; undefined where it refers to other parts of its whole. */
export function alone({ schema, root }: Rooted): JsonSchema | undefined {
  if (!isRecord(schema) || schema === root) return schema;
  const references = [...JSON.stringify(schema).matchAll(/"\$(?:ref|dynamicRef)":"([^"]*)"/g)].map(([, to = '']) => to);
  if (references.length === 0) return schema;
  if (!isRecord(root) || !references.every((to) => /^#\/\$defs\//.test(to))) return undefined;
  return { ...schema, $defs: root.$defs };
}

/**
 * The schemas that a value must all fit: the keywords of the schema itself, what it refers to, and the members of its
 * `allOf`. Undefined where there are too many of them, as where it refers to itself.
 */
export function conjuncts(whole: Rooted, budget = { left: 50 }): readonly Rooted[] | undefined {
  if (--budget.left < 0) return undefined;
  const { schema, root } = whole;
  if (!isRecord(schema)) return [whole];
  const parts: Rooted[] = [whole];
  const inner: unknown[] = Array.isArray(schema.allOf) ? [...schema.allOf] : [];
  if (typeof schema.$ref === 'string') inner.push(referredTo(schema.$ref, root));
  for (const one of inner) {
    if (one === undefined) return undefined;
    const more = conjuncts({ schema: one as JsonSchema, root }, budget);
    if (more === undefined) return undefined;
    parts.push(...more);
  }
  return parts;
}

/** Names of anchors are not looked for. */
function referredTo(reference: string, root: JsonSchema): JsonSchema | undefined {
  return /^#(?:\/|$)/.test(reference) ? resolveReference(reference, root) : undefined;
}

export const types = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
export type Type = (typeof types)[number];

/**
 * The types that values of all these schemas may have. `number` stands for numbers that need not be whole; where it is
 * there, whole ones are meant as well.
 */
export function typesOf(parts: readonly Rooted[]): readonly Type[] {
  let left: readonly Type[] = types.filter((type) => type !== 'integer');
  for (const { schema } of parts) {
    if (schema === false) return [];
    if (!isRecord(schema)) continue;
    const allowed = allowedBy(schema);
    if (allowed !== undefined) left = common(left, allowed);
  }
  return left;
}

function allowedBy(schema: Keywords): readonly Type[] | undefined {
  const listed = finiteValues(schema);
  if (listed !== undefined) return [...new Set(listed.map(typeOf))];
  return schema.type === undefined ? undefined : ([schema.type].flat() as Type[]);
}

function common(left: readonly Type[], right: readonly Type[]): Type[] {
  const shared = left.filter((type) => right.includes(type));
  const whole = [left, right].some((one) => one.includes('integer')) && [left, right].every(hasNumbers);
  return whole && !shared.includes('integer') && !shared.includes('number') ? [...shared, 'integer'] : shared;
}

function hasNumbers(list: readonly Type[]): boolean {
  return list.includes('integer') || list.includes('number');
}

/** All values that the keywords `const` and `enum` leave; undefined where they are not there. */
export function finiteValues(schema: Keywords): readonly unknown[] | undefined {
  if ('const' in schema) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : undefined;
}

function typeOf(value: unknown): Type {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value === 'boolean' || typeof value === 'string' ? (typeof value as 'boolean' | 'string') : 'object';
}
