import { canonicalJson } from '#capability/package';
import {
  defaultLimits,
  type JsonSchema,
  type Permissions,
  type PlainData,
  permissionNames,
  type RunLimits,
} from '#protocol';
import type { CandidateManifest } from '../generator.ts';
import { type Call, type Case, callsOf, inputsOf, type Plan, partsOf, type Source, sourcesOf } from './plan.ts';
import { alone, type Rooted, rooted, types } from './schema/rooted.ts';
import { guardsBetween } from './schema/subsumption.ts';

/** A plan whose inputs have schemas: whatever fits them may be handed to the parts, after their guards. */
export interface TypedPlan {
  readonly plan: Plan;
  /** One for each input; of one that is not used anything may be given. */
  readonly inputs: readonly Rooted[];
  readonly output: Rooted;
}

/**
 * Finds schemas for the inputs of a plan: what the parts take that they are handed to. Undefined where there is none.
 * @param rows known inputs
 */
export function typed(plan: Plan, rows: readonly (readonly PlainData[])[], count: number): TypedPlan | undefined {
  const inputs: Rooted[] = [];
  for (let at = 0; at < count; at++) {
    const schema = inputSchema(
      plan,
      at,
      rows.map((row) => row[at] ?? null),
    );
    if (schema === undefined) return undefined;
    inputs.push(rooted(schema));
  }
  const guarded = plan.kind === 'choice' ? withGuards(plan, inputs) : plan;
  return guarded && { plan: guarded, inputs, output: rooted(outputSchema(guarded, inputs)) };
}

function inputSchema(plan: Plan, at: number, values: readonly PlainData[]): JsonSchema | undefined {
  const taken = callsOf(sourcesOf(plan)).flatMap(({ part, input }) =>
    input.flatMap(({ property, source }) =>
      source.kind === 'input' && source.at === at ? [part.takes.get(property)] : [],
    ),
  );
  const schemas = new Map<string, JsonSchema>();
  for (const property of taken) {
    const schema = property && alone(property);
    if (schema === undefined) return undefined;
    schemas.set(canonicalJson(schema), schema);
  }
  const [first] = schemas.values();
  if (schemas.size === 1 && first !== undefined) return first;
  // One branch of a choice is not handed what another one takes.
  if (plan.kind === 'choice' || schemas.size === 0) return typesOf(values);
  const narrow = narrowest([...schemas.values()]);
  if (narrow.length === 1) return narrow[0];
  return narrow.some(hasDefinitions) ? undefined : { allOf: narrow };
}

/** Those of the schemas that no other one makes needless. */
function narrowest(schemas: readonly JsonSchema[]): readonly JsonSchema[] {
  const implies = (one: JsonSchema, other: JsonSchema) => guardsBetween(rooted(one), rooted(other))?.length === 0;
  return schemas.reduce<readonly JsonSchema[]>(
    (kept, schema) =>
      kept.some((one) => implies(one, schema)) ? kept : [...kept.filter((one) => !implies(schema, one)), schema],
    [],
  );
}

function typesOf(values: readonly PlainData[]): JsonSchema {
  const found = types.filter((type) => values.some((value) => kindOf(value) === type));
  const [only] = found;
  return found.length === 0 ? {} : { type: found.length === 1 ? only : found };
}

function kindOf(value: PlainData): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

function hasDefinitions(schema: JsonSchema): boolean {
  return typeof schema === 'object' && '$defs' in schema;
}

/** The same plan with what has to be looked at before an input goes to a part; undefined where no look would do. */
function withGuards(plan: Extract<Plan, { kind: 'choice' }>, inputs: readonly Rooted[]): Plan | undefined {
  const calls = new Map<Call, Call>();
  const sourceOf = (source: Source): Source => {
    const of = source.kind === 'result' ? calls.get(source.of) : undefined;
    return source.kind === 'result' && of !== undefined ? { ...source, of } : source;
  };
  for (const call of callsOf(sourcesOf(plan))) {
    const handed = call.input.map((one) => {
      const from = one.source.kind === 'input' ? inputs[one.source.at] : undefined;
      const into = call.part.takes.get(one.property);
      const guards = from && into ? guardsBetween(from, into) : one.guards;
      return guards && { ...one, source: sourceOf(one.source), guards };
    });
    const input = handed.filter((one) => one !== undefined);
    if (input.length < handed.length) return undefined;
    calls.set(call, { ...call, input });
  }
  const moved = <T extends Case>(one: T): T => ({ ...one, of: sourceOf(one.of) });
  return { ...plan, branches: plan.branches.map(moved), otherwise: moved(plan.otherwise) };
}

