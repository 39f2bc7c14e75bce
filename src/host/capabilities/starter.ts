import type { CapabilityDraft } from '#protocol';

/** A name made of a title: `Sort the lines` becomes `sort-the-lines`. */
export function nameFromTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .split('-')
    .filter((word) => word !== '')
    .slice(0, 6)
    .join('-');
}

/** A capability that works from the start, and can be verified: there is something to change, and examples to change it by. */
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

/**
 * What the capability does: for now, it takes the blanks off the ends of lines. Change it together with examples.json,
 * which says what must come of what.
 */
export function run({ text }: Input): string {
  if (text.trim() === '') throw new Error('There is no text to work on.');
  return text
    .split('\\n')
    .map((line) => line.replace(/[ \\t]+$/, ''))
    .join('\\n');
}
`;

const examples = [
  { name: 'takes blanks off the ends of lines', input: { text: 'one  \ntwo\t\nthree' }, output: 'one\ntwo\nthree' },
  { name: 'leaves other blanks alone', input: { text: '  one two' }, output: '  one two' },
  { name: 'keeps empty lines', input: { text: 'one\n\n\ntwo\n' }, output: 'one\n\n\ntwo\n' },
  { name: 'refuses a text without content', input: { text: '   ' }, error: 'There is no text to work on' },
];
