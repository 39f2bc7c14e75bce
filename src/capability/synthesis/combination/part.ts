import { isRecord } from '#base';
import { contentStems } from '#capability/router';
import { type Capability, literalOf } from '#protocol';
import { type EnclosedSource, enclosed } from './print/enclosed.ts';
import { finiteValues, isObjectSchema, propertiesOf, type Rooted, requiredOf, rooted } from './schema/rooted.ts';

/** A capability as it can be put into another one. */
export interface Part {
  readonly capability: Capability;
  readonly source: EnclosedSource;
  readonly input: Rooted;
  readonly output: Rooted;
  /** Of the input, where that is an object; the whole input has no name. */
  readonly takes: ReadonlyMap<string, Rooted>;
  readonly required: readonly string[];
  /** Whether its input is an object, whose properties are given one by one. */
  readonly takesObject: boolean;
  /** What it gives, by name, where that is an object. */
  readonly gives: ReadonlyMap<string, Rooted>;
  /** Stems of the words that say what it does. */
  readonly words: ReadonlySet<string>;
}

/** The name of an input that is one value. */
export const wholeInput = '';

/** Undefined for one whose source cannot be put into a function, see {@link enclosed}. */
export function partOf(capability: Capability): Part | undefined {
  const source = enclosed(capability.source);
  if (source === undefined) return undefined;
  const { title, intents } = capability.manifest;
  const input = rooted(capability.manifest.input);
  const output = rooted(capability.manifest.output);
  const takesObject = isObjectSchema(input);
  const gives = isObjectSchema(output) ? propertiesOf(output) : new Map<string, Rooted>();
  const certain = requiredOf(output);
  const takes = takesObject ? propertiesOf(input) : new Map([[wholeInput, input]]);
  const said = [capability.name.replaceAll('-', ' '), title, ...intents.map(literalOf), ...settingsOf(takes)].join(' ');
  return {
    capability,
    source,
    input,
    output,
    takes,
    required: takesObject ? requiredOf(input) : [wholeInput],
    takesObject,
    gives: new Map([...gives].filter(([name]) => certain.includes(name))),
    words: new Set(contentStems(said)),
  };
}

/** The names of what can be chosen or switched on: words that a request names it with. */
function* settingsOf(takes: ReadonlyMap<string, Rooted>): Generator<string> {
  for (const [name, { schema }] of takes) {
    if (!isRecord(schema)) continue;
    if (schema.type === 'boolean') yield name;
    for (const value of finiteValues(schema) ?? []) if (typeof value === 'string') yield value;
  }
}