function outputSchema(plan: Plan, inputs: readonly Rooted[]): JsonSchema {
  const own = (source: Source): JsonSchema => alone(schemaOf(source, inputs)) ?? {};
  // Definitions are of the whole that they stand in.
  const inner = (source: Source): JsonSchema => (hasDefinitions(own(source)) ? {} : own(source));
  switch (plan.kind) {
    case 'value':
      return own(plan.of);
    case 'record': {
      const properties = Object.fromEntries(plan.fields.map(([name, of]) => [name, inner(of)]));
      return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
    }
    case 'list':
      return { type: 'array', items: eitherOf(plan.items.map(inner)) };
    case 'lists':
      return { type: 'array' };
    case 'text':
      return { type: 'string' };
    case 'choice':
      return eitherOf(sourcesOf(plan).map(inner));
  }
}

function schemaOf(source: Source, inputs: readonly Rooted[]): Rooted {
  if (source.kind === 'constant') return rooted({ const: source.value });
  if (source.kind === 'input') return inputs[source.at] ?? rooted(true);
  const { part } = source.of;
  return (source.property === undefined ? part.output : part.gives.get(source.property)) ?? rooted(true);
}

function eitherOf(schemas: readonly JsonSchema[]): JsonSchema {
  const different = [...new Map(schemas.map((schema) => [canonicalJson(schema), schema])).values()];
  const [only = true] = different;
  return different.length === 1 ? only : { anyOf: different };
}

/** What a combination is besides its program: it may do what its parts may, and takes as long as they do together. */
export function manifestOf({ plan, inputs, output }: TypedPlan, parameters: readonly string[]): CandidateManifest {
  const parts = partsOf(plan).map(({ capability }) => capability);
  const used = plan.kind === 'choice' ? new Set(parameters.keys()) : inputsOf(plan);
  const properties = Object.fromEntries(parameters.map((name, at) => [name, inputs[at]?.schema ?? {}]));
  const limits = limitsOf(parts.map(({ manifest }) => manifest.limits ?? {}));
  return {
    input: {
      type: 'object',
      properties,
      required: parameters.filter((_, at) => used.has(at)),
      additionalProperties: false,
    },
    output: output.schema,
    permissions: union(parts.map(({ manifest }) => manifest.permissions)),
    ...(Object.keys(limits).length === 0 ? {} : { limits }),
    madeFrom: parts.map(({ name, version }) => `${name} ${version}`).join(', '),
  };
}

function union(all: readonly Permissions[]): Permissions {
  const entries = permissionNames.flatMap((name): [string, true | readonly string[]][] => {
    const granted = all.flatMap((one): readonly (string | boolean)[] => [one[name] ?? []].flat());
    const globs = granted.filter((one) => typeof one === 'string');
    if (globs.length > 0) return [[name, [...new Set(globs)]]];
    return granted.includes(true) ? [[name, true]] : [];
  });
  return Object.fromEntries(entries);
}

/** Limits of what is used up by one part after another; of the others the largest is enough. */
const summed: readonly (keyof RunLimits)[] = ['wallMs', 'cpuMs', 'logBytes', 'calls', 'writtenBytes', 'readBytes'];
/** Nobody waits longer. */
const longestMs = 30_000;

/** Without those that are as usual. */
function limitsOf(all: readonly Partial<RunLimits>[]): Partial<RunLimits> {
  const names = Object.keys(defaultLimits) as (keyof RunLimits)[];
  const limits = names.map((name) => {
    const values = all.map((one) => one[name] ?? defaultLimits[name]);
    const value = summed.includes(name) ? values.reduce((sum, one) => sum + one, 0) : Math.max(...values);
    return [name, name.endsWith('Ms') ? Math.min(value, Math.max(longestMs, ...values)) : value] as const;
  });
  return Object.fromEntries(limits.filter(([name, value]) => value !== defaultLimits[name]));
}
