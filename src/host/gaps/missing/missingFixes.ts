import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isCancelled, logError } from '../../errors.ts';
import { setting } from '../../settings.ts';
import type { FolderGaps } from '../folderGaps.ts';
import type { GapService } from '../gapService.ts';
import { missingEdit } from './missingEdit.ts';
import { type MissingCall, missingCall, missingGapOf } from './missingStub.ts';
import { isWritable, writeMissingCommand, writeMissingTitle } from './writeMissing.ts';

const scripts = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'].map((language) => ({
  language,
  scheme: 'file',
}));

/** What TypeScript calls a name that is declared nowhere. */
const cannotFindName = new Set([2304, 2552]);
/** What it calls an import that the other file does not export. */
const noExportedMember = new Set([2305, 2724]);

/** Where the function is to be. */
interface Target {
  readonly call: MissingCall;
  readonly uri: vscode.Uri;
  readonly path: string;
}

/** For functions that do not exist: quick fixes on their names, lenses above their calls, and the command behind both. */
export function offerMissingFixes(service: GapService, log: vscode.LogOutputChannel): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    async provideCodeActions(document, _range, { diagnostics }) {
      const folder = service.of(document.uri);
      if (folder === undefined || !vscode.workspace.isTrusted) return [];
      const actions = diagnostics.map((diagnostic) => actionsFor(document, diagnostic, folder, log));
      return (await Promise.all(actions)).flat();
    },
  };
  const changed = new vscode.EventEmitter<void>();
  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => lensesOf(document, service),
  };
  return vscode.Disposable.from(
    ...[changed, service.onDidChange(() => changed.fire())],
    vscode.languages.registerCodeActionsProvider(scripts, provider, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerCodeLensProvider(scripts, lenses),
  );
}

/** Above the first call of each function that tests say enough of; as of the last look at the folder. */
function lensesOf(document: vscode.TextDocument, service: GapService): vscode.CodeLens[] {
  if (!setting('gaps.codeLens', document.uri)) return [];
  const path = vscode.workspace.asRelativePath(document.uri, false);
  const gaps = service.of(document.uri)?.gaps ?? [];
  return gaps.flatMap((gap) => {
    const { source, function: missing } = gap;
    if (source !== 'missing' || missing?.use?.path !== path || !isWritable(gap)) return [];
    const line = missing.use.line - 1;
    if (line >= document.lineCount || !document.lineAt(line).text.includes(missing.name)) return [];
    const title = writeMissingTitle(missing.name, gap);
    return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
      title,
      command: writeMissingCommand,
      arguments: [gap.id],
    });
  });
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
  const kind = Number(typeof code === 'object' ? code.value : code);
  const name = document.getText(range);
  if (cannotFindName.has(kind)) {
    const call = missingCall(name, document.getText().slice(document.offsetAt(range.start)));
    const path = vscode.workspace.asRelativePath(document.uri, false);
    return call && { call, uri: document.uri, path };
  }
  if (!noExportedMember.has(kind)) return undefined;
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
  const gap = missingGapOf(folder.gaps, path, call.name);
  const stub = new vscode.CodeAction(l10n.t('Create Stub “{0}”', call.name), vscode.CodeActionKind.QuickFix);
  stub.diagnostics = [diagnostic];
  stub.edit = await missingEdit(uri, call, gap);
  if (gap === undefined || !isWritable(gap)) return [stub];
  const title = writeMissingTitle(call.name, gap);
  const written = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  written.diagnostics = [diagnostic];
  written.isPreferred = true;
  written.command = { title, command: writeMissingCommand, arguments: [gap.id] };
  return [written, stub];
}
