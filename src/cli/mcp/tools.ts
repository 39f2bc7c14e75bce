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
