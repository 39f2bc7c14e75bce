import { byExample, runProgram, type SynthesisExample, type SynthesisGap, type Value } from '#capability/synthesis';

/** Steps that every case here stays far below, so that tests do not depend on the machine. */
export const budget = { steps: 400_000 };

/** All candidates for the gap, the best first. */
export function candidatesFor(gap: Partial<SynthesisGap> & Pick<SynthesisGap, 'examples'>) {
  return [...byExample.generate({ intent: 'As in the examples', ...gap }, budget)].toSorted((a, b) => a.cost - b.cost);
}

/** `learn(['a b', 'b'], …)('c d')`: what the best program gives for another input; null where it declines. */
export function learn(...pairs: readonly (readonly [...Value[], Value])[]): (...input: Value[]) => Value | undefined {
  const examples: SynthesisExample[] = pairs.map((pair) => ({ input: pair.slice(0, -1), output: pair.at(-1) ?? null }));
  const [best] = candidatesFor({ examples });
  return (...input) => (best === undefined ? undefined : (runProgram(best.program, input) ?? null));
}
