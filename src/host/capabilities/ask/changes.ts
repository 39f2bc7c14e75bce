import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { ToolwrightError } from '#base';
import { exists } from '../../files/exists.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import type { AtHand, Piece } from './atHand.ts';
import { type Proposal, withReplacements } from './proposal.ts';

/** What becomes of one file. */
export interface FileChange {
  readonly uri: vscode.Uri;
  /** Shown to people. */
  readonly path: string;
  /** The document that is changed; absent for a file that is to be made. */
  readonly document?: vscode.TextDocument;
  readonly version?: number;
  readonly after: string;
  readonly replacements: readonly { readonly range: vscode.Range; readonly text: string }[];
}

/** The changes that a proposal comes to; files that stay as they are are left out. */
export async function changesOf(
  folder: FolderCapabilities,
  proposal: Proposal,
  hand: AtHand,
  pieces: readonly (Piece | undefined)[],
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  if (proposal.texts !== undefined && hand.document !== undefined) {
    changes.push(ofPieces(folder, hand.document, hand.version, pieces, proposal.texts));
  }
  for (const [path, text] of proposal.writes) changes.push(await ofFile(folder, path, text));
  return changes.filter(({ document, after }) => document?.getText() !== after);
}

/**
 * Makes all changes as one edit that can be undone.
 * @throws ToolwrightError `text-changed` where somebody has typed since, `edit-refused`; nothing is changed then
 */
export async function applyChanges(changes: readonly FileChange[], label: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const about = { label, needsConfirmation: false };
  for (const { uri, path, document, version, after, replacements } of changes) {
    if (document === undefined) {
      edit.createFile(uri, { contents: Buffer.from(after), overwrite: false, ignoreIfExists: false }, about);
      continue;
    }
    if (document.version !== version) {
      throw new ToolwrightError('text-changed', l10n.t('{0} has changed since the request was made', path), {
        hint: l10n.t('Nothing was changed. Ask again.'),
      });
    }
    for (const { range, text } of replacements) edit.replace(uri, range, text, about);
  }
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new ToolwrightError('edit-refused', l10n.t('VS Code could not make the change'), {
    hint: l10n.t('Nothing was changed. See whether the files can be written, and ask again.'),
  });
}

function ofPieces(
  folder: FolderCapabilities,
  document: vscode.TextDocument,
  version: number | undefined,
  pieces: readonly (Piece | undefined)[],
  texts: readonly string[],
): FileChange {
  const replacements = pieces.flatMap((piece, index) => {
    const text = texts[index];
    return piece === undefined || text === undefined ? [] : [{ range: piece.range, text: withEnds(text, document) }];
  });
  const parts = replacements.map(({ range, text }) => ({
    start: document.offsetAt(range.start),
    end: document.offsetAt(range.end),
    text,
  }));
  return {
    uri: document.uri,
    path: folder.pathOf(document.uri) ?? vscode.workspace.asRelativePath(document.uri),
    document,
    ...(version === undefined ? {} : { version }),
    after: withReplacements(document.getText(), parts),
    replacements,
  };
}

async function ofFile(folder: FolderCapabilities, path: string, text: string): Promise<FileChange> {
  const uri = folder.uriOf(path);
  if (!(await exists(uri))) return { uri, path, after: text, replacements: [] };
  const document = await vscode.workspace.openTextDocument(uri);
  const after = withEnds(text, document);
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  return { uri, path, document, version: document.version, after, replacements: [{ range: whole, text: after }] };
}

/** Lines end as they do in the document; VS Code would see to it anyway, but the preview should show no difference. */
function withEnds(text: string, { eol }: vscode.TextDocument): string {
  return text.replace(/\r?\n/g, eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}
