import * as vscode from 'vscode';
import type { Advice } from '#protocol';
import type { CommandId } from '../../contributions/index.ts';
import { savedText } from '../../files/savedText.ts';
import { adviceOf, insightOf } from '../../sessions/questions.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { present, unsavedChange } from '../../texts/unsavedChange.ts';
import { scripts } from '../languages.ts';
import { type ContentHash, editFor } from './adviceEdit.ts';

/** Quick fixes on the imports that advice with an edit is about. */
export function offerQuickFixes(graphs: WorkspaceGraphs, contentHash: ContentHash): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    scripts,
    {
      async provideCodeActions(document, range, context) {
        const graph = graphs.of(document.uri);
        const path = graph?.pathOf(document.uri);
        if (graph?.summary === undefined || path === undefined) return [];
        const insight = await insightOf(graph, path);
        if (insight === undefined || insight.imports.length === 0) return [];
        const change = unsavedChange((await savedText(document)).split(/\r?\n/), document.getText().split(/\r?\n/));
        const inRange = (savedLine: number) => {
          const line = present(savedLine - 1, savedLine, change)?.from;
          return line !== undefined && range.start.line <= line && line <= range.end.line;
        };
        const here = insight.imports.filter((one) => inRange(one.line));
        // Advice takes time on a large workspace: it is looked for where somebody asks, or where a cycle calls for it.
        const asked = context.triggerKind === vscode.CodeActionTriggerKind.Invoke;
        if (here.length === 0 || !(asked || here.some((one) => one.cycleSize > 0))) return [];
        const { value } = await adviceOf(graph);
        const touched = value.filter((advice) => advice.path === path && inRange(advice.line));
        const actions = await Promise.all(touched.map((advice) => actionFor(advice, document, context, contentHash)));
        return actions.filter((action) => action !== undefined);
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

async function actionFor(
  advice: Advice,
  document: vscode.TextDocument,
  context: vscode.CodeActionContext,
  contentHash: ContentHash,
): Promise<vscode.CodeAction | undefined> {
  const before = document.getText();
  const edit = await editFor(advice, document, contentHash);
  if (edit === undefined) return undefined;
  const action = new vscode.CodeAction(advice.title, vscode.CodeActionKind.QuickFix);
  action.edit = edit;
  // VS Code makes the edit itself, then runs this.
  action.command = {
    command: 'toolwright.edits.backUp' satisfies CommandId,
    title: '',
    arguments: [advice.title, advice.path, document.uri, before],
  };
  action.diagnostics = context.diagnostics.filter((one) => one.source === 'toolwright');
  action.isPreferred = advice.kind === 'type-only-import';
  return action;
}
