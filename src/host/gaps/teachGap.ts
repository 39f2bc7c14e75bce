import * as vscode from 'vscode';
import { type Gap, nameFromTitle } from '#protocol';

/**
 * Teaches what a gap needs by example, on what was selected when its request failed, and keeps it under the gap's words.
 * Where nothing is known to have been selected, on what is open.
 */
export async function teachGap({ intent, parameters, otherInputs, examples }: Gap): Promise<void> {
  const at = Math.max(0, parameters.indexOf('selection'));
  const text = otherInputs.map((row) => row[at]).find((value): value is string => typeof value === 'string');
  if (text !== undefined) {
    const document = await vscode.workspace.openTextDocument({ content: text });
    const editor = await vscode.window.showTextDocument(document);
    const all = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
    editor.selection = new vscode.Selection(all.start, all.end);
  }
  const taught = examples.flatMap(({ input: [input], output }) =>
    typeof input === 'string' && typeof output === 'string' ? [{ input, output }] : [],
  );
  const words = intent.replace(/[{}]/g, ' ').replace(/\s+/g, ' ').trim();
  const keep = { name: nameFromTitle(words), intent: words };
  await vscode.commands.executeCommand('toolwright.teach', { examples: taught, keep });
}
