import * as vscode from 'vscode';
import type { LanguageModel, ModelLimits } from '#protocol';
import type { CommandHandlers } from '../commands.ts';
import { setting } from '../settings.ts';
import { askModel } from './askModel.ts';
import { chooseLanguageModel } from './choose.ts';
import { agreeOnceTo } from './consent.ts';
import { noModel, notAllowed } from './errors.ts';
import { chosenModel } from './models.ts';

/** The language model of the editor, where it has one and the user has agreed. */
export interface EditorLanguageModel extends LanguageModel {
  /**
   * Whether generation may ask it now.
   * @param asking whether somebody waits who can be asked; it is asked once, and not in the background
   */
  mayBeAsked(asking: boolean): Promise<boolean>;
  /** How much it may be asked for one gap, as the settings say now. */
  limits(): ModelLimits;
  readonly commands: Pick<CommandHandlers, 'toolwright.chooseLanguageModel'>;
}

/** @param memory of this user, in all workspaces */
export function editorLanguageModel(memory: vscode.Memento): EditorLanguageModel {
  return {
    async ask(messages, options) {
      // Said again here: between the question and the request, somebody may have taken it back.
      if (!setting('languageModel.enabled') || !vscode.workspace.isTrusted) throw notAllowed();
      const model = await chosenModel();
      if (model === undefined) throw noModel();
      return askModel(model, messages, options);
    },
    async mayBeAsked(asking) {
      if (!vscode.workspace.isTrusted) return false;
      const enabled = setting('languageModel.enabled');
      if (!enabled && !asking) return false;
      const model = await chosenModel();
      return model !== undefined && (enabled || agreeOnceTo(model, memory));
    },
    limits: () => ({ rounds: setting('languageModel.rounds'), tokens: setting('languageModel.tokens') }),
    commands: { 'toolwright.chooseLanguageModel': () => chooseLanguageModel() },
  };
}
