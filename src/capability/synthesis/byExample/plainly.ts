import { isDeepStrictEqual } from 'node:util';
import type { SynthesisExample } from '../generator.ts';
import { run } from './evaluate/evaluate.ts';
import type { Program } from './language/expression.ts';

/**
 * A program that counts as JavaScript does, where the examples are right with that: what a person writes for parameters
 * that are numbers. Elsewhere the noise of binary fractions is taken away, so that 0.1 + 0.2 is 0.3.
 */
export function plainly(program: Program, examples: readonly SynthesisExample[]): Program {
  const plain = counting(program) as Program;
  const isAlike = examples.every(({ input }) => isDeepStrictEqual(run(plain, input), run(program, input)));
  return isAlike ? plain : program;
}

const counted: ReadonlySet<unknown> = new Set(['arithmetic', 'fold', 'roundTo', 'format']);

function counting(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(counting);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, counting(value)]));
  return 'op' in node && counted.has(node.op) ? { ...copy, plain: true } : copy;
}
