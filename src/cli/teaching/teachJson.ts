import { messageOf, type TaskOptions, ToolwrightError } from '#base';
import { indentationOf, type JsonValue, jsonValuesOf, type Loss, writtenJson } from '#engine';
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
  const [whole] = valuesOf(text, name, true);
  return whole?.text.startsWith('[') === true && !inputs.some((input) => Array.isArray(input));
}

/**
 * Learns what becomes of values, and changes a JSON document: as a whole, or each item of it. What stands around them
 * stays, comments too; values that cannot be written anew without a loss stay as they are. Undefined where nothing was
 * learned.
 * @throws ToolwrightError `not-json`
 */
export async function teachJson(
  session: SynthesisSession,
  lesson: JsonLesson,
  task: TaskOptions,
): Promise<Taught | undefined> {
  const { intent, text, name } = lesson;
  const values = valuesOf(text, name, !isAboutItems(lesson));
  const examples = lesson.examples.map(({ input, output }) => ({
    input: JSON.stringify(parsed(input, 'an example')),
    output: JSON.stringify(parsed(output, 'an example')),
  }));
  const places = [...values.keys()].filter((at) => values[at]?.loss === undefined);
  const inputs = places.map((at) => values[at]?.text ?? '');
  const learned = await session.learn({ intent, examples, inputs, json: true }, task);
  if (learned === undefined) return undefined;
  const { outputs, failed } = await changeInputs(session, learned, { inputs, places, step: 'Changing items' }, task);
  const kept = values.flatMap(({ text: input, loss }, at) =>
    loss === undefined ? [] : [{ line: at + 1, input, why: reasons[loss] }],
  );
  const { question } = learned;
  return {
    // Its place among all items.
    learned: question ? { ...learned, question: { ...question, at: places[question.at] ?? 0 } } : learned,
    text: withValues(text, values, outputs),
    changed: values.filter(({ text: input }, at) => (outputs.get(at) ?? input) !== input).length,
    failed: [...failed, ...kept].toSorted((a, b) => a.line - b.line),
    wrong: await wrongExamples(session, learned, examples, task),
  };
}

/** Why a value is not written anew. */
const reasons: Readonly<Record<Loss, string>> = {
  comments: 'Its comments would get lost',
  numbers: 'A number in it would lose digits',
  names: 'It has a property twice, and one would get lost',
};

/** The document with some of its values changed, each in the form of the one before it. */
function withValues(text: string, values: readonly JsonValue[], outputs: ReadonlyMap<number, string>): string {
  const unit = indentationOf(text);
  const parts: string[] = [];
  let end = 0;
  for (const [at, { offset, length, text: input }] of values.entries()) {
    const output = outputs.get(at);
    if (output === undefined || output === input) continue;
    const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    parts.push(text.slice(end, offset), writtenJson(output, text.slice(offset, offset + length), line, unit));
    end = offset + length;
  }
  return parts.join('') + text.slice(end);
}

/** @throws ToolwrightError `not-json` */
function valuesOf(text: string, name: string, asOne: boolean): readonly JsonValue[] {
  const values = jsonValuesOf(text, asOne);
  // It says better what the mistake is.
  if (values === undefined) parsed(text, name);
  return values ?? [];
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
