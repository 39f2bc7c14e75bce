import type { Capability } from '#protocol';

/**
 * A program that never changes: text, numbers, sorting and JSON, as capabilities do it. Times beside its time can be compared
 * from one day to the next. Whoever changes it makes all that was stored before worthless: then it needs another name.
 */
const source = `export function run({ turns }: { turns: number }): number {
  let state = 1;
  const rows: { name: string; value: number }[] = [];
  for (let turn = 0; turn < turns; turn++) {
    state = (state * 48271) % 2147483647;
    rows.push({ name: 'row ' + (state % 1000), value: state / 7 });
  }
  rows.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.value - b.value));
  const text = JSON.stringify(rows).toUpperCase().split(',').join(';');
  return text.length;
}
`;

export const yardstick: Capability = {
  name: 'yardstick',
  version: '1.0.0',
  folder: '',
  description: 'A program that never changes.',
  source,
  examples: [{ name: 'always', input: { turns: 300 }, output: 0 }],
  manifest: {
    title: 'Yardstick',
    intents: [],
    input: {
      type: 'object',
      properties: { turns: { type: 'integer' } },
      required: ['turns'],
      additionalProperties: false,
    },
    output: { type: 'number' },
    permissions: {},
    provenance: { generator: 'hand' },
  },
  hash: 'yardstick-1',
};
