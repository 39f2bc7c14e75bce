import * as vscode from 'vscode';

/** The tab of a change to one file that is shown before it is made. */
export function proposedChange(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.scheme === 'toolwright');
}
