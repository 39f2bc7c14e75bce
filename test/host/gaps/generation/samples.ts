import type { GeneratedCapability, Generation, VerificationReport } from '../../../../src/protocol/index.ts';

export function generated(fields: Partial<GeneratedCapability> = {}): GeneratedCapability {
  return {
    id: 1,
    draft: {
      name: 'initials',
      description: 'Write names as initials.',
      manifest: {
        title: 'Write names as initials',
        intents: ['write names as initials'],
        input: {},
        output: {},
        permissions: {},
        provenance: { generator: 'by-example' },
      },
      source: 'export function run() {}\n',
      examples: [],
    },
    report: {} as VerificationReport,
    standing: 'admitted',
    reason: 'STANDARD passed at a risk of 12.',
    generator: 'by-example',
    satisfied: 2,
    examples: 2,
    caveats: [],
    ...fields,
  };
}

export const generation = (fields: Partial<Generation> = {}): Generation => ({
  gap: 'request-1',
  ended: 'found',
  attempts: [
    {
      generator: 'template',
      nth: 1,
      madeFrom: 'case',
      rejected: { gate: 'examples', reasons: ['example 1: it came to "a"', 'more'] },
      milliseconds: 10,
    },
    { generator: 'by-example', nth: 1, milliseconds: 20 },
  ],
  failures: [],
  milliseconds: 30,
  ...fields,
});
