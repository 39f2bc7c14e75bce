import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import type { PlainData } from '#protocol';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { type Scope, wantsWorkspace } from './intents.ts';

const mostFiles = 10_000;

/** A part of a document that a request is about. */
export interface Piece {
  readonly range: vscode.Range;
  readonly text: string;
}

/** What a request is about. */
export interface AtHand {
  readonly scope: Scope;
  /** Absent where the whole workspace is meant. */
  readonly document?: vscode.TextDocument;
  /** Of the document, when it was read. */
  readonly text?: string;
  /** One request is made for each. */
  readonly pieces: readonly (Piece | undefined)[];
  /** What comes with the request about a piece. */
  readonly input: (piece: Piece | undefined) => PlainData;
}

/** What people mean who do not say: what is selected, or else the file that is open. */
export function usualScope(): Scope {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return 'workspace';
  return editor.selections.some((selection) => !selection.isEmpty) ? 'selection' : 'file';
}

/** Reads what the editor has at hand. @throws ToolwrightError `nothing-at-hand` */
export async function readAtHand(folder: FolderCapabilities, scope: Scope): Promise<AtHand> {
  const workspace =
    scope === 'workspace' || wantsWorkspace(folder.rows) ? { workspace: await filesOf(folder) } : undefined;
  if (scope === 'workspace') return { scope, pieces: [undefined], input: () => workspace ?? {} };
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    throw new ToolwrightError('nothing-at-hand', l10n.t('No editor is open'), {
      hint: l10n.t('Open a file, or ask about the workspace.'),
    });
  }
  const { document } = editor;
  const path = folder.pathOf(document.uri);
  const about = {
    file: document.getText(),
    language: document.languageId,
    ...(path === undefined ? {} : { path }),
    ...workspace,
  };
  return {
    scope,
    document,
    text: about.file,
    pieces: piecesOf(editor, scope),
    input: (piece) => ({ ...about, selection: piece?.text ?? about.file }),
  };
}

/** All of a document as one piece. */
export function wholeOf(document: vscode.TextDocument): Piece {
  const text = document.getText();
  return { text, range: new vscode.Range(document.positionAt(0), document.positionAt(text.length)) };
}

function piecesOf({ document, selections }: vscode.TextEditor, scope: Scope): readonly Piece[] {
  const chosen = selections.filter((selection) => !selection.isEmpty);
  if (scope === 'file' || chosen.length === 0) return [wholeOf(document)];
  return chosen.map((range) => ({ range, text: document.getText(range) }));
}

/** The files of the folder as VS Code shows them, relative to it. */
async function filesOf(folder: FolderCapabilities): Promise<readonly string[]> {
  const pattern = new vscode.RelativePattern(folder.folder, '**/*');
  const found = await vscode.workspace.findFiles(pattern, '**/{node_modules,.git,.toolwright}/**', mostFiles);
  return found.flatMap((uri) => folder.pathOf(uri) ?? []).sort();
}
