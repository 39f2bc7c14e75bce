import type { CapabilityDraft } from '../../../src/protocol/index.ts';

/** A capability that is right in every way. */
export const isoDates: CapabilityDraft = {
  name: 'iso-dates',
  version: '1.2.0',
  description: 'Converts dates.',
  manifest: {
    title: 'Convert dates to ISO 8601',
    intents: ['convert {text} to {format}', 'turn {text} into a date'],
    input: {
      type: 'object',
      properties: { text: { type: 'string' }, format: { enum: ['iso', 'us'] } },
      required: ['text'],
      additionalProperties: false,
    },
    output: { type: 'string', format: 'date' },
    permissions: {},
    provenance: { generator: 'hand' },
  },
  source: 'export function run(input) {\n  return input.text;\n}\n',
  examples: [{ name: 'plain', input: { text: '2026-01-31' }, output: '2026-01-31' }],
};
