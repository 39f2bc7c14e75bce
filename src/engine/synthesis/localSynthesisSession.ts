import { setImmediate } from 'node:timers/promises';
import { CancelledError, type Logger, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import {
  type ByExampleCandidate,
  byExample,
  type Program,
  questionWorthAsking,
  runProgram,
} from '#capability/synthesis';
import type { CapabilityDraft, KeptAs, Learned, Lesson, TaughtExample, TaughtQuestion } from '#protocol';
import { draftOf } from './draft.ts';
import type { StoppableSynthesis } from './remoteSynthesisSession.ts';
import { spreadOver } from './sample.ts';
import { StopFlag } from './stopFlag.ts';

/** Units of work of one search: what makes its result the same on every machine that gets so far within the time. */
const steps = 5_000_000;
/** Milliseconds of one search. */
const longest = 5000;
/** Inputs that the search looks at when it weighs programs; more would slow it down and hardly tell more. */
const inputsWeighed = 200;
/** Inputs among which the question worth asking is looked for. */
const inputsAsked = 500;
/** Candidates that are compared for the question. */
const candidatesKept = 24;
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

  async learn(lesson: Lesson, stop: SharedArrayBuffer, { signal, report }: TaskOptions): Promise<Learned | undefined> {
    this.#logger.debug(`learning from ${lesson.examples.length} examples`);
    const flag = new StopFlag(stop);
    const stopped = () => flag.isRaised || signal?.aborted === true;
    const found = await search(lesson, stopped, (done) => report?.({ step: 'Trying programs', done }));
    const [best] = found;
    if (best === undefined) return undefined;
    const { intent, examples } = lesson;
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
    return draftOf({ ...lesson, source: best.source, canBeEmpty, answers }, as);
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

/** The best candidates, best first. @throws CancelledError */
async function search(
  { intent, examples, inputs }: Lesson,
  stopped: () => boolean,
  tell: (done: number) => void,
): Promise<ByExampleCandidate[]> {
  const limit = performance.now() + longest;
  const gap = {
    intent,
    examples: examples.map(({ input, output }) => ({ input: [input], output })),
    otherInputs: spreadOver(inputs, inputsWeighed).map(({ value }) => [value]),
  };
  const budget = {
    steps,
    // The search looks at it again and again: so it can be ended from outside.
    get deadline() {
      return stopped() ? 0 : limit;
    },
  };
  const found: ByExampleCandidate[] = [];
  let looked = performance.now();
  for (const candidate of byExample.generate(gap, budget)) {
    found.push(candidate);
    if (performance.now() - looked < 50) continue;
    tell(found.length);
    await setImmediate();
    if (stopped()) break;
    looked = performance.now();
  }
  if (stopped()) throw new CancelledError();
  return found.sort((a, b) => b.satisfied - a.satisfied || a.cost - b.cost).slice(0, candidatesKept);
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
