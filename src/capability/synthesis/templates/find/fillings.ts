import type { SynthesisGap } from '../../generator.ts';
import type { Template, Values } from '../template.ts';
import { candidatesFor, type Found } from './candidates.ts';

/** Values for all parameters of a template. */
export interface Filling {
  readonly values: Values;
  /** The sum of what each of its values costs. */
  readonly cost: number;
  /** Parameters that nobody named. */
  readonly guessed: readonly string[];
}

/** Ways to fill that are weighed; the likeliest values of each parameter are among them. */
const mostWeighed = 500;

/** All ways to fill the parameters of a template for a gap that its constraints allow, the likeliest first. */
export function fillingsOf({ manifest: { parameters, distinct = [] } }: Template, gap: SynthesisGap): Filling[] {
  let fillings: Filling[] = [{ values: {}, cost: 0, guessed: [] }];
  for (const [name, parameter] of Object.entries(parameters)) {
    fillings = fillings
      .flatMap((filling) => candidatesFor(parameter, gap, filling.values).map((one) => extended(filling, name, one)))
      .filter(({ values }) => distinct.every((group) => areDistinct(group, values)))
      .sort((a, b) => a.cost - b.cost)
      .slice(0, mostWeighed);
  }
  return fillings;
}

function extended({ values, cost, guessed }: Filling, name: string, found: Found): Filling {
  return {
    values: { ...values, [name]: found.value },
    cost: cost + found.cost,
    guessed: found.guessed ? [...guessed, name] : guessed,
  };
}

function areDistinct(names: readonly string[], values: Values): boolean {
  const given = names.flatMap((name) => (name in values ? [JSON.stringify(values[name])] : []));
  return new Set(given).size === given.length;
}
