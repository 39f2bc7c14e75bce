import type { PlainData } from '#protocol';
import { sameValue } from '../../byExample/evaluate/value.ts';
import { propertyOf, written } from '../evaluate.ts';
import type { Plan, Source } from '../plan.ts';
import type { Entry } from './entry.ts';

/** A way to make the outputs, and what it costs. */
export interface Found {
  readonly plan: Plan;
  readonly cost: number;
}

const partCost = 0.2;
/** Longer texts around values are hardly what all outputs have. */
const longestBetween = 40;

/** Ways to make all outputs of the values that are there, where the last one takes part: as it is, or with others. */
export function composed(pool: readonly Entry[], last: Entry, outputs: readonly PlainData[]): readonly Found[] {
  if (last.source.kind !== 'result') return [];
  if (isAll(last, outputs)) return [{ plan: { kind: 'value', of: last.source }, cost: last.cost }];
  if (outputs.every(isObject)) return record(pool, last, outputs);
  if (outputs.every((output) => Array.isArray(output))) {
    return [...lists(pool, last, outputs), ...list(pool, last, outputs)];
  }
  return outputs.every((output) => typeof output === 'string') ? text(pool, last, outputs) : [];
}

function isAll({ values }: Entry, outputs: readonly PlainData[]): boolean {
  return outputs.every((output, at) => sameValue(values[at], output));
}

function isObject(value: PlainData): value is { readonly [name: string]: PlainData } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Several results under names of their own. */
function record(pool: readonly Entry[], last: Entry, outputs: readonly PlainData[]): readonly Found[] {
  const names = Object.keys(outputs[0] ?? {});
  if (
    !outputs.every(
      (output) =>
        Object.keys(output ?? {})
          .sort()
          .join('\n') === [...names].sort().join('\n'),
    )
  )
    return [];
  const columns = names.map((name) => outputs.map((output) => propertyOf(output, name) ?? null));
  const made = columnsOf(pool, last, columns);
  if (made === undefined) return [];
  const fields = names.flatMap((name, at) => {
    const of = made.sources[at];
    return of === undefined ? [] : [[name, of] as const];
  });
  return [{ plan: { kind: 'record', fields }, cost: made.cost }];
}

/** A list of several results, always as many. */
function list(pool: readonly Entry[], last: Entry, outputs: readonly PlainData[]): readonly Found[] {
  const rows = outputs as readonly (readonly PlainData[])[];
  const count = rows[0]?.length ?? 0;
  if (count < 2 || count > 6 || !rows.every((row) => row.length === count)) return [];
  const columns = Array.from({ length: count }, (_, at) => rows.map((row) => row[at] ?? null));
  const made = columnsOf(pool, last, columns);
  return made === undefined ? [] : [{ plan: { kind: 'list', items: made.sources }, cost: made.cost }];
}

/** For each column the cheapest source that gives it; undefined where one has none, or the last entry gives none of them. */
function columnsOf(
  pool: readonly Entry[],
  last: Entry,
  columns: readonly (readonly PlainData[])[],
): { readonly sources: readonly Source[]; readonly cost: number } | undefined {
  if (!columns.some((column) => isAll(last, column))) return undefined;
  const sources: Source[] = [];
  let cost = 0;
  for (const column of columns) {
    const entry = cheapest(pool, column);
    const [value = null] = column;
    if (entry !== undefined) {
      sources.push(entry.source);
      cost += entry.cost + partCost;
    } else if (column.length > 1 && column.every((one) => sameValue(one, value))) {
      sources.push({ kind: 'constant', value });
      cost += 1;
    } else return undefined;
  }
  return { sources, cost };
}

function cheapest(pool: readonly Entry[], column: readonly PlainData[]): Entry | undefined {
  let best: Entry | undefined;
  for (const entry of pool) if (isAll(entry, column) && (best === undefined || entry.cost < best.cost)) best = entry;
  return best;
}

/** The items of one list behind those of another one. */
function lists(pool: readonly Entry[], last: Entry, outputs: readonly PlainData[]): readonly Found[] {
  const joined = (one: Entry, other: Entry): readonly Found[] => {
    const values = outputs.map((_, at) => {
      const [first, second] = [one.values[at], other.values[at]];
      return Array.isArray(first) && Array.isArray(second) ? [...first, ...second] : undefined;
    });
    if (!outputs.every((output, at) => sameValue(values[at], output))) return [];
    return [{ plan: { kind: 'lists', of: [one.source, other.source] }, cost: one.cost + other.cost + 2 * partCost }];
  };
  return pool.flatMap((other) => (other === last ? [] : [...joined(last, other), ...joined(other, last)]));
}

/** One or two results in a text that is otherwise the same in all outputs. */
function text(pool: readonly Entry[], last: Entry, outputs: readonly PlainData[]): readonly Found[] {
  // Of one example nobody knows what around a value is always there.
  if (outputs.length < 2) return [];
  const texts = outputs as readonly string[];
  const ways = [
    [last],
    ...pool.flatMap((other) =>
      other === last
        ? []
        : [
            [last, other],
            [other, last],
          ],
    ),
  ];
  return ways.flatMap((entries) => {
    const between = textsBetween(entries, texts);
    if (between === undefined) return [];
    const pieces = between.flatMap((piece, at) => [piece, entries[at]?.source ?? '']).filter((piece) => piece !== '');
    const cost = entries.reduce((sum, entry) => sum + entry.cost + partCost, 0.02 * between.join('').length);
    return [{ plan: { kind: 'text', pieces }, cost } as const];
  });
}

/** What stands before, between and behind the values in all texts; undefined where it differs. */
function textsBetween(entries: readonly Entry[], texts: readonly string[]): readonly string[] | undefined {
  let common: readonly string[] | undefined;
  for (const [row, whole] of texts.entries()) {
    const between: string[] = [];
    let at = 0;
    for (const { values } of entries) {
      const value = written(values[row]);
      const start = value === undefined || value === '' ? -1 : whole.indexOf(value, at);
      if (value === undefined || start === -1) return undefined;
      between.push(whole.slice(at, start));
      at = start + value.length;
    }
    between.push(whole.slice(at));
    if (between.join('').length > longestBetween) return undefined;
    if (common !== undefined && common.join('\0') !== between.join('\0')) return undefined;
    common = between;
  }
  return common;
}
