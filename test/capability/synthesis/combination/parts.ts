import { createHash } from 'node:crypto';
import type { Capability, CapabilityManifest, Example } from '#protocol';

interface Draft extends Partial<CapabilityManifest> {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly examples?: readonly Example[];
}

const text = { type: 'string', minLength: 1, maxLength: 100_000 };

export function objectOf(properties: Readonly<Record<string, unknown>>, required = Object.keys(properties)) {
  return { type: 'object', properties, required, additionalProperties: false };
}

export function capability({ name, source, examples = [], ...manifest }: Draft): Capability {
  return {
    name,
    version: '1.2.0',
    folder: `.toolwright/capabilities/${name}`,
    description: '',
    source,
    examples,
    manifest: {
      intents: [],
      input: objectOf({ selection: text }),
      output: { type: 'string' },
      permissions: {},
      provenance: { generator: 'hand' },
      ...manifest,
    },
    hash: createHash('sha256').update(source).digest('hex'),
  };
}

const records = {
  type: 'array',
  items: { type: 'object', additionalProperties: { type: 'string' } },
};

/** Parts that name their helpers alike, and say the types of their inputs in their own ways. */
const csvToJson = capability({
  name: 'csv-to-json',
  title: 'Convert CSV to JSON',
  intents: ['convert {selection} from CSV to JSON', 'read {selection} as CSV'],
  output: records,
  source: `interface Input {
  readonly selection: string;
}

/** Reads CSV without quotes. */
export function run({ selection }: Input): Record<string, string>[] {
  const [header = [], ...rows] = linesOf(selection);
  return rows.map((cells) => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])));
}

function linesOf(text: string): string[][] {
  return text.split('\\n').map((line) => line.split(','));
}
`,
  examples: [{ name: 'one record', input: { selection: 'a,b\n1,2' }, output: [{ a: '1', b: '2' }] }],
});

const jsonToYaml = capability({
  name: 'json-to-yaml',
  title: 'Convert JSON to YAML',
  intents: ['write {records} as YAML'],
  input: objectOf({ records }),
  source: `interface Input {
  readonly records: readonly Readonly<Record<string, string>>[];
}

export const run = ({ records }: Input): string => records.map(linesOf).join('\\n');

function linesOf(record: Readonly<Record<string, string>>): string {
  const lines = Object.entries(record).map(([name, value]) => \`\${name}: \${value}\`);
  return \`- \${lines.join('\\n  ')}\`;
}
`,
});

const sortLines = capability({
  name: 'sort-lines',
  title: 'Sort lines',
  intents: ['sort the lines of {selection}'],
  input: objectOf(
    {
      selection: text,
      order: { enum: ['ascending', 'descending'], default: 'ascending' },
      unique: { type: 'boolean', default: false },
    },
    ['selection'],
  ),
  source: `interface Input {
  readonly selection: string;
  readonly order?: 'ascending' | 'descending';
  readonly unique?: boolean;
}

function sorted({ selection, order = 'ascending', unique = false }: Input): string {
  const lines = linesOf(selection);
  const chosen = (unique ? [...new Set(lines)] : lines).sort();
  return (order === 'descending' ? chosen.reverse() : chosen).join('\\n');
}

const linesOf = (text: string): string[] => text.split('\\n');

export { sorted as run };
`,
  examples: [{ name: 'letters', input: { selection: 'b\na' }, output: 'a\nb' }],
});

const numberLines = capability({
  name: 'number-lines',
  title: 'Number lines',
  intents: ['number the lines of {text}'],
  input: objectOf({ text }),
  source: `export function run({ text }: { readonly text: string }): string {
  return linesOf(text).map((line, at) => \`\${at + 1}. \${line}\`).join(\`
\`);
}

function linesOf(text: string): readonly string[] {
  return text.split('\\n');
}
`,
});

const countWords = capability({
  name: 'count-words',
  title: 'Count words',
  intents: ['count the words of {text}'],
  input: objectOf({ text: { type: 'string' } }),
  output: { type: 'integer', minimum: 0 },
  source: `export function run({ text }: { readonly text: string }): number {
  return text.split(/\\s+/).filter((word) => word !== '').length;
}
`,
});

const measure = capability({
  name: 'measure',
  title: 'Measure a text',
  input: objectOf({ text: { type: 'string' } }),
  output: objectOf({ lines: { type: 'integer' }, characters: { type: 'integer' } }),
  source: `export async function run({ text }: { readonly text: string }): Promise<{ lines: number; characters: number }> {
  return { lines: text.split('\\n').length, characters: text.length };
}
`,
});

const upper = capability({
  name: 'shout',
  title: 'Write in capitals',
  intents: ['shout {text}'],
  input: objectOf({ text: { type: 'string' } }),
  source: `export function run({ text }: { readonly text: string }): string {
  return text.toUpperCase();
}
`,
});

const readNotes = capability({
  name: 'read-notes',
  title: 'Read the notes of a project',
  intents: ['read the notes of project {name}'],
  input: objectOf({ name: { type: 'string', pattern: '^[a-z]+$' } }),
  permissions: { 'workspace:read': ['notes/*.txt'] },
  source: `interface Context {
  readonly workspace: { read(path: string): Promise<string> };
}

export async function run({ name }: { readonly name: string }, { workspace }: Context): Promise<string> {
  return workspace.read(\`notes/\${name}.txt\`);
}
`,
});

export const all = [csvToJson, jsonToYaml, sortLines, numberLines, countWords, measure, upper, readNotes];
