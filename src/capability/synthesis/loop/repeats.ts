import { isRecord } from '#base';
import type { Value } from '../byExample/language/expression.ts';
import type { Candidate, Generator, Rejection, SynthesisGap } from '../generator.ts';

/** With fewer, a program that names them may well mean them: yes or no, odd or even. */
const fewestOutputs = 3;
/** Examples that are looked at: it shows soon. */
const mostExamples = 50;

/**
 * The same candidates, those last that fit the examples because they have a case for about each: a table of their outputs,
 * or as many conditions. There is one for any examples, so that it would keep every generator from its turn that may find
 * out what is meant.
 */
export function repeatersLast(generator: Generator): Generator {
  return {
    name: generator.name,
    async *generate(gap, budget) {
      const held: Candidate[] = [];
      const found = generator.generate(gap, budget);
      const turns = Symbol.iterator in found ? found[Symbol.iterator]() : found;
      try {
        let rejection: Rejection | undefined;
        for (;;) {
          const { value, done } = await turns.next(rejection);
          rejection = undefined;
          if (done === true) break;
          if (value.refused !== undefined) rejection = yield value;
          else if (repeatsExamples(value, gap)) held.push(withCaveat(value));
          else if (isPatchwork(value, gap)) held.push(value);
          else rejection = yield value;
        }
      } finally {
        await turns.return?.();
      }
      yield* held;
    },
  };
}

/** Whether the code of a candidate holds the outputs of all examples, and most examples have one of their own. */
export function repeatsExamples({ source }: Pick<Candidate, 'source'>, { examples }: SynthesisGap): boolean {
  const some = examples.slice(0, mostExamples);
  const outputs = new Set(some.map(({ output }) => JSON.stringify(output)));
  if (outputs.size < fewestOutputs || outputs.size * 2 <= some.length) return false;
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return some.every(({ output }) => leavesOf(output).every((leaf) => isIn(code, leaf)));
}

/** Whether it has a case of its own for half of the examples, or more. It says so itself. */
function isPatchwork({ lone = 0 }: Candidate, { examples }: SynthesisGap): boolean {
  return lone >= fewestOutputs && lone * 2 >= examples.length;
}

/** The texts and numbers in a value that code would have to name. */
function leavesOf(value: Value): (string | number)[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'number') return [value];
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  return isRecord(value) ? Object.values(value as Record<string, Value>).flatMap(leavesOf) : [];
}

function isIn(code: string, leaf: string | number): boolean {
  if (typeof leaf === 'number')
    return new RegExp(`(?<![\\w.])${String(leaf).replaceAll(/[.+]/g, '\\$&')}(?![\\w.])`).test(code);
  const [bare, escaped] = [leaf, JSON.stringify(leaf).slice(1, -1), leaf.replaceAll("'", "\\'")];
  return [bare, escaped].some((text) =>
    [`'${text}'`, `"${text}"`, `\`${text}\``].some((literal) => code.includes(literal)),
  );
}

function withCaveat(candidate: Candidate): Candidate {
  const caveat = 'It holds the outputs of all examples, so that it may only repeat them.';
  return { ...candidate, caveats: [...candidate.caveats, caveat] };
}
