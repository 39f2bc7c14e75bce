import * as vscode from 'vscode';

/** How one request is answered: piece by piece, with an error, or not at all until it is cancelled. */
export type Turn = { readonly pieces: readonly string[] } | { readonly error: Error } | 'silent';

/** One request, as it came to the provider. */
export interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: 'user' | 'assistant'; readonly text: string }[];
}

/** What tests get from this extension. */
export interface ScriptedModels {
  /** How the next requests are answered; none is left from before. */
  script(...turns: readonly Turn[]): void;
  readonly asked: readonly Asked[];
  /** How many requests were cancelled. */
  readonly cancelled: number;
}

const models: vscode.LanguageModelChatInformation[] = ['one', 'two'].map((id) => ({
  id,
  name: `Scripted ${id}`,
  family: 'scripted',
  version: '1',
  maxInputTokens: 100_000,
  maxOutputTokens: 10_000,
  capabilities: {},
}));

/** Registers the models as any extension would: nothing of VS Code is replaced. */
export function activate(context: vscode.ExtensionContext): ScriptedModels {
  let turns: Turn[] = [];
  let asked: Asked[] = [];
  let cancelled = 0;
  const provider: vscode.LanguageModelChatProvider = {
    provideLanguageModelChatInformation: () => models,
    async provideLanguageModelChatResponse({ id }, messages, _, progress, token) {
      asked.push({
        model: id,
        messages: messages.map(({ role, content }) => ({ role: roleOf(role), text: textOf(content) })),
      });
      const turn = turns.shift() ?? { error: new Error('The script has no further turn.') };
      if (turn === 'silent') return untilCancelled(token).then(() => void cancelled++);
      if ('error' in turn) throw turn.error;
      for (const piece of turn.pieces) progress.report(new vscode.LanguageModelTextPart(piece));
    },
    provideTokenCount: async (_, text) => (typeof text === 'string' ? text : textOf(text.content)).split(/\s+/).length,
  };
  context.subscriptions.push(vscode.lm.registerLanguageModelChatProvider('scripted', provider));
  return {
    script: (...next) => {
      turns = [...next];
      asked = [];
      cancelled = 0;
    },
    get asked() {
      return asked;
    },
    get cancelled() {
      return cancelled;
    },
  };
}

function roleOf(role: vscode.LanguageModelChatMessageRole): 'user' | 'assistant' {
  return role === vscode.LanguageModelChatMessageRole.User ? 'user' : 'assistant';
}

function textOf(content: readonly unknown[]): string {
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

function untilCancelled(token: vscode.CancellationToken): Promise<void> {
  return new Promise((done) => {
    if (token.isCancellationRequested) done();
    else token.onCancellationRequested(() => done());
  });
}
