import * as vscode from 'vscode';
import { exists } from '../../files/exists.ts';
import type { RolloutUi } from '../ports.ts';

/** Where a team commits its policy, relative to the workspace folder. */
const policyFile = '.toolwright/rollout-policy.json';

/** What a new file says: what is left out has its default, and the editor completes and explains the rest. */
const starter = '{\n  "strategy": "percentage"\n}\n';

/** Opens the policy of a folder; where there is none yet, one that is written when it is saved. */
export async function openPolicy({ service, capabilities }: RolloutUi, key: unknown): Promise<void> {
  const named = service.folders.find((folder) => folder.key === key)?.capabilities;
  const folder = named ?? (await capabilities.choose());
  if (folder === undefined) return;
  const uri = folder.uriOf(policyFile);
  if (await exists(uri)) {
    await vscode.window.showTextDocument(uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  if (document.getText() === '') await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), starter));
}
