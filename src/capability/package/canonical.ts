import { hash } from 'node:crypto';
import type { CapabilityManifest, Example } from '#protocol';

/** JSON that is the same for equal values: keys in the order of their code units, no white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`);
  return `{${fields.join(',')}}`;
}

/**
 * Names all that decides what a capability does: source, manifest and examples (SHA-256, hexadecimal). Its name,
 * version and description are no part of it, so that evidence outlives a rename or a release without a change.
 *
 * Layout of the JSON files does not matter. Line endings of the source do not either: git may change them on checkout,
 * and to JavaScript they are the same even inside of template literals.
 */
export function capabilityHash(content: {
  readonly source: string;
  readonly manifest: CapabilityManifest;
  readonly examples: readonly Example[];
}): string {
  const { manifest, examples } = content;
  const source = content.source.replaceAll(/\r\n?/g, '\n');
  return hash('sha256', canonicalJson({ format: 1, source, manifest, examples }), 'hex');
}
