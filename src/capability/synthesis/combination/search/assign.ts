import type { Part } from '../part.ts';
import type { Call, Handed } from '../plan.ts';
import { guardsBetween } from '../schema/subsumption.ts';
import { checkOf, constantsFor } from './constants.ts';
import type { Entry } from './entry.ts';
import { relevance, type Said } from './said.ts';

/** A call that may be worth making. */
export interface Proposal {
  readonly call: Call;
  readonly cost: number;
  readonly calls: number;
}

/** A value for a property, and what it costs. */
interface Filling {
  readonly handed: Handed;
  readonly cost: number;
  readonly entry?: Entry;
}

/** Ways to fill all properties of one part, around one value. */
const mostWays = 24;
/** Other values that are tried for a property, the cheapest first. */
const mostOthers = 4;
const guardCost = 0.15;
const callCost = 1;

/** Calls of a part that take a value, with others and constants for the rest of what it needs. */
export function proposals(part: Part, entry: Entry, pool: readonly Entry[], said: Said): Proposal[] {
  const found: Proposal[] = [];
  for (const name of part.takes.keys()) {
    const own = filled(part, name, entry);
    if (own === undefined) continue;
    const others = part.required.filter((one) => one !== name);
    let ways: (readonly Filling[])[] = [[own]];
    for (const other of others) {
      const fillings = fillingsOf(part, other, pool, said);
      ways = ways.flatMap((way) => fillings.map((filling) => [...way, filling])).slice(0, mostWays);
    }
    const optional = optionalFillings(part, name, pool, said);
    ways = ways.flatMap((way) => [way, ...optional.map((filling) => [...way, filling])]).slice(0, mostWays);
    found.push(...ways.map((way) => proposalOf(part, way, said)));
  }
  return found;
}

function proposalOf(part: Part, way: readonly Filling[], said: Said): Proposal {
  const entries = new Set(way.flatMap(({ entry }) => entry ?? []));
  const order = [...part.takes.keys()];
  const handed = way.map((one) => one.handed).toSorted((a, b) => order.indexOf(a.property) - order.indexOf(b.property));
  const costs = [...way.map(({ cost }) => cost), ...[...entries].map(({ cost }) => cost)];
  return {
    call: { part, input: handed },
    cost: costs.reduce((sum, cost) => sum + cost, callCost + 0.5 * (1 - relevance(part, said))),
    calls: [...entries].reduce((sum, { calls }) => sum + calls, 1),
  };
}

/** Undefined where the value is none for the property. */
function filled(part: Part, name: string, entry: Entry): Filling | undefined {
  const property = part.takes.get(name);
  if (property === undefined) return undefined;
  const sameName = entry.name === name ? 0 : 0.05;
  if (entry.schema === undefined) {
    const fits = checkOf(property);
    // A choice between parts hands each of them what it takes.
    const { values } = entry;
    if (values.length > 0 && !values.some((value) => value !== undefined && fits(value))) return undefined;
    return { handed: { property: name, source: entry.source, guards: [] }, cost: sameName, entry };
  }
  const guards = guardsBetween(entry.schema, property);
  if (guards === undefined) return undefined;
  return {
    handed: { property: name, source: entry.source, guards },
    cost: sameName + guardCost * guards.length,
    entry,
  };
}

function fillingsOf(part: Part, name: string, pool: readonly Entry[], said: Said): readonly Filling[] {
  const entries = pool
    .toSorted((a, b) => a.cost - b.cost)
    .flatMap((entry) => filled(part, name, entry) ?? [])
    .slice(0, mostOthers);
  return [...constantFillings(part, name, said), ...entries].toSorted((a, b) => totalOf(a) - totalOf(b));
}

function totalOf({ cost, entry }: Filling): number {
  return cost + (entry?.cost ?? 0);
}

function constantFillings(part: Part, name: string, said: Said): readonly Filling[] {
  const property = part.takes.get(name);
  if (property === undefined) return [];
  return constantsFor(name, property, said).map(({ value, cost }) => ({
    handed: { property: name, source: { kind: 'constant', value }, guards: [] },
    cost,
  }));
}

/** What need not be given, and may be: another input, or a value that is not the usual one. */
function optionalFillings(part: Part, taken: string, pool: readonly Entry[], said: Said): readonly Filling[] {
  const optional = [...part.takes].filter(([name]) => name !== taken && !part.required.includes(name));
  return optional.flatMap(([name, { schema }]) => {
    const usual = typeof schema === 'object' ? JSON.stringify(schema.default) : undefined;
    const inputs = pool.filter(({ source }) => source.kind === 'input');
    const constants = constantFillings(part, name, said).filter(
      ({ handed: { source } }) => source.kind === 'constant' && JSON.stringify(source.value) !== usual,
    );
    return [...inputs.flatMap((entry) => filled(part, name, entry) ?? []), ...constants];
  });
}
