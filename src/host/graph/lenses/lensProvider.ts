import * as vscode from 'vscode';
import { savedText } from '../../files/savedText.ts';
import { insightOf } from '../../sessions/questions.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { onDidChangeSetting, setting } from '../../settings.ts';
import { unsavedChange } from '../../texts/unsavedChange.ts';
import { scripts } from '../languages.ts';
import { type Lens, lensesOf } from './lenses.ts';

/** Code lenses on files, exports and imports of the graph. */
export function showLenses(graphs: WorkspaceGraphs): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      const graph = graphs.of(document.uri);
      const path = graph?.pathOf(document.uri);
      // A file that is not analysed yet gets its lenses when the scan is done; nothing is started from here.
      if (graph?.summary === undefined || path === undefined) return [];
      if (!setting('graph.codeLens.enabled', document.uri)) return [];
      const insight = await insightOf(graph, path);
      if (insight === undefined) return [];
      const choice = {
        exports: setting('graph.codeLens.exports', document.uri),
        imports: setting('graph.codeLens.imports', document.uri),
      };
      const saved = await savedText(document);
      const change = unsavedChange(saved.split(/\r?\n/), document.getText().split(/\r?\n/));
      return lensesOf(insight, choice, change).map((lens) => toCodeLens(document, lens));
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider(scripts, provider),
    graphs.onDidChange(() => changed.fire()),
    onDidChangeSetting(['graph.codeLens.enabled', 'graph.codeLens.exports', 'graph.codeLens.imports'], () =>
      changed.fire(),
    ),
  );
}

function toCodeLens(document: vscode.TextDocument, { line, title, peek }: Lens): vscode.CodeLens {
  const command = peek.kind === 'impact' ? 'toolwright.graph.peekImpact' : 'toolwright.graph.peekCycle';
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
    title,
    command,
    arguments: [document.uri.toString(), line, peek.kind === 'impact' ? peek.exportName : peek.target],
  });
}
