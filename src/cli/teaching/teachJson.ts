import { messageOf, type TaskOptions, ToolwrightError } from '#base';
import type { SynthesisSession, TaughtExample } from '#protocol';
import { changeInputs, type Taught, wrongExamples } from './lesson.ts';

export interface JsonLesson {
  readonly intent: string;
  /** Values before and after, as JSON. */
  readonly examples: readonly TaughtExample[];
  readonly text: string;
  /** Of the document, as the user wrote it. */
  readonly name: string;
}

/**
 * Whether the items of a document are the inputs: it is an array, and the examples are about something else.
 * @throws ToolwrightError `not-json`
 */
export function isAboutItems({ text, examples, name }: JsonLesson): boolean {
  const inputs = examples.map(({ input }) => parsed(input, 'an example'));
  return Array.isArray(parsed(text, name)) && !inputs.some((input) => Array.isArray(input));
}

/**
 * Learns what becomes of values, and changes a JSON document: as a whole, or each item of it. Undefined where nothing was
 * learned.
 * @throws ToolwrightError `not-json`
 */
export async function teachJson(
  session: SynthesisSession,
  lesson: JsonLesson,
  task: TaskOptions,
): Promise<Taught | undefined> {
  const { intent, text, name } = lesson;
  const document = parsed(text, name);
  const byItem = isAboutItems(lesson);
  const values: readonly unknown[] = byItem ? (document as readonly unknown[]) : [document];
  const inputs = values.map((value) => JSON.stringify(value));
  const examples = lesson.examples.map(({ input, output }) => ({
    input: JSON.stringify(parsed(input, 'an example')),
    output: JSON.stringify(parsed(output, 'an example')),
  }));
  const learned = await session.learn({ intent, examples, inputs, json: true }, task);
  if (learned === undefined) return undefined;
  const places = [...inputs.keys()];
  const { outputs, failed } = await changeInputs(session, learned, { inputs, places, step: 'Changing items' }, task);
  const changed = values.map((value, at) => {
    const output = outputs.get(at);
    return output === undefined ? value : (JSON.parse(output) as unknown);
  });
  const after = byItem ? changed : changed[0];
  return {
    learned,
    text: `${JSON.stringify(after, undefined, indentOf(text))}${/\r?\n$/.exec(text)?.[0] ?? ''}`,
    changed: inputs.filter((input, at) => (outputs.get(at) ?? input) !== input).length,
    failed,
    wrong: await wrongExamples(session, learned, examples, task),
  };
}

/** As the document has it: the blanks before its first property or item; none where it is on one line. */
function indentOf(text: string): string {
  return /^[[{]\r?\n([ \t]+)/.exec(text.trimStart())?.[1] ?? '';
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ToolwrightError('not-json', `There is a mistake in the JSON of ${name}: ${messageOf(error)}`, {
      hint: 'Write values as JSON; --lines takes a file as lines of text.',
      cause: error,
    });
  }
}
