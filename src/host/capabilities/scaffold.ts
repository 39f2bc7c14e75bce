/** The files of a new capability, in the order in which they are written: without the last one there is none. */
export type ScaffoldFile = readonly [name: 'index.ts' | 'examples.json' | 'package.json', text: string];

const nameForm = /^(?:@[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\/)?[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/;
const reserved = /^(?:node_modules|favicon\.ico|con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/** Whether a capability can be called so: as in npm, in small letters, and as a folder on every system. */
export function isCapabilityName(name: string): boolean {
  return name.length <= 214 && nameForm.test(name) && !name.split('/').some((part) => reserved.test(part));
}

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
export function scaffoldFiles(name: string, title: string, created: Date): readonly ScaffoldFile[] {
  const manifest = {
    name,
    version: '0.1.0',
    description: `${title}.`,
    type: 'module',
    toolwright: {
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
  };
  return [
    ['index.ts', source],
    ['examples.json', `${JSON.stringify(examples, null, 2)}\n`],
    ['package.json', `${JSON.stringify(manifest, null, 2)}\n`],
  ];
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
