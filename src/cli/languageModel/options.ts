import type { Command } from 'commander';
import { ToolwrightError } from '#base';
import type { LanguageModel, ModelLimits } from '#protocol';
import { wholeNumber } from '../options.ts';
import { chatCompletions } from './chatCompletions.ts';

/** What commands that may ask a language model take. */
export interface LanguageModelOptions {
  /** True where its name is in the environment. */
  readonly model?: string | true;
  readonly modelUrl?: string;
  readonly modelRounds?: number;
  readonly modelTokens?: number;
}

/** Adds them. The key is no option: other users of the machine could read it in the list of processes. */
export function addLanguageModelOptions(command: Command): Command {
  return command
    .option('--model [name]', 'ask this language model, too; by default that of TOOLWRIGHT_MODEL')
    .option('--model-url <url>', 'where it is, as https://api.example.com/v1; by default TOOLWRIGHT_MODEL_URL')
    .option('--model-rounds <number>', 'how many programs it may give for a gap; 3 by default', wholeNumber)
    .option(
      '--model-tokens <number>',
      'how many tokens of questions and answers may be used; 50000 by default',
      wholeNumber,
    );
}

export const languageModelHelp = `Without --model no language model is asked, and nothing leaves this machine. It takes any server that speaks OpenAI's chat
completions: TOOLWRIGHT_MODEL_URL (https, or this machine), TOOLWRIGHT_MODEL, and TOOLWRIGHT_MODEL_KEY where it wants a key.`;

export function modelLimitsOf({ modelRounds, modelTokens }: LanguageModelOptions): ModelLimits {
  return {
    ...(modelRounds === undefined ? {} : { rounds: modelRounds }),
    ...(modelTokens === undefined ? {} : { tokens: modelTokens }),
  };
}

/**
 * The language model that a command may ask; undefined where it may ask none.
 * @throws ToolwrightError `no-language-model`, `model-endpoint`
 */
export function languageModelOf(
  { model, modelUrl }: LanguageModelOptions,
  environment: NodeJS.ProcessEnv = process.env,
): LanguageModel | undefined {
  if (model === undefined) {
    if (modelUrl === undefined) return undefined;
    throw new ToolwrightError('no-language-model', '--model-url says where a language model is, and not which.', {
      hint: 'Add --model, with its name where TOOLWRIGHT_MODEL does not have it.',
    });
  }
  const { TOOLWRIGHT_MODEL_URL, TOOLWRIGHT_MODEL, TOOLWRIGHT_MODEL_KEY } = environment;
  const url = modelUrl ?? TOOLWRIGHT_MODEL_URL;
  const name = model === true ? TOOLWRIGHT_MODEL : model;
  if (!url || !name) {
    throw new ToolwrightError(
      'no-language-model',
      url ? 'The language model has no name.' : 'Nothing says where the language model is.',
      {
        hint: url
          ? 'Write --model NAME, or set TOOLWRIGHT_MODEL.'
          : 'Set TOOLWRIGHT_MODEL_URL, or write --model-url URL.',
      },
    );
  }
  return chatCompletions({ url, model: name, key: TOOLWRIGHT_MODEL_KEY || undefined });
}
