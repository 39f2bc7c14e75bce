import type { Capability, JsonSchema } from '#protocol';

export const textInput: JsonSchema = {
  type: 'object',
  properties: { text: { type: 'string' } },
  required: ['text'],
  additionalProperties: false,
};

/** A capability as far as a router looks at it. */
export function capability(name: string, intents: readonly string[], input: JsonSchema = textInput): Capability {
  return {
    name,
    version: '1.0.0',
    folder: `.toolwright/capabilities/${name}`,
    description: '',
    source: '',
    examples: [],
    manifest: {
      title: name.replaceAll('-', ' '),
      intents,
      input,
      output: {},
      permissions: {},
      provenance: { generator: 'hand' },
    },
    hash: name,
  };
}
