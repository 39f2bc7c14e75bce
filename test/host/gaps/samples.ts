import type { Gap, SourcePlace, Stub } from '../../../src/protocol/index.ts';

export const place = (path: string, line = 1): SourcePlace => ({ path, line, column: 1, start: 0, end: 1 });

export const stub = (name: string, fields: Partial<Stub> = {}): Stub => ({
  name,
  exportedAs: [name],
  kind: 'throws',
  async: false,
  parameters: [{ name: 'title', type: 'string', optional: false }],
  place: place(`src/${name}.ts`),
  body: { start: 10, end: 20 },
  ...fields,
});

export function gap(fields: Partial<Gap> = {}): Gap {
  return {
    id: 'src/slug.ts#slug',
    source: 'stub',
    intent: 'slug',
    kind: 'missing_handler',
    structure: {},
    parameters: [],
    examples: [],
    contradictions: [],
    skipped: [],
    otherInputs: [],
    requests: [],
    near: [],
    frequency: 1,
    users: 1,
    score: 1,
    ...fields,
  };
}
