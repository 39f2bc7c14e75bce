import { readPackage, scaffold } from '../../../src/capability/package/index.ts';
import type { Capability, JsonSchema } from '../../../src/protocol/index.ts';

/** A capability as it would be read from its folder. */
export function capability(
  name: string,
  title: string,
  intents: readonly string[],
  input: JsonSchema,
  description = `${title}.`,
): Capability {
  const manifest = { title, intents, input, output: true, permissions: {}, provenance: { generator: 'hand' } };
  const entry = readPackage(
    name,
    scaffold({ name, description, manifest, source: 'export const run = 1;', examples: [] }),
  );
  if (entry.state === 'broken') throw new Error(entry.problems.map(({ message }) => message).join('\n'));
  return entry.capability;
}

export function object(properties: Record<string, JsonSchema>, required = Object.keys(properties)): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}

const text: JsonSchema = { type: 'string' };

/** What a workspace may have. */
export const capabilities: readonly Capability[] = [
  capability(
    'iso-dates',
    'Convert dates to another format',
    [
      'convert {selection} to {format}',
      'turn {selection} into {format}',
      'reformat the dates in {selection} as {format}',
    ],
    object({ selection: text, format: { enum: ['ISO', 'US', 'German'] } }),
    'Finds dates in a text and writes them in ISO 8601, US or German notation.',
  ),
  capability(
    'convert-currency',
    'Convert an amount between currencies',
    ['convert {amount} {from} to {to}', 'convert {amount} from {from} to {to}'],
    object({ amount: { type: 'number' }, from: { enum: ['EUR', 'USD', 'GBP'] }, to: { enum: ['EUR', 'USD', 'GBP'] } }),
    'Exchanges money by a fixed table of rates.',
  ),
  capability(
    'sort-lines',
    'Sort lines alphabetically',
    ['sort {selection}', 'sort the lines of {selection}', 'order the lines of {selection} alphabetically'],
    object({ selection: text }),
  ),
  capability(
    'slugify',
    'Make a slug for a URL',
    ['slugify {text}', 'make a slug from {text}', 'slug of {text}'],
    object({ text }),
    'Small letters, digits and hyphens, fit for addresses of pages.',
  ),
  capability(
    'todo-report',
    'List TODO comments',
    ['list the todo comments in {workspace}', 'find todos in {file}'],
    { type: 'object', properties: { workspace: true, file: true } },
    'Collects every TODO and FIXME comment with its file and line.',
  ),
  capability(
    'camel-case',
    'Rename keys to camel case',
    ['rename the keys of {selection} to camel case', 'camel case the keys in {selection}'],
    object({ selection: text }),
    'Renames the keys of a JSON object.',
  ),
  capability(
    'add-numbers',
    'Add two numbers',
    ['add {a} and {b}', 'what is {a} + {b}?', '{a} plus {b}'],
    object({ a: { type: 'number' }, b: { type: 'number' } }),
  ),
  capability(
    'remove-blank-lines',
    'Remove empty lines',
    ['remove empty lines from {selection}', 'delete blank lines in {selection}'],
    object({ selection: text }),
  ),
  capability(
    'remind',
    'Set a reminder',
    ['remind me on {day} to {task}', 'set a reminder for {day}: {task}'],
    object({ day: { type: 'string', format: 'date' }, task: text }),
  ),
  capability('upper', 'Upper case a text', ['upper case {selection}', 'shout {selection}'], { type: 'string' }),
];
