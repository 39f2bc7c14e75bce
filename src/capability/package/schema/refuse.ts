import { messageOf } from '#base';
import { compileAutomaton } from './automaton.ts';
import { type Place, schemasIn } from './walk.ts';

/** Bounds of a schema: far beyond what people write, and small enough to be compiled in a moment. */
const most = { characters: 64 * 1024, schemas: 2000, depth: 64 };

const draft2020 = /^https?:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/;

/** Something about a schema that cannot be accepted. */
export interface Refusal {
  /** JSON pointer into the schema. */
  readonly pointer: string;
  /** The end of a sentence that begins with the place. */
  readonly reason: string;
}

/**
 * What makes a schema unfit for use on data that nobody looked at: it would load other documents, needs too much to
 * compile, or has a pattern that cannot be matched in linear time. What can be checked only with a value, as a
 * recursion, is bounded when the value is.
 */
export function* refusalsOf(schema: unknown): Generator<Refusal> {
  const length = JSON.stringify(schema)?.length ?? 0;
  if (length > most.characters) {
    yield { pointer: '', reason: `is too large (${length} characters; ${most.characters} are the most)` };
    return;
  }
  const places: Place[] = [];
  for (const place of schemasIn(schema)) {
    places.push(place);
    const tooMuch = places.length > most.schemas ? 'has too many parts' : place.depth > most.depth && 'is too deep';
    if (!tooMuch) continue;
    yield { pointer: '', reason: `${tooMuch} (${most.schemas} parts and ${most.depth} levels are the most)` };
    return;
  }
  const targets = targetsOf(places);
  for (const place of places) {
    yield* nameRefusals(place);
    yield* identityRefusals(place);
    yield* referenceRefusals(place, targets);
    yield* patternRefusals(place);
  }
}

/** The validator passes over a property of this name. */
function* nameRefusals({ schema, pointer }: Place): Generator<Refusal> {
  for (const key of ['properties', 'patternProperties', 'dependentSchemas', '$defs']) {
    if (!Object.hasOwn(schema[key] ?? {}, '__proto__')) continue;
    yield { pointer: `${pointer}/${key}`, reason: 'has a property `__proto__`, which cannot be checked' };
  }
}

function* identityRefusals({ schema, pointer }: Place): Generator<Refusal> {
  if (pointer !== '' && typeof schema.$id === 'string') {
    yield { pointer: `${pointer}/$id`, reason: 'names a part of the schema; only the whole may have an `$id`' };
  }
  if (typeof schema.$schema === 'string' && !draft2020.test(schema.$schema)) {
    yield { pointer: `${pointer}/$schema`, reason: `is ${schema.$schema}; schemas here are of draft 2020-12` };
  }
}

/** What a `$ref` may name: the schema's own parts, and anchors in it. */
function targetsOf(places: readonly Place[]): ReadonlySet<string> {
  const targets = new Set(places.map(({ pointer }) => `#${pointer}`));
  for (const { schema } of places) {
    for (const key of ['$anchor', '$dynamicAnchor'])
      if (typeof schema[key] === 'string') targets.add(`#${schema[key]}`);
  }
  return targets;
}

function* referenceRefusals({ schema, pointer }: Place, targets: ReadonlySet<string>): Generator<Refusal> {
  for (const key of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const reference = schema[key];
    if (typeof reference !== 'string' || targets.has(decoded(reference))) continue;
    const reason = reference.startsWith('#')
      ? `is ${reference}, and there is no such schema in here`
      : `is ${reference}; a schema may refer to its own parts alone, as \`#/$defs/name\``;
    yield { pointer: `${pointer}/${key}`, reason };
  }
}

function decoded(reference: string): string {
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

function* patternRefusals({ schema, pointer }: Place): Generator<Refusal> {
  const patterns: [string, unknown][] = [['pattern', schema.pattern]];
  for (const name of Object.keys(schema.patternProperties ?? {})) patterns.push(['patternProperties', name]);
  for (const [key, pattern] of patterns) {
    if (typeof pattern !== 'string') continue;
    try {
      compileAutomaton(pattern);
    } catch (error) {
      yield { pointer: `${pointer}/${key}`, reason: `has ${JSON.stringify(pattern)}, and ${messageOf(error)}` };
    }
  }
}
