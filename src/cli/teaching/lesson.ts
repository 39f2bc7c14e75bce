import type { TaskOptions } from '#base';
import type { Learned, SynthesisSession, TaughtExample } from '#protocol';
import type { FailedLine } from './words.ts';

/** Inputs that are handed over at once; between two packets Ctrl+C is heard and progress is told. */
const packet = 20_000;

/** A text, or a JSON document, as it is after what was learned. */
export interface Taught {
  readonly learned: Learned;
  readonly text: string;
  /** Lines, or items, that are others now. */
  readonly changed: number;
  /** Lines, or items, without an answer: they are as they were. */
  readonly failed: readonly FailedLine[];
  /** Examples about which the program is wrong, where the search ended before it found a better one. */
  readonly wrong: readonly (TaughtExample & { readonly given: string | null })[];
}

interface Inputs {
  readonly inputs: readonly string[];
  /** Where each of them is among all lines or items. */
  readonly places: readonly number[];
  /** What is said to be going on. */
  readonly step: string;
}

/** What becomes of inputs, by their places, and those for which there is no answer. */
export async function changeInputs(
  session: SynthesisSession,
  { program }: Learned,
  { inputs, places, step }: Inputs,
  task: TaskOptions,
): Promise<{ readonly outputs: ReadonlyMap<number, string>; readonly failed: readonly FailedLine[] }> {
  const changed = new Map<number, string>();
  const failed: FailedLine[] = [];
  for (let start = 0; start < inputs.length; start += packet) {
    task.report?.({ step, done: start, total: inputs.length });
    const outputs = await session.apply(program, inputs.slice(start, start + packet), task);
    for (const [nth, output] of outputs.entries()) {
      const at = places[start + nth] ?? 0;
      if (output === null) failed.push({ line: at + 1, input: inputs[start + nth] ?? '' });
      else changed.set(at, output);
    }
  }
  return { outputs: changed, failed };
}

/** Examples about which the program is wrong, where the search ended before it found a better one. */
export async function wrongExamples(
  session: SynthesisSession,
  { program, satisfied, examples: different }: Learned,
  examples: readonly TaughtExample[],
  task: TaskOptions,
): Promise<Taught['wrong']> {
  if (satisfied === different) return [];
  const given = await session.apply(
    program,
    examples.map(({ input }) => input),
    task,
  );
  return examples.flatMap((example, at) =>
    given[at] === example.output ? [] : [{ ...example, given: given[at] ?? null }],
  );
}
