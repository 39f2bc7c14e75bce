import type { TaskOptions } from '#base';
import type { SynthesisSession, TaughtExample } from '#protocol';
import { changeInputs, type Taught, wrongExamples } from './lesson.ts';
import { TextLines } from './textLines.ts';

export interface TextLesson {
  readonly intent: string;
  readonly examples: readonly TaughtExample[];
  readonly text: string;
  /** The text is one input; else each of its lines is one. */
  readonly whole: boolean;
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
  const { outputs, failed } = await changeInputs(session, learned, { inputs, places, step: 'Changing lines' }, task);
  const changed = all.map((line, at) => outputs.get(at) ?? line);
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
