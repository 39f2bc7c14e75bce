import { run } from '../evaluate/evaluate.ts';
import type { Program, Value } from '../language/expression.ts';

/** An input on which likely programs disagree, and what they would give. */
export interface Question {
  /** Index into the inputs. */
  readonly at: number;
  /** Distinct answers, the likeliest first; `null` is "no answer". */
  readonly answers: readonly { readonly value: Value; readonly weight: number }[];
}

interface Ranked {
  readonly program: Program;
  readonly cost: number;
}

const programsAsked = 12;
/** Programs that cost so much more than the likeliest are hardly meant; a single example leaves more open. */
const nearCost = { always: 2, byOneExample: 2.5 };
const inputsLookedAt = 2000;
/** What the likeliest program has no answer for is told anyway: a question about what it changes tells more. */
const unansweredWeight = 0.25;
/** Shares of belief below this are not worth a question. */
const leastDoubt = 0.02;

/** The programs that may well be meant, the likeliest first. @param examples how many there are */
export function likelyAmong<T extends Ranked>(candidates: readonly T[], examples = 1): T[] {
  const ranked = candidates.toSorted((a, b) => a.cost - b.cost);
  const least = ranked[0]?.cost ?? 0;
  const near = nearCost.always + nearCost.byOneExample / Math.max(1, examples);
  return ranked.filter(({ cost }) => cost <= least + near);
}

/**
 * The input whose answer would tell most about which program is meant: where the belief in the candidates, which halves
 * with each unit of cost, is spread most over different answers. Undefined where all agree. This is the choice of
 * distinguishing inputs of Mayer et al., "User Interaction Models for Disambiguation in Programming by Example" (UIST
 * 2015), with entropy for the measure.
 * @param examples how many there are
 */
export function questionWorthAsking(
  candidates: readonly Ranked[],
  inputs: readonly (readonly Value[])[],
  examples = 1,
): Question | undefined {
  const ranked = likelyAmong(candidates, examples).slice(0, programsAsked);
  const least = ranked[0]?.cost ?? 0;
  const weights = ranked.map(({ cost }) => 2 ** (least - cost));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let best: { readonly question: Question; readonly doubt: number } | undefined;
  for (const [at, input] of inputs.slice(0, inputsLookedAt).entries()) {
    const shares = new Map<string, { value: Value; weight: number }>();
    for (const [nth, { program }] of ranked.entries()) {
      const value = run(program, input) ?? null;
      const key = JSON.stringify(value);
      const share = shares.get(key) ?? { value, weight: 0 };
      share.weight += (weights[nth] ?? 0) / total;
      shares.set(key, share);
    }
    const answers = [...shares.values()].toSorted((a, b) => b.weight - a.weight);
    const isAnswered = ranked[0] === undefined || run(ranked[0].program, input) !== undefined;
    const spread = -answers.reduce((sum, { weight }) => sum + weight * Math.log2(weight), 0);
    const doubt = spread * (isAnswered ? 1 : unansweredWeight);
    if (doubt > (best?.doubt ?? leastDoubt)) best = { question: { at, answers }, doubt };
  }
  return best?.question;
}
