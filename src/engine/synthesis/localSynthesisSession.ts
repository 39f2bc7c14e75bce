import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Logger, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import {
  type ByExampleCandidate,
  type Program,
  questionWorthAsking,
  runProgram,
  taughtDraft,
} from '#capability/synthesis';
import type {
  CapabilityDraft,
  FilledStub,
  KeptAs,
  Learned,
  Lesson,
  StubLesson,
  TaughtExample,
  TaughtQuestion,
} from '#protocol';
import { filled, parametersOf } from './fillStub.ts';
import type { StoppableSynthesis } from './remoteSynthesisSession.ts';
import { spreadOver } from './sample.ts';
import { search } from './search.ts';

/** Inputs that the search looks at when it weighs programs; more would slow it down and hardly tell more. */
const inputsWeighed = 200;
/** Inputs among which the question worth asking is looked for. */
const inputsAsked = 500;
/** Programs that are remembered: as somebody types, each letter makes one. */
const programsKept = 50;
/** Inputs between two looks at the messages. */
const batch = 500;

interface Remembered {
  readonly best: ByExampleCandidate;
  readonly examples: readonly TaughtExample[];
  readonly intent: string;
  /** Whether an example says that nothing may be left of a text. */
  readonly canBeEmpty: boolean;
}

/** Learns and runs programs in this thread. Nothing is evaluated but the programs' own small language. */
export class LocalSynthesisSession implements StoppableSynthesis {
  readonly #programs = new Map<number, Remembered>();
  readonly #logger: Logger;
  #last = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  async learn(lesson: Lesson, stop: SharedArrayBuffer, task: TaskOptions): Promise<Learned | undefined> {
    this.#logger.debug(`learning from ${lesson.examples.length} examples`);
    const { intent, examples, inputs } = lesson;
    const gap = {
      intent,
      examples: examples.map(({ input, output }) => ({ input: [input], output })),
      otherInputs: spreadOver(inputs, inputsWeighed).map(({ value }) => [value]),
    };
    const found = await search(gap, stop, task);
    const [best] = found;
    if (best === undefined) return undefined;
    const program = ++this.#last;
    const canBeEmpty = examples.some(({ output }) => output === '');
    this.#programs.set(program, { best, examples, intent, canBeEmpty });
    const [oldest] = this.#programs.keys();
    if (this.#programs.size > programsKept && oldest !== undefined) this.#programs.delete(oldest);
    const { source, satisfied, caveats } = best;
    const question = questionOf(
      lesson,
      found.filter((one) => one.satisfied === satisfied),
    );
    const different = new Set(examples.map(({ input }) => input)).size;
    return { program, source, satisfied, examples: different, caveats, ...(question && { question }) };
  }

  async apply(program: number, inputs: readonly string[], { signal }: TaskOptions = {}): Promise<(string | null)[]> {
    const { best, canBeEmpty } = this.#program(program);
    const outputs: (string | null)[] = [];
    for (let at = 0; at < inputs.length; at += batch) {
      if (at > 0) await setImmediate();
      throwIfCancelled(signal);
      for (const input of inputs.slice(at, at + batch)) outputs.push(answer(best.program, input, canBeEmpty));
    }
    return outputs;
  }

  async draft(program: number, as: KeptAs): Promise<CapabilityDraft> {
    const { best, canBeEmpty, ...lesson } = this.#program(program);
    const answers = (text: string) => answer(best.program, text, canBeEmpty);
    return taughtDraft({ ...lesson, source: best.source, canBeEmpty, answers }, as);
  }

  async fill(lesson: StubLesson, stop: SharedArrayBuffer, task: TaskOptions): Promise<FilledStub | undefined> {
    const { text, stub, intent, examples, otherInputs } = lesson;
    const parameters = parametersOf(text, stub);
    const [best] = await search({ intent, parameters, examples, otherInputs }, stop, task);
    if (best === undefined) return undefined;
    const wrong = examples.flatMap(({ input, output }, at) =>
      isDeepStrictEqual(runProgram(best.program, input) ?? null, output) ? [] : [at],
    );
    return {
      text: filled(text, stub, best.source),
      satisfied: examples.length - wrong.length,
      examples: examples.length,
      wrong,
      caveats: best.caveats,
    };
  }

  async dispose(): Promise<void> {
    this.#programs.clear();
  }

  #program(program: number): Remembered {
    const found = this.#programs.get(program);
    if (found) return found;
    throw new ToolwrightError('program-forgotten', 'This program is not remembered any more.', {
      hint: 'Give the examples again.',
    });
  }
}

/** A program that leaves nothing of a text has not understood it, where no example says that this is meant. */
function answer(program: Program, input: string, canBeEmpty: boolean): string | null {
  const value = runProgram(program, [input]);
  return typeof value === 'string' && (canBeEmpty || value !== '') ? value : null;
}

function questionOf({ inputs, examples }: Lesson, found: readonly ByExampleCandidate[]): TaughtQuestion | undefined {
  const known = new Set(examples.map(({ input }) => input));
  const asked = spreadOver(inputs, inputsAsked).filter(({ value }) => !known.has(value));
  const question = questionWorthAsking(
    found,
    asked.map(({ value }) => [value]),
  );
  const place = question && asked[question.at];
  if (question === undefined || place === undefined) return undefined;
  const canBeEmpty = examples.some(({ output }) => output === '');
  const texts = question.answers.map(({ value }) =>
    typeof value === 'string' && (canBeEmpty || value !== '') ? value : null,
  );
  const answers = [...new Set(texts)];
  if (answers.length < 2) return undefined;
  return { at: place.at, input: place.value, answers };
}
