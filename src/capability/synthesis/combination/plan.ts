import type { PlainData } from '#protocol';
import type { Test } from '../byExample/language/expression.ts';
import type { Part } from './part.ts';
import type { Guard } from './schema/guard.ts';

/** Where a value comes from. */
export type Source =
  | { readonly kind: 'input'; readonly at: number }
  | { readonly kind: 'constant'; readonly value: PlainData }
  /** What a call gives, or a property of it. */
  | { readonly kind: 'result'; readonly of: Call; readonly property?: string };

/** One value that is handed to a part. */
export interface Handed {
  /** Of the part's input; `wholeInput` for the input itself. */
  readonly property: string;
  readonly source: Source;
  /** What is looked at before. */
  readonly guards: readonly Guard[];
}

/** A part with what it is given. Two places that hold the same call make it once. */
export interface Call {
  readonly part: Part;
  readonly input: readonly Handed[];
}

/** A value that is the result in some cases. */
export interface Case {
  readonly of: Source;
  /** Examples that speak for it. */
  readonly served: number;
}

export interface Branch extends Case {
  readonly test: Test;
}

/** How the result is made. */
export type Plan =
  | { readonly kind: 'value'; readonly of: Source }
  | { readonly kind: 'record'; readonly fields: readonly (readonly [name: string, of: Source])[] }
  | { readonly kind: 'list'; readonly items: readonly Source[] }
  /** The items of several lists, one list after the other. */
  | { readonly kind: 'lists'; readonly of: readonly Source[] }
  | { readonly kind: 'text'; readonly pieces: readonly (string | Source)[] }
  /** The value of the first condition that holds. */
  | { readonly kind: 'choice'; readonly branches: readonly Branch[]; readonly otherwise: Case };

/** The values that a plan is put together from. */
export function sourcesOf(plan: Plan): readonly Source[] {
  switch (plan.kind) {
    case 'value':
      return [plan.of];
    case 'record':
      return plan.fields.map(([, of]) => of);
    case 'list':
      return plan.items;
    case 'lists':
      return plan.of;
    case 'text':
      return plan.pieces.filter((piece) => typeof piece !== 'string');
    case 'choice':
      return [...plan.branches, plan.otherwise].map(({ of }) => of);
  }
}

/** All calls that the sources need, each after those that it needs itself. */
export function callsOf(sources: readonly Source[]): readonly Call[] {
  const calls = new Set<Call>();
  const add = (source: Source): void => {
    if (source.kind !== 'result' || calls.has(source.of)) return;
    for (const handed of source.of.input) add(handed.source);
    calls.add(source.of);
  };
  sources.forEach(add);
  return [...calls];
}

/** The parts of a plan, in the order of their first calls. */
export function partsOf(plan: Plan): readonly Part[] {
  return [...new Set(callsOf(sourcesOf(plan)).map(({ part }) => part))];
}

/** The inputs that are used, by their indexes. */
export function inputsOf(plan: Plan): ReadonlySet<number> {
  const sources = [
    ...sourcesOf(plan),
    ...callsOf(sourcesOf(plan)).flatMap(({ input }) => input.map(({ source }) => source)),
  ];
  return new Set(sources.flatMap((source) => (source.kind === 'input' ? [source.at] : [])));
}
