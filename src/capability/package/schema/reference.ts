import { isRecord } from '#base';
import type { JsonSchema } from '#protocol';

/**
 * The part of a schema that a reference into it names: `#`, `#/$defs/name` and the like (JSON Pointer as a URI fragment,
 * RFC 6901); undefined where it names none.
 */
export function resolveReference(reference: string, root: JsonSchema): JsonSchema | undefined {
  let found: unknown = root;
  for (const part of pointerOf(reference)) {
    if (Array.isArray(found)) found = found[Number(part)];
    else found = isRecord(found) && Object.hasOwn(found, part) ? found[part] : undefined;
  }
  return typeof found === 'boolean' || isRecord(found) ? (found as JsonSchema) : undefined;
}

function pointerOf(reference: string): readonly string[] {
  const [empty, ...parts] = reference.replace(/^#/, '').split('/');
  if (empty !== '') return [empty ?? ''];
  return parts.map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
