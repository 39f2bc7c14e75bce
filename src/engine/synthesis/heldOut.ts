import { isDeepStrictEqual } from 'node:util';
import type { TaskOptions } from '#base';
import { type Program, repeatsExamples, runProgram, type SynthesisGap } from '#capability/synthesis';
import { search } from './search.ts';

/** With fewer, nothing can be left out that tells something. */
const fewest = 3;
/** From here on they are left out in thirds. */
const many = 6;
/** Milliseconds for all searches of one question. */
const longest = 6000;
/** How much better than always giving the most frequent output a program has to be: 0 is no better, 1 always right. */
const better = 0.4;

/**
 * Why a program that fits all examples may only repeat them, in a sentence: it names their outputs, or what is learned from
 * some of them is hardly better about the others than who does not look at their inputs. Undefined where nothing speaks
 * for that. How much better is told as by Cohen's kappa (A Coefficient of Agreement for Nominal Scales, 1960).
 */
export async function repetition(
  gap: SynthesisGap,
  { source, program }: { readonly source: string; readonly program: Program },
  stop: SharedArrayBuffer,
  task: TaskOptions,
): Promise<string | undefined> {
  const { examples } = gap;
  if (repeatsExamples({ source }, gap)) return 'It holds the outputs of its examples, and may only repeat them.';
  if (examples.length < fewest || areAllThereAre(examples) || isOfInputsAlone(program, gap)) return undefined;
  const isMany = examples.length >= many;
  const until = performance.now() + longest;
  let right = 0;
  let usual = 0;
  let unseen = 0;
  for (let turn = 0; turn < (isMany ? 3 : examples.length); turn++) {
    const left = until - performance.now();
    if (left <= 0) break;
    const isHeld = (at: number) => (isMany ? at % 3 === turn : at === turn);
    const known = examples.filter((_, at) => !isHeld(at));
    const held = examples.filter((_, at) => isHeld(at));
    const [best] = await search({ ...gap, examples: known, otherInputs: [] }, stop, task, left);
    const most = mostFrequent(known);
    unseen += held.length;
    usual += held.filter(({ output }) => isDeepStrictEqual(output, most)).length;
    right += held.filter(
      ({ input, output }) => best !== undefined && isDeepStrictEqual(runProgram(best.program, input) ?? null, output),
    ).length;
    // Of a few, each may be the only one of its kind: a third that is found without being seen is enough.
    if (!isMany && right * 3 >= examples.length) return undefined;
  }
  if (unseen === 0 || right - usual >= (unseen - usual) * better) return undefined;
  return `It may only repeat its examples: learned from some of them, a program was right about ${right} of ${unseen} that it had not seen.`;
}

type Examples = SynthesisGap['examples'];

/** Whether nothing is left that could be asked: each combination of yes and no is among the examples. */
function areAllThereAre(examples: Examples): boolean {
  const count = examples[0]?.input.length ?? 0;
  const areFlags = examples.every(({ input }) => input.every((value) => typeof value === 'boolean'));
  return areFlags && new Set(examples.map(({ input }) => JSON.stringify(input))).size === 2 ** count;
}

/** What one would answer without looking at the input. */
function mostFrequent(examples: Examples): unknown {
  const counts = new Map<string, number>();
  for (const { output } of examples) counts.set(JSON.stringify(output), (counts.get(JSON.stringify(output)) ?? 0) + 1);
  const [text = 'null'] = [...counts].sort(([, one], [, other]) => other - one)[0] ?? [];
  return JSON.parse(text);
}

/**
 * Whether a program is made of the inputs alone, by no more steps than there are examples. Where each example is a case of
 * its own (below, between and above two limits), nothing is learned from the others about the one that is left out; but
 * what has no constant, no place and no condition has nothing to repeat them with.
 */
function isOfInputsAlone(program: Program, { examples }: SynthesisGap): boolean {
  // A yes or no may fit by accident.
  if (program.gives === 'boolean') return false;
  let steps = 0;
  const isFree = (node: unknown, name = ''): boolean => {
    if (typeof node === 'number') return name === 'column';
    if (typeof node !== 'object' || node === null) return true;
    if ('gives' in node && ['choice', 'constant', 'table'].includes(String(node.gives))) return false;
    if ('op' in node) {
      if (['literal', 'constant', 'lookup'].includes(String(node.op))) return false;
      if (!/input$/i.test(String(node.op))) steps += 1;
    }
    return Object.entries(node).every(([key, value]) => key === 'path' || isFree(value, key));
  };
  return isFree(program) && steps <= examples.length;
}
