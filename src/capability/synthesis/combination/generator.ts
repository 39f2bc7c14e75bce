import { type SourceTools, sourceTools } from '#capability/safety';
import type { Capability, Example, PlainData } from '#protocol';
import { sameValue } from '../byExample/evaluate/value.ts';
import { checkedExamples } from '../byExample/examples.ts';
import type { Value } from '../byExample/language/expression.ts';
import { WorkMeter } from '../byExample/search/meter.ts';
import type { Candidate, Generator, Rejection, SynthesisBudget, SynthesisExample, SynthesisGap } from '../generator.ts';
import { parametersOf } from '../parameters.ts';
import { evaluate, type Runner } from './evaluate.ts';
import { manifestOf, type TypedPlan, typed } from './manifest.ts';
import { type Part, partOf } from './part.ts';
import { callsOf, type Plan, partsOf, sourcesOf } from './plan.ts';
import { type Combination, print } from './print/print.ts';
import { byExamples } from './search/byExamples.ts';
import { byWords } from './search/byWords.ts';
import type { Found } from './search/composed.ts';
import { checkOf } from './search/constants.ts';
import type { Entry } from './search/entry.ts';
import { orderIn } from './search/order.ts';
import { missedWords } from './search/said.ts';

export interface CombinationOptions {
  /** Those that may be parts: admitted ones. */
  readonly capabilities: readonly Capability[];
  /**
   * Runs one of them in the sandbox; undefined where it has no answer. What it is granted is answered by nothing real:
   * it is run on examples.
   */
  readonly run: (name: string, input: PlainData, signal?: AbortSignal) => Promise<PlainData | undefined>;
  /** Tells the type errors of a source; in this thread unless given. */
  readonly types?: SourceTools['types'];
}

/** Examples that a search runs capabilities on; what it finds is tried on all of them. */
const mostSearched = 8;
/** Candidates of one gap: further ones are ever longer ways to the same. */
const mostCandidates = 8;
/** Cases that come from what the parts were tried on. */
const mostOwnExamples = 3;

/**
 * Combinations of existing capabilities: one after the other where the schemas allow it, side by side with their results
 * merged, or one of them by a condition that is learned; found by the examples, and by the words of the request where
 * there are none.
 */
export function combination({ capabilities, run, types = sourceTools.types }: CombinationOptions): Generator {
  const parts = capabilities.flatMap((capability) => partOf(capability) ?? []);
  return {
    name: 'combination',
    async *generate(gap, budget) {
      const signal = budget.signal;
      const runner = remembering(parts, (name, input) => run(name, input, signal));
      const known = gap.examples.length === 0 ? [] : checkedExamples(gap);
      const learned: SynthesisExample[] = [];
      let count = 0;
      for await (const found of search(gap, known, { parts, runner, budget })) {
        const candidate = await candidateOf(found, gap, [...known, ...learned], { runner, types });
        if (candidate === undefined) continue;
        const rejection: Rejection | undefined = yield candidate;
        learned.push(...examplesIn(rejection, parametersOf(gap)));
        if (++count === mostCandidates) return;
      }
    },
  };
}

interface Search {
  readonly parts: readonly Part[];
  readonly runner: Runner;
  readonly budget: SynthesisBudget;
}

async function* search(
  gap: SynthesisGap,
  examples: readonly SynthesisExample[],
  { parts, runner, budget }: Search,
): AsyncGenerator<Found> {
  const { intent, structure } = gap;
  const parameters = parametersOf(gap);
  const meter = new WorkMeter(budget);
  if (examples.length > 0) {
    const wanted = { intent, parts, parameters, examples: examples.slice(0, mostSearched) };
    yield* byExamples(wanted, runner, meter);
    return;
  }
  if (!meter.spend(1)) return;
  yield* byWords({ intent, parts, inputs: inputsOf(gap), ...(structure === undefined ? {} : { structure }) });
}

/** The inputs of a gap without examples; of those whose values nobody knows the parts say what they are. */
function inputsOf(gap: SynthesisGap): readonly Entry[] {
  const rows = gap.otherInputs ?? [];
  return parametersOf(gap).map((name, at) => ({
    source: { kind: 'input', at },
    values: rows.map((row) => row[at]),
    cost: 0,
    calls: 0,
    name,
  }));
}

/** Each input once, and none that the capability does not take. */
function remembering(parts: readonly Part[], run: Runner): Runner {
  const checks = new Map(parts.map(({ capability, input }) => [capability.name, checkOf(input)]));
  const known = new Map<string, Promise<PlainData | undefined>>();
  return async (name, input) => {
    if (checks.get(name)?.(input) !== true) return undefined;
    const key = `${name}\n${JSON.stringify(input)}`;
    const result = known.get(key) ?? run(name, input);
    known.set(key, result);
    return result;
  };
}

