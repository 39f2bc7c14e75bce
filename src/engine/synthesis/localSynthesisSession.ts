import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Logger, type TaskOptions, ToolwrightError, throwIfCancelled } from '#base';
import {
  type ByExampleCandidate,
  candidateDraft,
  declaredAs,
  doubtIn,
  failuresOf,
  likelyAmong,
  questionAmong,
  questionWorthAsking,
  runProgram,
  taughtDraft,
  unanswered,
} from '#capability/synthesis';
import type {
  CapabilityDraft,
  FilledStub,
  KeptAs,
  Learned,
  Lesson,
  Stub,
  StubLesson,
  TaughtExample,
  TaughtQuestion,
} from '#protocol';
import { BoundedTools } from '../capabilities/boundedTools.ts';
import { doubtsOf } from './doubts.ts';
import { filled, filledConstant, noAnswerOf, parametersOf } from './fillStub.ts';
import { repetition } from './heldOut.ts';
import { answerOf, asMeant, gapOf, isRightOn, readingOf } from './readings.ts';
import type { StoppableSynthesis } from './remoteSynthesisSession.ts';
import { shortOnesOf } from './sample.ts';
import { search } from './search.ts';
import { mistyped } from './typeGate.ts';

/** Inputs that the search looks at when it weighs programs; more would slow it down and hardly tell more. */
const inputsWeighed = 200;
/** Inputs among which the question worth asking is looked for. */
const inputsAsked = 500;
/** Programs whose answers are told with the question. */
const programsAsked = 12;
/** Programs that are remembered: as somebody types, each letter makes one. */
const programsKept = 50;
/** Programs for a function whose types are looked at. */
const mostTyped = 3;
/** Inputs between two looks at the messages. */
const batch = 500;

interface Remembered {
  /** The likeliest programs, of which `best` is the first. */
  readonly found: readonly ByExampleCandidate[];
  readonly best: ByExampleCandidate;
  readonly lesson: Lesson;
  /** Those that were weighed, as one text. */
  readonly inputs: string;
}

