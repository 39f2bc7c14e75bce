import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CancelledError, type TaskOptions, ToolwrightError } from '#base';
import { estimatedTokens, longestAnswer, type ModelAnswer, type ModelMessage } from '#protocol';
import { failureOf } from './errors.ts';

/** Milliseconds for one answer: people wait for it. */
const timeLimit = 120_000;

/**
 * Asks a model of the editor, and counts what it costs with its own tokenizer. VS Code asks the user by itself before
 * the first request to a provider that wants it.
 * @throws CancelledError, ToolwrightError `no-language-model`, `language-model-refused`, `language-model-failed`
 */
export async function askModel(
  model: vscode.LanguageModelChat,
  messages: readonly ModelMessage[],
  { signal, report }: TaskOptions = {},
): Promise<ModelAnswer> {
  const stop = new vscode.CancellationTokenSource();
  const cancel = () => stop.cancel();
  const clock = setTimeout(cancel, timeLimit);
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    if (signal?.aborted) throw new CancelledError();
    report?.({ step: l10n.t('Asking {0}', model.name), done: 0 });
    const justification = l10n.t('Toolwright has it write a program for something that this workspace cannot do yet.');
    const response = await model.sendRequest(messages.map(toChatMessage), { justification }, stop.token);
    let text = '';
    for await (const piece of response.text) {
      text += piece;
      if (text.length >= longestAnswer) break;
    }
    // An answer that was stopped ends like one that is complete.
    if (stop.token.isCancellationRequested) throw new CancelledError();
    text = text.slice(0, longestAnswer);
    const [outputTokens = 0, ...inputTokens] = await counted(model, [text, ...messages.map((one) => one.text)]);
    return { text, model: model.name, inputTokens: inputTokens.reduce((sum, one) => sum + one, 0), outputTokens };
  } catch (error) {
    if (stop.token.isCancellationRequested && !signal?.aborted) throw tooSlow(model);
    throw signal?.aborted ? new CancelledError() : failureOf(error, model);
  } finally {
    clearTimeout(clock);
    signal?.removeEventListener('abort', cancel);
    // Of an answer that is longer than what is read, nobody wants the rest.
    stop.cancel();
    stop.dispose();
  }
}

function toChatMessage({ role, text }: ModelMessage): vscode.LanguageModelChatMessage {
  return role === 'user' ? vscode.LanguageModelChatMessage.User(text) : vscode.LanguageModelChatMessage.Assistant(text);
}

/** By the tokenizer of the model; about, where it has none. */
function counted(model: vscode.LanguageModelChat, texts: readonly string[]): Promise<number[]> {
  const count = async (text: string) => {
    try {
      return await model.countTokens(text);
    } catch {
      return estimatedTokens(text);
    }
  };
  return Promise.all(texts.map(count));
}

function tooSlow(model: vscode.LanguageModelChat): ToolwrightError {
  return new ToolwrightError(
    'language-model-failed',
    l10n.t('{0} did not answer within {1} seconds', model.name, timeLimit / 1000),
    { hint: l10n.t('Try again, or choose another model.') },
  );
}
