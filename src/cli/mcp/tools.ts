import type { JsonSchema } from '#protocol';

/** A capability's name as agents may call it: `@team/iso-dates` is `team_iso-dates` (letters, digits, `_`, `-`; at most 64). */
export function toolNameOf(capability: string): string {
  return capability
    .replace(/^@/, '')
    .replace(/[^\w-]/g, '_')
    .slice(0, 64);
}

/** Agents give arguments by name: any other input is given as one argument, `input`. */
export function isObjectSchema(schema: JsonSchema): boolean {
  return typeof schema === 'object' && schema.type === 'object';
}
