import { setTimeout as sleep } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { setting } from '../settings.ts';

/** That somebody was asked, whatever the answer was. */
const askedKey = 'languageModel.asked';

/** What is sent, and what is not, in plain words. */
function whatIsSent(): string {
  return [
    l10n.t(
      'For a gap that you have programs generated for, Toolwright would send to the provider of this model: the words of its requests, its examples, the texts that it was asked about (what was selected, or a file, if it is short), programs that nearly fit, and why programs were rejected.',
    ),
    l10n.t(
      'It leaves out what looks like a password or key, as far as that can be recognised. Nothing else of the workspace is sent. The provider may charge for it.',
    ),
    l10n.t(
      'What comes back is treated like any other program: it runs in the sandbox alone, and is kept only if it passes verification and you want it.',
    ),
    l10n.t('Nothing else needs a language model. “Toolwright: Choose Language Model” changes this at any time.'),
  ].join('\n\n');
}

/** Asks whether a model may be asked, and remembers a yes in the settings. */
export async function agreeTo(model: vscode.LanguageModelChat): Promise<boolean> {
  const allow = l10n.t('Allow');
  const question = l10n.t('Let the language model {0} write programs, too?', model.name);
  const answer = await vscode.window.showInformationMessage(question, { modal: true, detail: whatIsSent() }, allow);
  if (answer === allow) await allowModels(true);
  return answer === allow;
}

/** As {@link agreeTo}, once for this user: who has said no is not asked again. */
export async function agreeOnceTo(model: vscode.LanguageModelChat, memory: vscode.Memento): Promise<boolean> {
  if (memory.get<boolean>(askedKey) === true) return false;
  await memory.update(askedKey, true);
  return agreeTo(model);
}

export async function allowModels(allowed: boolean): Promise<void> {
  if (setting('languageModel.enabled') === allowed) return;
  const settings = vscode.workspace.getConfiguration('toolwright');
  await settings.update('languageModel.enabled', allowed, vscode.ConfigurationTarget.Global);
  // VS Code tells extensions of a new value a moment after it has written it; until then a model would be refused.
  for (let looks = 0; looks < 50 && setting('languageModel.enabled') !== allowed; looks++) await sleep(100);
}