/** Learns and runs programs in this thread. Nothing is evaluated but the programs' own small language. */
export class LocalSynthesisSession implements StoppableSynthesis {
  readonly #programs = new Map<number, Remembered>();
  readonly #logger: Logger;
  /** Started when a function is written. */
  readonly #tools: BoundedTools;
  #last = 0;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.#tools = new BoundedTools(logger, { lateIsFound: false });
  }

  /** The thread has started by then. */
  async ready(): Promise<void> {}

  async learn(lesson: Lesson, stop: SharedArrayBuffer, task: TaskOptions): Promise<Learned | undefined> {
    this.#logger.debug(`learning from ${lesson.examples.length} examples`);
    const weighed = shortOnesOf(lesson.inputs, inputsWeighed).map(({ value }) => value);
    const inputs = JSON.stringify([lesson.json === true, weighed]);
    const known = this.#confirmed(lesson, inputs);
    if (known !== undefined) return known;
    const candidates = await search(gapOf(lesson, weighed), stop, task);
    const found = candidates.map((one) => ({ ...one, program: asMeant(one.program, lesson) }));
    const [best] = found;
    if (best === undefined) return undefined;
    const program = ++this.#last;
    this.#programs.set(program, { found, best, lesson, inputs });
    const [oldest] = this.#programs.keys();
    if (this.#programs.size > programsKept && oldest !== undefined) this.#programs.delete(oldest);
    const { source, satisfied, caveats } = best;
    const question = questionOf(
      lesson,
      found.filter((one) => one.satisfied === satisfied),
    );
    return { program, source, satisfied, examples: differentOf(lesson), caveats, ...(question && { question }) };
  }

  /** A program that is known for the same inputs, and says what the new examples say as well: they confirm it. */
  #confirmed(lesson: Lesson, inputs: string): Learned | undefined {
    const reading = readingOf(lesson);
    const given = new Map(lesson.examples.map(({ input, output }) => [input, output]));
    for (const [program, known] of [...this.#programs].toReversed()) {
      const { best, found } = known;
      if (known.inputs !== inputs || best.lone !== 0 || best.satisfied < differentOf(known.lesson)) continue;
      if (!known.lesson.examples.every(({ input, output }) => given.get(input) === output)) continue;
      if (!isRightOn(best.program, lesson.examples, reading)) continue;
      const question = questionOf(
        lesson,
        found.filter((one) => isRightOn(one.program, lesson.examples, reading)),
      );
      const examples = differentOf(lesson);
      this.#programs.set(program, { ...known, lesson });
      const { source, caveats } = best;
      return { program, source, satisfied: examples, examples, caveats, ...(question && { question }) };
    }
    return undefined;
  }

  async apply(program: number, inputs: readonly string[], { signal }: TaskOptions = {}): Promise<(string | null)[]> {
    const { best, lesson } = this.#program(program);
    const reading = readingOf(lesson);
    const empty = canBeEmpty(lesson);
    const outputs: (string | null)[] = [];
    for (let at = 0; at < inputs.length; at += batch) {
      if (at > 0) await setImmediate();
      throwIfCancelled(signal);
      for (const input of inputs.slice(at, at + batch)) outputs.push(answerOf(best.program, input, reading, empty));
    }
    return outputs;
  }

  async draft(program: number, { accepted = [], ...as }: KeptAs): Promise<CapabilityDraft> {
    const { best, lesson: taught } = this.#program(program);
    const lesson = { ...taught, examples: withAccepted(taught.examples, accepted) };
    if (lesson.json === true) {
      const others = shortOnesOf(lesson.inputs, inputsWeighed).map(({ value }) => value);
      return candidateDraft(best, gapOf(lesson, others), { name: as.name, intents: [as.intent] });
    }
    const empty = canBeEmpty(lesson);
    const answers = (text: string) => answerOf(best.program, text, readingOf(lesson), empty);
    return taughtDraft({ ...lesson, source: best.source, canBeEmpty: empty, answers }, as);
  }

  async fill(lesson: StubLesson, stop: SharedArrayBuffer, task: TaskOptions): Promise<FilledStub | undefined> {
    const { text, stub, intent, examples, otherInputs } = lesson;
    const parameters = parametersOf(stub);
    const [known] = examples;
    if (parameters.length === 0 && known !== undefined && examples.length === 1) {
      const caveats = ['It answers the same whenever it is called, as its test expects.'];
      return { text: filledConstant(text, stub, known), satisfied: 1, examples: 1, wrong: [], caveats };
    }
    const failures = failuresOf(lesson.errors ?? [], noAnswerOf(stub, examples));
    const gap = { intent, parameters, examples, otherInputs, failures, declared: declaredAs(stub) };
    const found = await search(gap, stop, task);
    const [best] = found;
    if (best === undefined) return undefined;
    const written = (candidate: ByExampleCandidate) => filled(text, stub, candidate.source, examples);
    const wrong = examples.flatMap(({ input, output }, at) =>
      isDeepStrictEqual(runProgram(best.program, input) ?? null, output) ? [] : [at],
    );
    const satisfied = examples.length - wrong.length;
    const result = { satisfied, examples: examples.length, wrong, caveats: best.caveats };
    if (wrong.length > 0) return { ...result, text: written(best) };
    const right = found.filter((one) => one.satisfied === best.satisfied);
    const { taken, mistake } = await this.#typed(stub, text, right.slice(0, mostTyped).map(written));
    const { source, program, caveats } = right[taken] ?? best;
    const against = mistake ?? (await repetition(gap, { source, program }, stop, task));
    const question = questionAmong(right, gap, unanswered(gap));
    const open = question === undefined ? [] : [doubtIn(question)];
    const told = { ...result, source, caveats: [...new Set([...caveats, ...open, ...doubtsOf(lesson, program)])] };
    return { ...told, text: filled(text, stub, source, examples), ...(against === undefined ? {} : { against }) };
  }

  /** The first of some ways to write a function that its file's types allow, or the first one and what is wrong with it. */
  async #typed({ place }: Stub, before: string, texts: readonly string[]) {
    let first: string | undefined;
    for (const [at, after] of texts.entries()) {
      const mistake = await mistyped(place.path, before, after, this.#tools);
      if (mistake === undefined) return { taken: at };
      first ??= mistake;
    }
    return { taken: 0, mistake: first };
  }

  async dispose(): Promise<void> {
    this.#programs.clear();
    await this.#tools.dispose();
  }

  #program(program: number): Remembered {
    const found = this.#programs.get(program);
    if (found) return found;
    throw new ToolwrightError('program-forgotten', 'This program is not remembered any more.', {
      hint: 'Give the examples again.',
    });
  }
}

/** What was taught counts, where both are about the same input. */
function withAccepted(taught: readonly TaughtExample[], accepted: readonly TaughtExample[]): readonly TaughtExample[] {
  const known = new Set(taught.map(({ input }) => input));
  return [...taught, ...accepted.filter(({ input }) => !known.has(input))];
}

function canBeEmpty({ examples }: Lesson): boolean {
  return examples.some(({ output }) => output === '');
}

function differentOf({ examples }: Lesson): number {
  return new Set(examples.map(({ input }) => input)).size;
}

function questionOf(lesson: Lesson, found: readonly ByExampleCandidate[]): TaughtQuestion | undefined {
  const { inputs, examples } = lesson;
  const reading = readingOf(lesson);
  const known = new Set(examples.map(({ input }) => input));
  const asked = shortOnesOf(inputs, inputsAsked).filter(({ value }) => !known.has(value));
  const question = questionWorthAsking(
    found,
    asked.map(({ value }) => [reading.value(value)]),
    known.size,
  );
  const place = question && asked[question.at];
  if (question === undefined || place === undefined) return undefined;
  const empty = canBeEmpty(lesson);
  // Not those of the question: there, "no answer" and a `null` that is wanted are the same.
  const texts = likelyAmong(found, known.size)
    .slice(0, programsAsked)
    .map(({ program }) => answerOf(program, place.value, reading, empty));
  const answers = [...new Set(texts)];
  if (answers.length < 2) return undefined;
  return { at: place.at, input: place.value, answers };
}
