import { createHash } from 'node:crypto';
import type { JsonSchema } from '#protocol';

/** The tool that asks in words; no capability takes its name. */
export const askToolName = 'toolwright_ask';

/** What agents accept: letters, digits, `_`, `-`; at most 64. */
const plain = /^[a-z0-9_-]{1,64}$/;

/**
 * A capability's name as agents may call it: `iso-dates` as it is; of another one what fits, and a mark of the whole in
 * capitals: `@team/iso-dates` is `team_iso-dates-…`. Names of capabilities have no capitals, so that no two of them are
 * called alike, and the name of one does not depend on which others there are.
 */
export function toolNameOf(capability: string): string {
  if (plain.test(capability) && capability !== askToolName) return capability;
  const mark = createHash('sha256').update(capability).digest('hex').slice(0, 12).toUpperCase();
  const readable = capability.replace(/^@/, '').replaceAll(/[^a-z0-9_-]/g, '_');
  return `${readable.slice(0, 64 - mark.length - 1)}-${mark}`;
}

/** Agents give arguments by name: any other input is given as one argument, `input`. */
export function isObjectSchema(schema: JsonSchema): boolean {
  return typeof schema === 'object' && schema.type === 'object';
}

/** What an agent has to give: the arguments of a tool are always an object. */
export function inputSchemaOf(schema: JsonSchema): { readonly type: 'object'; readonly [keyword: string]: unknown } {
  if (isObjectSchema(schema)) return { ...(schema as object), type: 'object' };
  const { $schema: _, $id: __, ...input } = typeof schema === 'object' ? schema : { $comment: 'Any value.' };
  return { type: 'object', properties: { input: moved(input) }, required: ['input'] };
}

/** References into a schema (`#/$defs/name`) that is not the whole any more. */
function moved(part: unknown, as: 'schema' | 'schemas by name' | 'value' = 'schema'): unknown {
  if (typeof part !== 'object' || part === null || as === 'value') return part;
  if (Array.isArray(part)) return part.map((one) => moved(one));
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (as === 'schemas by name') return [key, moved(value)];
      if ((key === '$ref' || key === '$dynamicRef') && /^#(?:\/|$)/.test(String(value)))
        return [key, `#/properties/input${String(value).slice(1)}`];
      return [key, moved(value, values.has(key) ? 'value' : named.has(key) ? 'schemas by name' : 'schema')];
    }),
  );
}

/** Keywords that hold values, which only look like schemas, and those that hold schemas by names of the user's. */
const values: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples']);
const named: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'properties',
  'patternProperties',
  'dependentSchemas',
]);