async function candidateOf(
  { plan, cost }: Found,
  gap: SynthesisGap,
  examples: readonly SynthesisExample[],
  { runner, types }: { readonly runner: Runner; readonly types: SourceTools['types'] },
): Promise<Candidate | undefined> {
  const rows = [...examples.map(({ input }) => input), ...(gap.otherInputs ?? [])];
  const given = parametersOf(gap);
  const whole = typed(plan, rows, given.length);
  if (whole === undefined) return undefined;
  for (const { input, output } of examples) {
    if (!sameValue((await evaluate(whole.plan, input, runner)) ?? null, output)) return undefined;
  }
  const parameters = rows.length > 0 || gap.parameters?.length ? given : named(whole.plan, given);
  const source = await printed(gap, whole, parameters, types);
  if (source === undefined) return undefined;
  const own = examples.length > 0 ? [] : await ownExamples(whole.plan, parameters, runner);
  const manifest = manifestOf(whole, parameters);
  return {
    source,
    generator: 'combination',
    manifest: own.length === 0 ? manifest : { ...manifest, examples: own },
    cost,
    satisfied: examples.length,
    caveats: caveatsOf(whole, gap.intent, examples.length),
  };
}

/** An input that nobody has named is called what the first part that takes it calls it. */
function named(plan: Plan, parameters: readonly string[]): readonly string[] {
  const handed = callsOf(sourcesOf(plan)).flatMap(({ input }) => input);
  const names = parameters.map((name, at) => {
    const first = handed.find(({ source, property }) => source.kind === 'input' && source.at === at && property !== '');
    return first?.property ?? name;
  });
  return new Set(names).size === names.length ? names : parameters;
}

/** Undefined where the types of the parts do not go together. */
async function printed(
  { intent, examples, otherInputs = [] }: SynthesisGap,
  { plan, inputs, output }: TypedPlan,
  names: readonly string[],
  types: SourceTools['types'],
): Promise<string | undefined> {
  const parameters = inputs.map((schema, at) => ({ schema, name: names[at] ?? 'text' }));
  const combined: Combination = { plan, intent, parameters, output, examples, otherInputs };
  for (const style of ['plain', 'cast'] as const) {
    const source = print(combined, style);
    if (!(await types(source)).some(({ severity }) => severity === 'error')) return source;
  }
  return undefined;
}

/** What comes of the examples of the first parts: nobody has said that it is right, but it is what happens. */
async function ownExamples(plan: Plan, parameters: readonly string[], runner: Runner): Promise<readonly Example[]> {
  const found = new Map<string, Example>();
  for (const { part, input } of callsOf(sourcesOf(plan))) {
    const [handed, ...others] = input.filter(({ source }) => source.kind === 'input');
    if (handed?.source.kind !== 'input' || others.length > 0) continue;
    const name = parameters[handed.source.at];
    if (name === undefined || parameters.length > 1) continue;
    for (const example of part.capability.examples.filter(({ world, error }) => world === undefined && !error)) {
      const value = part.takesObject ? propertyIn(example.input, handed.property) : example.input;
      const output = value === undefined ? undefined : await evaluate(plan, [value], runner);
      if (value === undefined || output === undefined || found.size === mostOwnExamples) continue;
      const title = `${example.name} (${part.capability.name})`;
      found.set(JSON.stringify(value), { name: title, input: { [name]: value }, output });
    }
  }
  return [...found.values()];
}

function propertyIn(value: PlainData, name: string): PlainData | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, PlainData>>)[name];
}

function caveatsOf({ plan }: TypedPlan, intent: string, examples: number): string[] {
  const guarded = callsOf(sourcesOf(plan)).filter(({ input }) =>
    input.some(({ guards, source }) => guards.length > 0 && source.kind === 'result'),
  );
  const names = [...new Set(guarded.map(({ part }) => part.capability.name))];
  const missing = examples > 0 ? [] : missedWords(partsOf(plan), intent);
  return [
    ...(examples > 0 ? [] : ['No example says what is wanted: only the words of the request speak for it.']),
    ...(examples > 0 || orderIn(intent) !== 'several' ? [] : [joinedBy(plan)]),
    ...(missing.length === 0 ? [] : [`No part of it is about ${missing.map((word) => `“${word}”`).join(', ')}.`]),
    ...names.map((name) => `Not all that comes before fits ${name}; it ends with an error then.`),
    ...(loneCases(plan) ? ['One of its cases rests on a single example.'] : []),
    ...(partsOf(plan).length === 1 ? ['It calls one capability only, with other settings.'] : []),
  ];
}

/** How it has taken a word between two wishes that may be meant in two ways. */
function joinedBy(plan: Plan): string {
  return plan.kind === 'record'
    ? 'It gives the results beside each other. Say “then” where one is to be done with what the other gives.'
    : 'Each part works on what the one before gives. Say “both” where their results are wanted beside each other.';
}

function loneCases(plan: Plan): boolean {
  return plan.kind === 'choice' && [...plan.branches, plan.otherwise].some(({ served }) => served === 1);
}

/** Cases whose outputs are known, by the names of the parameters. */
function examplesIn(rejection: Rejection | undefined, parameters: readonly string[]): readonly SynthesisExample[] {
  return (rejection?.counterexamples ?? []).flatMap(({ input, expected }) => {
    const values = parameters.map((name) => propertyIn(input, name));
    if (expected === undefined || values.includes(undefined)) return [];
    return [{ input: values as readonly Value[], output: expected as Value }];
  });
}
