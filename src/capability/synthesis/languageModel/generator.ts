import { CancelledError, ToolwrightError, throwIfCancelled } from '#base';
import {
  estimatedTokens,
  type LanguageModel,
  longestAnswer,
  type ModelAnswer,
  type ModelMessage,
  type ModelUsage,
} from '#protocol';
import type { Value } from '../byExample/language/expression.ts';
import { isOfLines } from '../draft/perLine.ts';
import type {
  Candidate,
  CandidateManifest,
  Generator,
  Rejection,
  SynthesisBudget,
  SynthesisGap,
} from '../generator.ts';
import { type ModelProgram, readAnswer } from './answer.ts';
import { fenced, openingMessage, rejectionMessage, sameAgainMessage, unreadableMessage } from './prompt.ts';
import { type NearMiss, sharedGap, sharedRejection } from './shared.ts';

export interface LanguageModelOptions {
  readonly model: LanguageModel;
  /** Programs that it may give, the first included; 3 by default. */
  readonly rounds?: number;
  /** Tokens of all prompts and answers of one gap together; 50,000 by default. */
  readonly tokens?: number;
  /** The best of what other generators have found, asked for when the conversation begins. */
  readonly nearMisses?: () => readonly NearMiss[];
  /** Called after each answer. */
  readonly report?: (usage: ModelUsage) => void;
}

/**
 * Programs that a language model writes. It is told the gap without what looks like a secret, and after each program
 * why it was rejected, as counterexample-guided synthesis does (Solar-Lezama et al., ASPLOS'06). It gives up when nobody
 * says why, when its rounds are used up, and when two answers of a conversation cannot be used; each of these is told as an
 * attempt.
 *
 * What the model throws is thrown: `no-language-model`, `language-model-refused`, `language-model-failed`; and
 * `language-model-tokens` where what is left of them would not do for the next question.
 */
export function languageModel(options: LanguageModelOptions): Generator {
  return { name: 'language-model', generate: (gap, budget) => conversation(gap, budget, options) };
}

const defaults = { rounds: 3, tokens: 50_000 };

async function* conversation(
  gap: SynthesisGap,
  budget: SynthesisBudget,
  options: LanguageModelOptions,
): AsyncGenerator<Candidate, void, Rejection | undefined> {
  const { rounds = defaults.rounds, nearMisses = () => [] } = options;
  const meter = new TokenMeter(options.tokens ?? defaults.tokens, options.report);
  const messages = [user(openingMessage(await sharedGap(gap, nearMisses())))];
  const given = new Set<string>();
  let unreadable = 0;
  while (given.size < rounds) {
    const answer = await ask(messages, meter, budget, options.model);
    if (answer === undefined) return;
    const read = readAnswer(answer.text, gap.examples.length > 0);
    if (typeof read === 'string') {
      yield unusable(read, meter.usage);
      if (++unreadable > 1) return;
      messages.push(assistant(answer.text.slice(0, longestAnswer / 8).toWellFormed()), user(unreadableMessage(read)));
      continue;
    }
    // Of its turn the program alone is kept: it is all that the next turn needs, and the rest would be paid again.
    messages.push(assistant(fenced('ts', read.source)));
    if (given.has(read.source)) {
      yield unusable('It is a program that was given before, and rejected.', meter.usage);
      if (++unreadable > 1) return;
      messages.push(user(sameAgainMessage));
      continue;
    }
    given.add(read.source);
    const rejection = yield candidateOf(read, gap, meter.usage);
    if (rejection === undefined || given.size === rounds) return;
    messages.push(user(rejectionMessage(await sharedRejection(rejection))));
  }
}

/**
 * Undefined where the time is used up, before or while it is asked.
 * @throws ToolwrightError `language-model-tokens`, and what the model throws
 */
