import * as vscode from 'vscode';
import { setting } from '../settings.ts';

/**
 * The model that is asked: the one that somebody has chosen, or else the first that the editor has; undefined where the
 * editor has none, or not any more the one that was chosen.
 */
export async function chosenModel(): Promise<vscode.LanguageModelChat | undefined> {
  const chosen = setting('languageModel.model').trim();
  const models = await allModels();
  return chosen === '' ? models[0] : models.find((model) => keyOf(model) === chosen);
}

/** Where there is no provider that is asked without a sign-in, there are none. */
export async function allModels(): Promise<readonly vscode.LanguageModelChat[]> {
  return vscode.lm.selectChatModels();
}

/** By which the setting names a model. Ids are unique for a vendor only. */
export function keyOf({ vendor, id }: vscode.LanguageModelChat): string {
  return `${vendor}/${id}`;
}
