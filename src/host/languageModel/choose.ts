import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { setting } from '../settings.ts';
import { agreeTo, allowModels } from './consent.ts';
import { allModels, keyOf } from './models.ts';

interface ModelItem extends vscode.QuickPickItem {
  readonly model?: vscode.LanguageModelChat;
}

/** Lets a person choose the model that generation may ask, or none. Who has not yet agreed to what is sent is asked. */
export async function chooseLanguageModel(): Promise<void> {
  const models = await allModels();
  const enabled = setting('languageModel.enabled');
  const chosen = setting('languageModel.model').trim();
  const items: ModelItem[] = [
    ...models.map((model) => ({
      model,
      label: model.name,
      description: `${model.vendor}, ${model.family}`,
      detail: l10n.t('Reads up to {0} tokens', model.maxInputTokens.toLocaleString(vscode.env.language)),
      picked: enabled && keyOf(model) === chosen,
    })),
    {
      label: l10n.t('None'),
      detail:
        models.length === 0
          ? l10n.t('The editor has no language model. Extensions bring them, or “Manage Language Models”.')
          : l10n.t('No language model is asked; all else works without it'),
      picked: !enabled,
    },
  ];
  const title = l10n.t('Choose the language model that generation may ask');
  const picked = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
  if (picked === undefined) return;
  const { model } = picked;
  if (model === undefined) return allowModels(false);
  if (!enabled && !(await agreeTo(model))) return;
  const settings = vscode.workspace.getConfiguration('toolwright');
  await settings.update('languageModel.model', keyOf(model), vscode.ConfigurationTarget.Global);
}
