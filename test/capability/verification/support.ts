import { createHash } from 'node:crypto';
import type { Capability, CapabilityManifest, Example } from '#protocol';

const text = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};

export interface Draft extends Partial<Omit<CapabilityManifest, 'title'>> {
  readonly source: string;
  readonly examples?: readonly Example[];
}

export function capability({ source, examples = [], ...manifest }: Draft): Capability {
  return {
    name: 'tried',
    version: '1.0.0',
    folder: '.toolwright/capabilities/tried',
    description: '',
    source,
    examples,
    manifest: {
      title: 'Tried',
      intents: [],
      input: text,
      output: { type: 'string' },
      permissions: {},
      provenance: { generator: 'hand' },
      ...manifest,
    },
    hash: createHash('sha256').update(source).digest('hex'),
  };
}
