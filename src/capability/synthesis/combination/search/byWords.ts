import { isRecord } from '#base';
import { contentStems } from '#capability/router';
import type { RequestStructure } from '#protocol';
import type { Part } from '../part.ts';
import type { Plan, Source } from '../plan.ts';
import type { Rooted } from '../schema/rooted.ts';
import { type Proposal, proposals } from './assign.ts';
import type { Found } from './composed.ts';
import type { Entry } from './entry.ts';
import { type Order, orderIn } from './order.ts';
import { CostQueue } from './queue.ts';
import { missed, relevance, type Said, saidIn } from './said.ts';

/** Parts of one combination that nothing but words speaks for. */
const mostParts = 4;
/** Beginnings of chains that are gone on with. */
const mostChains = 2000;
/** Ways to call a part that are gone on with. */
const mostWays = 3;
/** The least part of what is said that the parts have to be about. */
const leastCovered = 0.75;
const parallelCost = 0.5;
/** Of a word that no part is about: more than one more part would cost. */
const missedCost = 2;
/** Of results beside each other where nothing says that several things are wanted, and of a chain where they are. */
const unaskedCost = 1.5;

export interface Asked {
  readonly intent: string;
  readonly structure?: RequestStructure;
  readonly parts: readonly Part[];
  /** The inputs, with values that are known for them. */
  readonly inputs: readonly Entry[];
}

interface Chain {
  readonly entries: readonly Entry[];
  readonly parts: readonly Part[];
  readonly cost: number;
}

/**
 * Combinations that the words of a request speak for, where there are no examples: parts that are together about nearly
 * all that is said, and each about something that no other one is; the first takes the format that the request begins
 * with, and the last gives the one that it ends with. Nothing is run.
 */
export function byWords({ intent, structure = {}, parts, inputs }: Asked): readonly Found[] {
  const said = saidIn(intent);
  const related = parts.filter((part) => relevance(part, said) > 0);
  const order = orderIn(intent);
  const found = [...chains(related, inputs, { said, structure, order }), ...beside(related, inputs, said, order)];
  return found.toSorted((a, b) => a.cost - b.cost);
}

/** One part after the other. */
function chains(
  parts: readonly Part[],
  inputs: readonly Entry[],
  { said, structure, order }: { readonly said: Said; readonly structure: RequestStructure; readonly order: Order },
): Found[] {
  const found: Found[] = [];
  const queue = new CostQueue<Chain>();
  queue.push({ entries: [], parts: [], cost: 0 });
  for (let count = 0; count < mostChains; count++) {
    const chain = queue.pop();
    if (chain === undefined) break;
    const last = chain.entries.at(-1);
    if (
      last !== undefined &&
      chain.parts.length > 1 &&
      isWhole(chain.parts, said) &&
      hasFormats(chain.parts, structure)
    ) {
      const unsaid = missed(chain.parts, said).length;
      const cost = chain.cost + missedCost * unsaid + unlikelihood(chain.parts, said, order);
      found.push({ plan: { kind: 'value', of: last.source }, cost });
      if (unsaid === 0) continue;
    }
    if (chain.parts.length === mostParts) continue;
    const from = last === undefined ? inputs : [last, ...propertiesOf(last)];
    for (const part of parts.filter((one) => !chain.parts.includes(one))) {
      const ways = from.flatMap((entry) => proposals(part, entry, [...inputs, entry], said));
      for (const way of ways.toSorted((a, b) => a.cost - b.cost).slice(0, mostWays)) {
        queue.push({ entries: [...chain.entries, entryOf(way)], parts: [...chain.parts, part], cost: way.cost });
      }
    }
  }
  return found;
}

/** Several parts that are given the same input, and a record of what they give. */
function beside(parts: readonly Part[], inputs: readonly Entry[], said: Said, order: Order): Found[] {
  const unasked = order === 'several' || order === 'both' ? 0 : unaskedCost;
  const first = new Map<Part, Proposal>();
  for (const part of parts) {
    const [way] = inputs.flatMap((entry) => proposals(part, entry, inputs, said)).toSorted((a, b) => a.cost - b.cost);
    if (way !== undefined) first.set(part, way);
  }
  const found: Found[] = [];
  const ways = [...first.values()];
  for (const [at, one] of ways.entries()) {
    for (const other of ways.slice(at + 1)) {
      const pair = [one, other];
      const together = pair.map(({ call }) => call.part);
      if (!isWhole(together, said)) continue;
      const fields = pair.map(({ call }): readonly [string, Source] => [
        fieldName(call.part),
        { kind: 'result', of: call },
      ]);
      const plan: Plan = { kind: 'record', fields };
      const cost = one.cost + other.cost + parallelCost + unasked + missedCost * missed(together, said).length;
      found.push({ plan, cost });
    }
  }
  return found;
}

function fieldName({ capability }: Part): string {
  return capability.name.replaceAll(/[^a-z0-9]+([a-z0-9]?)/gi, (_, letter: string) => letter.toUpperCase());
}

function entryOf({ call, cost, calls }: Proposal): Entry {
  return { source: { kind: 'result', of: call }, schema: call.part.output, values: [], cost, calls };
}

function propertiesOf({ source, cost, calls }: Entry): readonly Entry[] {
  if (source.kind !== 'result') return [];
  return [...source.of.part.gives].map(([property, schema]) => ({
    source: { ...source, property },
    schema,
    values: [],
    cost: cost + 0.1,
    calls,
  }));
}

/** Whether the parts are about nearly all of it, and each is needed for that. */
function isWhole(parts: readonly Part[], said: Said): boolean {
  if (covered(parts, said) < leastCovered) return false;
  return parts.every(
    (part) =>
      covered(
        parts.filter((one) => one !== part),
        said,
      ) < covered(parts, said),
  );
}

function covered(parts: readonly Part[], said: Said): number {
  const all = Math.max(1, said.stems.length);
  return (all - missed(parts, said).length) / all;
}

function hasFormats(parts: readonly Part[], { from, to }: RequestStructure): boolean {
  const isAbout = (part: Part | undefined, format: string | undefined) =>
    format === undefined || contentStems(format).every((stem) => part?.words.has(stem));
  return isAbout(parts[0], from) && isAbout(parts.at(-1), to);
}

/** How little a chain is what a request means by the order and the joints of its words. */
function unlikelihood(parts: readonly Part[], said: Said, order: Order): number {
  const turned = isDisordered(parts, said);
  if (order === 'both') return unaskedCost;
  if (order !== 'several') return turned ? 0.4 : 0;
  return turned || parts.some((part, at) => losesResult(parts[at - 1], part)) ? unaskedCost : 0;
}

/**
 * Whether what a part makes of a text would get lost: “sort the lines and count the words” wants the sorted lines, too.
 * What reads or converts something does so for the next one.
 */
function losesResult(part: Part | undefined, next: Part): boolean {
  if (part === undefined || Object.keys(part.capability.manifest.permissions).length > 0) return false;
  const takes = part.required.map((name) => kindOf(part.takes.get(name)));
  return takes.includes(kindOf(part.output)) && kindOf(next.output) !== kindOf(part.output);
}

function kindOf(of: Rooted | undefined): string {
  return JSON.stringify(isRecord(of?.schema) ? (of.schema.type ?? null) : null);
}

/** What is said first is mostly done first. */
function isDisordered(parts: readonly Part[], { stems }: Said): boolean {
  const places = parts.map((part) =>
    stems.findIndex((stem) => part.words.has(stem) && parts.every((one) => one === part || !one.words.has(stem))),
  );
  return places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0));
}
