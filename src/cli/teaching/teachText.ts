import type { TaskOptions } from '#base';
import type { Learned, SynthesisSession, TaughtExample } from '#protocol';
import { TextLines } from './textLines.ts';
import type { FailedLine } from './words.ts';

/** Inputs that are handed over at once; between two packets Ctrl+C is heard and progress is told. */
const packet = 20_000;

export interface TextLesson {
  readonly intent: string;
  readonly examples: readonly TaughtExample[];
  readonly text: string;
  /** The text is one input; else each of its lines is one. */
  readonly whole: boolean;
}

/** A text as it is after what was learned. */
export interface Taught {
  readonly learned: Learned;
  readonly text: string;
  /** Lines that are others now. */
  readonly changed: number;
  /** Lines without an answer: they are as they were. */
  readonly failed: readonly FailedLine[];
  /** Examples about which the program is wrong, where the search ended before it found a better one. */
  readonly wrong: readonly (TaughtExample & { readonly given: string | null })[];
}

/** Learns from examples, and changes the text. Blank lines stay as they are. Undefined where nothing was learned. */
export async function teachText(
  session: SynthesisSession,
  { intent, examples, text, whole }: TextLesson,
  task: TaskOptions,
): Promise<Taught | undefined> {
  const lines = new TextLines(text);
  const all = whole ? [text] : lines.lines;
  const places = all.flatMap((input, at) => (input.trim() === '' ? [] : [at]));
  const inputs = places.map((at) => all[at] ?? '');
  const learned = await session.learn({ intent, examples, inputs }, task);
  if (learned === undefined) return undefined;
  const changed = [...all];
  const failed: FailedLine[] = [];
  for (let start = 0; start < inputs.length; start += packet) {
    task.report?.({ step: 'Changing lines', done: start, total: inputs.length });
    const outputs = await session.apply(learned.program, inputs.slice(start, start + packet), task);
    for (const [nth, output] of outputs.entries()) {
      const at = places[start + nth] ?? 0;
      if (output === null) failed.push({ line: at + 1, input: all[at] ?? '' });
      else changed[at] = output;
    }
  }
  const { question } = learned;
  return {
    // Its place among the lines, blank ones counted.
    learned: question ? { ...learned, question: { ...question, at: places[question.at] ?? 0 } } : learned,
    text: whole ? (changed[0] ?? text) : lines.withLines(changed),
    changed: changed.filter((line, at) => line !== all[at]).length,
    failed,
    wrong: await wrongExamples(session, learned, examples, task),
  };
}

async function wrongExamples(
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
