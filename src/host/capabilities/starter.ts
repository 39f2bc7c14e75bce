import type { CapabilityDraft } from '#protocol';

/**
 * A capability whose program and example are still to be written. It is whole, and has no safety findings; yet it does not
 * pass STANDARD: nothing may be served under a user's title before there is something that does what the title says.
 */
export function starterOf(name: string, title: string, created: Date): CapabilityDraft {
  return {
    name,
    description: `${title}.`,
    manifest: {
      title,
      intents: [intentOf(title)],
      input: {
        type: 'object',
        properties: { text: { type: 'string', description: 'The text to work on.', maxLength: 1_000_000 } },
        required: ['text'],
        additionalProperties: false,
      },
      output: { type: 'string' },
      permissions: {},
      provenance: { generator: 'hand', created: created.toISOString() },
    },
    source,
    examples,
  };
}

/** Slots have a meaning of their own, so braces of a title are none. */
function intentOf(title: string): string {
  const words = title.replace(/[{}]/g, ' ').replace(/\s+/g, ' ').trim();
  return `${words.charAt(0).toLowerCase()}${words.slice(1)} in {text}`.slice(0, 200);
}

const source = `/** What it is given: as the input schema in package.json says. */
interface Input {
  readonly text: string;
}

/** What the capability does is written here; examples.json says what must come of what. */
export function run({ text: _ }: Input): string {
  throw new Error('This is not written yet: write run in index.ts, and replace the example in examples.json.');
}
`;

const examples = [
  {
    name: 'REPLACE THIS: one example or more, each with what goes in and what comes out',
    input: { text: 'what goes in' },
    output: 'what comes out',
  },
];
