import type { PlainData } from '#protocol';
import { sameValue } from '../../byExample/evaluate/value.ts';
import type { WorkMeter } from '../../byExample/search/meter.ts';
import type { SynthesisExample } from '../../generator.ts';
import { inputOf, propertyOf, type Runner } from '../evaluate.ts';
import type { Part } from '../part.ts';
import type { Call } from '../plan.ts';
import { passes } from '../schema/guard.ts';
import { type Proposal, proposals } from './assign.ts';
import { choice } from './choice.ts';
import { composed, type Found } from './composed.ts';
import type { Entry } from './entry.ts';
import { CostQueue } from './queue.ts';
import { saidIn } from './said.ts';

/** Calls in a row, or beside each other. */
const mostCalls = 4;
/** Values that are kept. */
const mostEntries = 300;
/** Choices that are proposed: each further one is about a value that serves less. */
const mostChoices = 3;
/** Units of work of one run in the sandbox: it takes milliseconds. */
const runSteps = 2000;

export interface Wanted {
  readonly intent: string;
  readonly parts: readonly Part[];
  readonly parameters: readonly string[];
  readonly examples: readonly SynthesisExample[];
}

/**
 * Combinations that give the outputs of the examples, the cheapest first: values are made bottom-up, each of those that
 * are there, by a call of a capability on the examples; of values that are the same for all examples the cheapest is
 * kept (observational equivalence; Albarghouthi et al., "Recursive Program Synthesis", CAV 2013). What goes where is told
 * by the schemas, and what is tried first by the words of the gap (typed path search as in SyPet, POPL 2017).
 */
export async function* byExamples(
  { intent, parts, parameters, examples }: Wanted,
  run: Runner,
  meter: WorkMeter,
): AsyncGenerator<Found> {
  const said = saidIn(intent);
  const outputs = examples.map(({ output }) => output);
  const pool: Entry[] = [];
  const queue = new CostQueue<Proposal>();
  const seen = new Set<string>();
  const add = (entry: Entry): boolean => {
    const key = JSON.stringify(entry.values.map((value) => (value === undefined ? [] : [value])));
    if (seen.has(key) || pool.length >= mostEntries) return false;
    seen.add(key);
    pool.push(entry);
    for (const part of parts) {
      for (const proposal of proposals(part, entry, pool, said)) if (proposal.calls <= mostCalls) queue.push(proposal);
    }
    return true;
  };
  for (const [at, name] of parameters.entries()) {
    add({ source: { kind: 'input', at }, values: examples.map(({ input }) => input[at]), cost: 0, calls: 0, name });
  }
  let choices = 0;
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (!meter.spend(runSteps * examples.length)) return;
    const values = await callValues(next.call, pool, run);
    if (values.every((value) => value === undefined)) continue;
    const { call, cost, calls } = next;
    const whole: Entry = { source: { kind: 'result', of: call }, schema: call.part.output, values, cost, calls };
    for (const entry of [whole, ...partsOf(whole)]) {
      if (!add(entry)) continue;
      yield* composed(pool, entry, outputs);
      if (choices >= mostChoices || !isPartly(entry, outputs)) continue;
      const found = choice(pool, examples);
      if (found !== undefined) {
        choices++;
        yield found;
      }
    }
  }
}

/** Whether a value is right for some of the examples, and not for all. */
function isPartly({ values }: Entry, outputs: readonly PlainData[]): boolean {
  const right = outputs.filter((output, row) => sameValue(values[row], output)).length;
  return right > 0 && right < outputs.length;
}

/** The properties of what a call gives, as values of their own. */
function partsOf({ source, values, cost, calls }: Entry): Entry[] {
  if (source.kind !== 'result') return [];
  return [...source.of.part.gives].map(([property, schema]) => ({
    source: { ...source, property },
    schema,
    values: values.map((value) => (value === undefined ? undefined : propertyOf(value, property))),
    cost: cost + 0.1,
    calls,
  }));
}

/** What a call gives for each example, all at once. */
function callValues({ part, input }: Call, pool: readonly Entry[], run: Runner): Promise<(PlainData | undefined)[]> {
  const sources = input.map((handed) => ({ ...handed, entry: pool.find(({ source }) => source === handed.source) }));
  const rows = pool[0]?.values ?? [];
  return Promise.all(
    rows.map(async (_, row) => {
      const given: [string, PlainData][] = [];
      for (const { property, source, guards, entry } of sources) {
        const value = source.kind === 'constant' ? source.value : entry?.values[row];
        if (value === undefined || !guards.every((guard) => passes(guard, value))) return undefined;
        given.push([property, value]);
      }
      return run(part.capability.name, inputOf(given));
    }),
  );
}
