import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { folderOf, nameOf } from '#base';
import type { FolderGraph } from '../../sessions/folderGraph.ts';
import { openPlace } from '../openPlace.ts';

/** A row of a list of places: choosing it opens the place. */
export interface PlaceItem extends vscode.QuickPickItem {
  readonly path?: string;
  readonly line?: number;
}

export interface PlaceList {
  readonly title: string;
  readonly placeholder: string;
  readonly items: readonly PlaceItem[];
  /** Shows the same in the graph. */
  readonly showInGraph: () => void;
}

export const separator = (label: string): PlaceItem => ({ label, kind: vscode.QuickPickItemKind.Separator });

/** Lists places; the one that is chosen opens, and a button shows all of them in the graph. */
export function pickPlace(graph: FolderGraph, { title, placeholder, items, showInGraph }: PlaceList): void {
  const pick = vscode.window.createQuickPick<PlaceItem>();
  pick.title = title;
  pick.placeholder = placeholder;
  pick.items = items;
  pick.matchOnDescription = true;
  pick.buttons = [{ iconPath: new vscode.ThemeIcon('type-hierarchy'), tooltip: l10n.t('Show in Graph') }];
  pick.onDidTriggerButton(() => {
    pick.hide();
    showInGraph();
  });
  pick.onDidAccept(() => {
    const path = pick.selectedItems[0]?.path;
    pick.hide();
    if (path !== undefined) void openPlace(graph.uriOf(path), pick.selectedItems[0]?.line);
  });
  pick.onDidHide(() => pick.dispose());
  pick.show();
}

/** Asks for one file of the graph, those in `first` at the top. */
export async function pickFile(
  graph: FolderGraph,
  title: string,
  placeHolder: string,
  first: readonly string[],
  without?: string,
): Promise<string | undefined> {
  const files = graph.answers.once('files', (session) => session.files());
  const items = files.then((paths) => {
    const known = new Set(paths);
    const top = first.filter((path) => known.has(path));
    const rest = paths.filter((path) => !top.includes(path));
    return [...top, ...rest].filter((path) => path !== without).map((path) => fileItem(graph, path));
  });
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDescription: true });
  return picked?.path;
}

/** A file as a row, with the icon that the user's theme gives it. */
export function fileItem(
  graph: FolderGraph,
  path: string,
  words: Partial<PlaceItem> = {},
): PlaceItem & { path: string } {
  return {
    label: nameOf(path),
    description: folderOf(path),
    iconPath: vscode.ThemeIcon.File,
    resourceUri: graph.uriOf(path),
    ...words,
    path,
  };
}
