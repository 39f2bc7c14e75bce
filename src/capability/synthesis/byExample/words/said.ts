import type { SynthesisExample } from '../../generator.ts';
import { run } from '../evaluate/evaluate.ts';
import { sameValue } from '../evaluate/value.ts';
import type { Program } from '../language/expression.ts';
import { wishOf } from './concepts.ts';
import { joined, parts, type SaidProgram } from './make.ts';
import { rules } from './rules.ts';

/** The programs that a request asks for in words alone, the likeliest first; none where a word of it is not understood. */
export function saidPrograms(intent: string): readonly SaidProgram[] {
  const wish = wishOf(intent);
  if (!wish.isUnderstood) return [];
  const asked = rules.filter(({ needs, one, allows = [] }) => {
    const known = new Set([...needs, ...(one ?? []), ...allows]);
    return (
      needs.every((concept) => wish.concepts.has(concept)) &&
      (one === undefined || one.some((concept) => wish.concepts.has(concept))) &&
      [...wish.concepts].every((concept) => known.has(concept))
    );
  });
  return asked.flatMap(({ makes }) => makes(wish));
}

/**
 * Those of them that do what the examples say. Of lines that are changed one by one, the examples are single lines, or texts
 * of which all lines are.
 */
export function saidThatFit(intent: string, examples: readonly SynthesisExample[]): readonly Program[] {
  const isText = examples.every(({ input: [text, ...more] }) => typeof text === 'string' && more.length === 0);
  if (!isText) return [];
  const fits = (program: Program) =>
    examples.every(({ input: given, output }) => sameValue(run(program, given) ?? null, output));
  return saidPrograms(intent).flatMap((said) =>
    [said.program, ...(said.eachLine ? onAllLines(said.program) : [])].filter(fits).slice(0, 1),
  );
}

/** A program for one line, done with each line of a text. */
function onAllLines(program: Program): Program[] {
  if (program.gives !== 'text') return [];
  const body = joined({ op: 'mapEach', of: parts.line.list, each: program.body }, '\n');
  return [{ gives: 'text', body }];
}
