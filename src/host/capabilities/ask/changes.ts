import * as vscode from 'vscode';
import { assertUnchanged, type FileChange, type FileMove, textNow } from '../../edits/fileChange.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import type { AtHand, Piece } from './atHand.ts';
import { type Proposal, withReplacements } from './proposal.ts';

/**
 * The changes that a proposal comes to; files that stay as they are are left out.
 * @throws ToolwrightError `text-changed` where somebody has typed while the request was served
 */
export async function changesOf(
  folder: FolderCapabilities,
  proposal: Proposal,
  hand: AtHand,
  pieces: readonly (Piece | undefined)[],
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  if (proposal.texts !== undefined && hand.document !== undefined) {
    const change = ofPieces(folder, hand.document, hand.text ?? '', pieces, proposal.texts);
    await assertUnchanged([change]);
    changes.push(change);
  }
  const leaving = new Set(proposal.moves.map(({ from }) => from));
  for (const [path, text] of proposal.writes) {
    // What takes the place of a file that has moved away is another file.
    const isNew = leaving.has(path);
    changes.push(
      isNew ? { uri: folder.uriOf(path), path, before: undefined, after: text } : await ofFile(folder, path, text),
    );
  }
  return changes.filter(({ before, after }) => before !== after);
}

/** The moves that a proposal comes to, with what the files say then. */
export async function movesOf(folder: FolderCapabilities, { moves }: Proposal): Promise<readonly FileMove[]> {
  return Promise.all(
    moves.map(async ({ from: fromPath, to: toPath, text }): Promise<FileMove> => {
      const move = { from: folder.uriOf(fromPath), to: folder.uriOf(toPath), fromPath, toPath };
      const { before, after } = text === undefined ? {} : await ofFile(folder, fromPath, text);
      return before === undefined || after === undefined ? move : { ...move, text: { before, after } };
    }),
  );
}

function ofPieces(
  folder: FolderCapabilities,
  document: vscode.TextDocument,
  before: string,
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
    before,
    after: withReplacements(before, parts),
    replacements,
  };
}

async function ofFile(
  folder: FolderCapabilities,
  path: string,
  text: string,
): Promise<FileChange & { readonly after: string }> {
  const uri = folder.uriOf(path);
  const before = await textNow(uri);
  if (before === undefined) return { uri, path, before, after: text };
  return { uri, path, before, after: withEnds(text, await vscode.workspace.openTextDocument(uri)) };
}

/** Lines end as they do in the document; VS Code would see to it anyway, but the preview should show no difference. */
function withEnds(text: string, { eol }: vscode.TextDocument): string {
  return text.replace(/\r?\n/g, eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}
