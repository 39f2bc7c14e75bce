import type { TaskOptions } from '#base';

/** One turn of a conversation with a language model. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface ModelAnswer {
  /** At most {@link longestAnswer} characters: what is beyond was not read. */
  readonly text: string;
  /** As the provider calls the model that answered. */
  readonly model: string;
  /** Counted by the provider, or estimated where it does not say. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A language model, wherever it runs: of the editor, or behind an endpoint. What it says is data. */
export interface LanguageModel {
  /**
   * @throws CancelledError when the signal says so; ToolwrightError `no-language-model` where there is none,
   * `language-model-refused` where a person or the provider does not allow it, `language-model-failed` for all else
   */
  ask(messages: readonly ModelMessage[], options?: TaskOptions): Promise<ModelAnswer>;
}

/** What a conversation has come to so far. */
export interface ModelUsage {
  /** As the provider calls the model that answered last. */
  readonly model: string;
  /** How often it was asked. */
  readonly asked: number;
  /** Of all that it was asked, and of all that it answered. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Characters of an answer: a program, and no book. */
export const longestAnswer = 64 * 1024;

/** About how many tokens a text is, where nobody counts them: four characters each, as is usual for English and code. */
export function estimatedTokens(text: string): number {
  return Math.ceil(text.length / 4);
}
