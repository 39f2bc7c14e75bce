import type { CapabilityDraft } from '#protocol';
import type { PackageFile } from './names.ts';

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
