import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { stubGapId } from '#protocol';
import { isCancelled, logError } from '../../errors.ts';
import { number } from '../../texts/quantities.ts';
import type { FolderGaps } from '../folderGaps.ts';
import type { GapService } from '../gapService.ts';
import { type MissingCall, missingCall, missingGapOf, missingStubText } from './missingStub.ts';

const scripts = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'].map((language) => ({
  language,
  scheme: 'file',
}));

/** What TypeScript calls a name that is declared nowhere. */
const cannotFindName = new Set([2304, 2552]);
/** What it calls an import that the other file does not export. */
const noExportedMember = new Set([2305, 2724]);

/** Not among the commands that people see: what follows a quick fix that has written a stub. */
const afterStub = 'toolwright.gaps.synthesizeWrittenStub';

/** Where the function is to be. */
interface Target {
  readonly call: MissingCall;
  readonly uri: vscode.Uri;
  readonly path: string;
}

/** Quick fixes on names of functions that do not exist: a stub, and one that is written from its examples at once. */
export function offerMissingFixes(service: GapService, log: vscode.LogOutputChannel): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, _range, { diagnostics }) {
      const folder = service.of(document.uri);
      if (folder === undefined || !vscode.workspace.isTrusted) return [];
      const actions = diagnostics.map((diagnostic) => actionsFor(document, diagnostic, folder, log));
      return (await Promise.all(actions)).flat();
    },
  };
  return vscode.Disposable.from(
    vscode.languages.registerCodeActionsProvider(scripts, provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.commands.registerCommand(afterStub, async (uri: vscode.Uri, id: string) => {
      // Tests and stubs are read as they are on the disk.
      const document = await vscode.workspace.openTextDocument(uri);
      if (document.isDirty && !(await document.save())) return;
      await vscode.commands.executeCommand('toolwright.synthesizeStub', { id });
    }),
  );
}

async function actionsFor(
  document: vscode.TextDocument,
  diagnostic: vscode.Diagnostic,
  folder: FolderGaps,
  log: vscode.LogOutputChannel,
): Promise<vscode.CodeAction[]> {
  try {
    const target = targetOf(document, diagnostic, folder);
    return target === undefined ? [] : await actionsAt(target, diagnostic, folder);
  } catch (error) {
    if (!isCancelled(error)) logError(vscode.workspace.asRelativePath(document.uri, false), error, log);
    return [];
  }
}

function targetOf(
  document: vscode.TextDocument,
  { code, range }: vscode.Diagnostic,
  folder: FolderGaps,
): Target | undefined {
  const number = Number(typeof code === 'object' ? code.value : code);
  const name = document.getText(range);
  if (cannotFindName.has(number)) {
    const call = missingCall(name, document.getText().slice(document.offsetAt(range.start)));
    const path = vscode.workspace.asRelativePath(document.uri, false);
    return call && { call, uri: document.uri, path };
  }
  if (!noExportedMember.has(number)) return undefined;
  // Where an import leads is known to the engine: it has looked at the folder, or has nothing to say yet.
  const here = vscode.workspace.asRelativePath(document.uri, false);
  const gap = folder.gaps.find((one) => one.source === 'missing' && one.function?.name === name && isUsedIn(one, here));
  if (gap?.function === undefined) return undefined;
  const { path } = gap.function;
  return { call: { name, count: gap.parameters.length }, uri: folder.uriOf(path), path };
}

function isUsedIn({ function: missing, examples }: FolderGaps['gaps'][number], path: string): boolean {
  return missing?.use?.path === path || examples.some(({ place }) => place.path === path);
}

async function actionsAt(
  { call, uri, path }: Target,
  diagnostic: vscode.Diagnostic,
  folder: FolderGaps,
): Promise<vscode.CodeAction[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const gap = missingGapOf(folder.gaps, path, call.name);
  const action = (title: string): vscode.CodeAction => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.diagnostics = [diagnostic];
    made.edit = new vscode.WorkspaceEdit();
    const text = missingStubText(call, gap, document.languageId.startsWith('typescript'));
    const end = document.lineAt(document.lineCount - 1).range.end;
    const before = document.getText().trim() === '' ? '' : end.character === 0 ? '\n' : '\n\n';
    made.edit.insert(uri, end, before + text);
    return made;
  };
  const stub = action(l10n.t('Create Stub “{0}”', call.name));
  const examples = gap?.examples.length ?? 0;
  // What is not saved is somebody's work in progress: it is not saved for the sake of this.
  if (examples === 0 || (gap?.contradictions.length ?? 0) > 0 || document.isDirty) return [stub];
  const title =
    examples === 1
      ? l10n.t('Synthesize “{0}” from Its Example', call.name)
      : l10n.t('Synthesize “{0}” from Its {1} Examples', call.name, number(examples));
  const synthesize = action(title);
  synthesize.isPreferred = true;
  synthesize.command = { title, command: afterStub, arguments: [uri, stubGapId(path, call.name)] };
  return [synthesize, stub];
}
