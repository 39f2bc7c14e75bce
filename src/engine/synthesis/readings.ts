import { ToolwrightError } from '#base';
import { type Program, runProgram, type SynthesisGap, type Value } from '#capability/synthesis';
import type { Lesson, TaughtExample } from '#protocol';

/** What the texts of a lesson mean: themselves, or the values that they are as JSON. */
export interface Reading {
  /** @throws ToolwrightError `not-json` */
  readonly value: (text: string) => Value;
  readonly text: (value: Value) => string;
  /** What the parameter of the program is called. */
  readonly parameter: string;
}

const plain: Reading = { value: (text) => text, text: String, parameter: 'text' };

const json: Reading = {
  value: (text) => {
    try {
      return JSON.parse(text) as Value;
    } catch (error) {
      throw new ToolwrightError('not-json', `This is not JSON: ${shown(text)}`, {
        hint: 'Write values as JSON: texts in double quotes, names of properties too.',
        cause: error,
      });
    }
  },
  text: (value) => JSON.stringify(value),
  parameter: 'value',
};

export function readingOf(lesson: Pick<Lesson, 'json'>): Reading {
  return lesson.json === true ? json : plain;
}

/** The gap that a lesson is, with some of its inputs. */
export function gapOf(lesson: Lesson, inputs: readonly string[]): SynthesisGap {
  const { value, parameter } = readingOf(lesson);
  return {
    intent: lesson.intent,
    parameters: [parameter],
    examples: lesson.examples.map(({ input, output }) => ({ input: [value(input)], output: value(output) })),
    otherInputs: inputs.map((input) => [value(input)]),
  };
}

/** What a program gives for a text. A program that leaves nothing of one has not understood it, unless that is meant. */
export function answerOf(program: Program, input: string, reading: Reading, canBeEmpty: boolean): string | null {
  const value = runProgram(program, [reading.value(input)]);
  if (value === undefined) return null;
  const text = reading.text(value);
  return canBeEmpty || text !== '' ? text : null;
}

/**
 * The program as it is meant. Where an example says that `null` is to come out, "no answer for these" is that `null`; a
 * value that the program fails on still has no answer.
 */
export function asMeant(program: Program, { json: isJson, examples }: Lesson): Program {
  return isJson === true && examples.some(({ output }) => output.trim() === 'null') ? withNull(program) : program;
}

function withNull(program: Program): Program {
  if (program.gives === 'nothing') return { gives: 'constant', value: null };
  return program.gives === 'choice' ? { ...program, yes: withNull(program.yes), no: withNull(program.no) } : program;
}

/** Whether a program does what all examples say. */
export function isRightOn(program: Program, examples: readonly TaughtExample[], reading: Reading): boolean {
  return examples.every(
    ({ input, output }) => answerOf(program, input, reading, true) === reading.text(reading.value(output)),
  );
}

function shown(text: string): string {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text;
}
