import type { CapabilityManifest, Example } from '#protocol';
import type { PackageFile } from './names.ts';

/** What a new capability is made of. */
export interface CapabilityDraft {
  readonly name: string;
  /** Semver; 0.1.0 by default. */
  readonly version?: string;
  readonly description: string;
  readonly manifest: CapabilityManifest;
  /** TypeScript that exports `run(input, context)`. */
  readonly source: string;
  readonly examples: readonly Example[];
}

/** The texts of the files of a new capability, by file name. Nothing is checked or written. */
export function scaffold(draft: CapabilityDraft): Readonly<Record<PackageFile, string>> {
  const { title, intents, input, output, permissions, provenance, limits } = draft.manifest;
  const manifest = {
    name: draft.name,
    version: draft.version ?? '0.1.0',
    description: draft.description,
    type: 'module',
    toolwright: { title, intents, input, output, permissions, provenance, limits },
  };
  return {
    'index.ts': draft.source.endsWith('\n') ? draft.source : `${draft.source}\n`,
    'examples.json': jsonText(draft.examples),
    'package.json': jsonText(manifest),
  };
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
