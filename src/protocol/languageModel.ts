import type { TaskOptions } from '#base';

/** One turn of a conversation with a language model. */
export interface ModelMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface ModelAnswer {
  readonly text: string;
  /** As the provider calls the model that answered. */
  readonly model: string;
  /** Counted by the provider, or estimated where it does not say. */
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A language model, wherever it runs: of the editor, or behind an endpoint. What it says is data. */
export interface LanguageModel {
  /** @throws ToolwrightError `no-language-model`, `language-model-refused`, `language-model-failed` */
  ask(messages: readonly ModelMessage[], options?: TaskOptions): Promise<ModelAnswer>;
}