async function ask(
  messages: readonly ModelMessage[],
  meter: TokenMeter,
  { deadline, signal }: SynthesisBudget,
  model: LanguageModel,
): Promise<ModelAnswer | undefined> {
  throwIfCancelled(signal);
  const left = deadline === undefined ? undefined : Math.ceil(deadline - performance.now());
  if (left !== undefined && left <= 0) return undefined;
  meter.assertEnoughFor(messages);
  const timeout = left === undefined ? [] : [AbortSignal.timeout(left)];
  try {
    const answer = await model.ask(messages, { signal: AbortSignal.any([...(signal ? [signal] : []), ...timeout]) });
    meter.add(answer);
    return answer;
  } catch (error) {
    throwIfCancelled(signal);
    if (error instanceof CancelledError && timeout.some(({ aborted }) => aborted)) return undefined;
    throw error;
  }
}

/** An answer that nothing can be made of, so that people hear of it. */
function unusable(problem: string, { model }: ModelUsage): Candidate {
  return {
    source: '',
    generator: 'language-model',
    manifest: { madeFrom: model },
    cost: 0,
    satisfied: 0,
    caveats: [],
    refused: { gate: 'answer', reasons: [problem], counterexamples: [] },
  };
}

/** What the model says of inputs, outputs and examples counts only where nobody has given any. */
function candidateOf({ source, manifest }: ModelProgram, gap: SynthesisGap, usage: ModelUsage): Candidate {
  const { permissions, ...described } = manifest;
  const known = gap.examples.length > 0;
  const { asked, inputTokens, outputTokens, model } = usage;
  const own: CandidateManifest = known ? linesAtOnce(gap) : described;
  return {
    source,
    generator: 'language-model',
    manifest: { ...own, ...(permissions && { permissions }), madeFrom: model },
    cost: source.length,
    satisfied: gap.examples.length,
    caveats: [
      `A language model wrote it (${model}; ${asked === 1 ? '1 answer' : `${asked} answers`}, ${(inputTokens + outputTokens).toLocaleString('en')} tokens).`,
      ...(known || !described.examples?.length
        ? []
        : ['Its examples were written by the model, too: nobody has said that they are right.']),
    ],
  };
}

/** Where the examples are lines, all of them are one more. */
function linesAtOnce(gap: SynthesisGap): CandidateManifest {
  if (!isOfLines(gap)) return {};
  const text = (values: readonly Value[]) => `${values.join('\n')}\n\n`;
  const input = { text: text(gap.examples.map((example) => example.input[0] ?? '')) };
  return { examples: [{ name: 'all lines at once', input, output: text(gap.examples.map(({ output }) => output)) }] };
}

/** Counts what a conversation costs. */
class TokenMeter {
  usage: ModelUsage = { model: '', asked: 0, inputTokens: 0, outputTokens: 0 };
  readonly #most: number;
  readonly #report: (usage: ModelUsage) => void;

  constructor(most: number, report: (usage: ModelUsage) => void = () => {}) {
    this.#most = most;
    this.#report = report;
  }

  /** Before all of this is said. @throws ToolwrightError `language-model-tokens` */
  assertEnoughFor(messages: readonly ModelMessage[]): void {
    const next = messages.reduce((sum, { text }) => sum + estimatedTokens(text), 0);
    const left = this.#most - this.usage.inputTokens - this.usage.outputTokens;
    if (next <= left) return;
    const [about, of, most] = [next, Math.max(0, left), this.#most].map((count) => count.toLocaleString('en'));
    throw new ToolwrightError(
      'language-model-tokens',
      `It was not asked${this.usage.asked > 0 ? ' again' : ''}: the question has about ${about} tokens, and ${of} of ${most} are left.`,
      {
        hint: 'Allow more (--model-tokens, or the setting toolwright.languageModel.tokens), or give fewer or shorter examples.',
      },
    );
  }

  add({ model, inputTokens, outputTokens }: ModelAnswer): void {
    this.usage = {
      model: model
        .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
        .slice(0, 100)
        .toWellFormed(),
      asked: this.usage.asked + 1,
      inputTokens: this.usage.inputTokens + inputTokens,
      outputTokens: this.usage.outputTokens + outputTokens,
    };
    this.#report(this.usage);
  }
}

const user = (text: string): ModelMessage => ({ role: 'user', text });
const assistant = (text: string): ModelMessage => ({ role: 'assistant', text });
