import { isDeepStrictEqual } from 'node:util';
import type { TaskOptions } from '#base';
import { repeatsExamples, runProgram, type SynthesisGap } from '#capability/synthesis';
import { search } from './search.ts';

/** With fewer, nothing can be left out that tells something. */
const fewest = 3;
/** From here on, every third one is left out at once. */
const many = 6;
/** Milliseconds for all searches of one question. */
const longest = 4000;

/**
 * Why a program that fits all examples may only repeat them, in a sentence: it names their outputs, or what is learned from
 * some of them is wrong about the others. Undefined where nothing speaks for that.
 */
export async function repetition(
  gap: SynthesisGap,
  source: string,
  stop: SharedArrayBuffer,
  task: TaskOptions,
): Promise<string | undefined> {
  const { examples } = gap;
  if (repeatsExamples({ source }, gap)) return 'It holds the outputs of its examples, and may only repeat them.';
  if (examples.length < fewest) return undefined;
  const until = performance.now() + longest;
  const groups =
    examples.length < many ? examples.map((_, out) => (at: number) => at === out) : [(at: number) => at % 3 === 2];
  let right = 0;
  let unseen = 0;
  for (const isHeld of groups) {
    const left = until - performance.now();
    if (left <= 0) break;
    const known = examples.filter((_, at) => !isHeld(at));
    const held = examples.filter((_, at) => isHeld(at));
    const [best] = await search({ ...gap, examples: known, otherInputs: [] }, stop, task, left);
    unseen += held.length;
    right += held.filter(
      ({ input, output }) => best !== undefined && isDeepStrictEqual(runProgram(best.program, input) ?? null, output),
    ).length;
    // Of a few, each may be the only one of its kind: one that is found without being seen is enough.
    if (examples.length < many && right > 0) return undefined;
  }
  if (unseen === 0 || right * 2 >= unseen) return undefined;
  return `It may only repeat its examples: learned from some of them, a program was right about ${right} of ${unseen} that it had not seen.`;
}
