import type { GenerationQuestion } from '#protocol';
import { leftOpen } from '../byExample/ambiguity/doubts.ts';
import { openLimitsOf } from '../byExample/ambiguity/limits.ts';
import { questionWorthAsking } from '../byExample/ambiguity/question.ts';
import type { ByExampleCandidate } from '../byExample/generator.ts';
import type { Value } from '../byExample/language/expression.ts';
import type { SynthesisGap } from '../generator.ts';

/** Inputs of the gap that no example answers. */
export function unanswered({ otherInputs = [], examples }: SynthesisGap): readonly (readonly Value[])[] {
  const known = new Set(examples.map(({ input }) => JSON.stringify(input)));
  return otherInputs.filter((input) => !known.has(JSON.stringify(input)));
}

/** Where likely programs differ on some inputs, or on what lies between two examples, that is worth asking. @param found best first */
export function questionAmong(
  found: readonly ByExampleCandidate[],
  { examples }: SynthesisGap,
  asked: readonly (readonly Value[])[],
): GenerationQuestion | undefined {
  const most = found[0]?.satisfied;
  const likely = found.filter(({ satisfied }) => satisfied === most);
  const [best] = likely;
  const between = best === undefined ? [] : openLimitsOf(best.program, examples).map(({ input }) => input);
  const all = [...asked, ...between];
  const question = questionWorthAsking(likely, all, examples.length);
  const input = question && all[question.at];
  if (input === undefined) return undefined;
  const answers = new Map(question?.answers.map(({ value }) => [JSON.stringify(value ?? null), value ?? null]));
  return answers.size < 2 ? undefined : { input, answers: [...answers.values()] };
}

/** In a sentence. */
export function doubtIn({ input, answers }: GenerationQuestion): string {
  return leftOpen(input, answers);
}
