import { isRecord } from '#base';
import type { PlainData } from '#protocol';
import { holds } from '../byExample/evaluate/evaluate.ts';
import type { Value } from '../byExample/language/expression.ts';
import { wholeInput } from './part.ts';
import { type Call, type Plan, type Source, sourcesOf } from './plan.ts';
import { passes } from './schema/guard.ts';

/** Runs a capability on an input; undefined where it has no answer. */
export type Runner = (name: string, input: PlainData) => Promise<PlainData | undefined>;

/** What a plan gives for some inputs; undefined where a part of it has no answer. */
export async function evaluate(plan: Plan, inputs: readonly Value[], run: Runner): Promise<PlainData | undefined> {
  const known = new Map<Call, Promise<PlainData | undefined>>();
  const given = (source: Source): Promise<PlainData | undefined> => sourceValue(source, inputs, resultOf);
  const resultOf = (call: Call): Promise<PlainData | undefined> => {
    const before = known.get(call) ?? callResult(call, given, run);
    known.set(call, before);
    return before;
  };
  if (plan.kind === 'choice') {
    return given((plan.branches.find(({ test }) => holds(test, inputs) === true) ?? plan.otherwise).of);
  }
  const values: PlainData[] = [];
  for (const source of sourcesOf(plan)) {
    const value = await given(source);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return assembled(plan, values);
}

/** The result, of the values that it is made of. */
function assembled(plan: Plan, values: readonly PlainData[]): PlainData | undefined {
  switch (plan.kind) {
    case 'record':
      return Object.fromEntries(plan.fields.map(([name], at) => [name, values[at] ?? null]));
    case 'list':
      return values;
    case 'lists':
      return values.every((value) => Array.isArray(value)) ? values.flat() : undefined;
    case 'text':
      return textOf(plan.pieces, values);
    default:
      return values[0];
  }
}

function textOf(pieces: readonly unknown[], values: readonly PlainData[]): string | undefined {
  const rest = [...values];
  const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : written(rest.shift() ?? null)));
  return texts.includes(undefined) ? undefined : texts.join('');
}

/** A value as it is written into a text; undefined for what has no usual way to. */
export function written(value: PlainData | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

async function sourceValue(
  source: Source,
  inputs: readonly Value[],
  resultOf: (call: Call) => Promise<PlainData | undefined>,
): Promise<PlainData | undefined> {
  if (source.kind === 'constant') return source.value;
  if (source.kind === 'input') return inputs[source.at];
  const result = await resultOf(source.of);
  if (source.property === undefined || result === undefined) return result;
  return propertyOf(result, source.property);
}

export function propertyOf(value: PlainData, name: string): PlainData | undefined {
  return isRecord(value) && Object.hasOwn(value, name) ? (value[name] as PlainData) : undefined;
}

async function callResult(
  { part, input }: Call,
  given: (source: Source) => Promise<PlainData | undefined>,
  run: Runner,
): Promise<PlainData | undefined> {
  const values: [string, PlainData][] = [];
  for (const { property, source, guards } of input) {
    const value = await given(source);
    if (value === undefined || !guards.every((guard) => passes(guard, value))) return undefined;
    values.push([property, value]);
  }
  return run(part.capability.name, inputOf(values));
}

/** The input of a part, of the values that it is handed. */
export function inputOf(given: readonly (readonly [property: string, value: PlainData])[]): PlainData {
  const whole = given.find(([property]) => property === wholeInput);
  return whole === undefined ? Object.fromEntries(given) : whole[1];
}
