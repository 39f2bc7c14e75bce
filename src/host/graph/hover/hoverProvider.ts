import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { FileInsight, ImportInsight } from '#protocol';
import { savedText } from '../../files/savedText.ts';
import { insightOf } from '../../sessions/questions.ts';
import type { WorkspaceGraphs } from '../../sessions/workspaceGraphs.ts';
import { setting } from '../../settings.ts';
import { present, unsavedChange } from '../../texts/unsavedChange.ts';
import { scripts } from '../languages.ts';
import { hoverText } from './hoverText.ts';

/** Hovers on the specifiers of imports. */
export function showHovers(graphs: WorkspaceGraphs): vscode.Disposable {
  return vscode.languages.registerHoverProvider(scripts, {
    async provideHover(document, position) {
      const graph = graphs.of(document.uri);
      const path = graph?.pathOf(document.uri);
      if (graph?.summary === undefined || path === undefined) return undefined;
      if (!setting('graph.hover.enabled', document.uri)) return undefined;
      const insight = await insightOf(graph, path);
      const found = insight && (await importAt(document, position, insight));
      if (found === undefined) return undefined;
      return new vscode.Hover(markdown(found.insight, document.uri), found.range);
    },
  });
}

async function importAt(document: vscode.TextDocument, position: vscode.Position, insight: FileInsight) {
  const change = unsavedChange(await savedText(document), document.getText());
  const offset = document.offsetAt(position);
  for (const one of insight.imports) {
    const now = present(one.start, one.end, change);
    if (now !== undefined && now.from <= offset && offset <= now.to) {
      return { insight: one, range: new vscode.Range(document.positionAt(now.from), document.positionAt(now.to)) };
    }
  }
  return undefined;
}

function markdown(insight: ImportInsight, uri: vscode.Uri): vscode.MarkdownString {
  const text = new vscode.MarkdownString(hoverText(insight), true);
  if (insight.path === undefined) return text;
  const target = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  if (target === undefined) return text;
  const argument = encodeURIComponent(JSON.stringify([vscode.Uri.joinPath(target, insight.path).toString()]));
  text.isTrusted = { enabledCommands: ['toolwright.graph.reveal', 'toolwright.graph.showImpact'] };
  text.appendMarkdown(
    `\n\n[${l10n.t('Show in Graph')}](command:toolwright.graph.reveal?${argument}) · [${l10n.t('Show Impact')}](command:toolwright.graph.showImpact?${argument})`,
  );
  return text;
}
