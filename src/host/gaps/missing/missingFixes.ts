import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Gap, MissingCall } from '#protocol';
import { isCancelled, logError } from '../../errors.ts';
import { setting } from '../../settings.ts';
import type { FolderGaps } from '../folderGaps.ts';
import type { GapService } from '../gapService.ts';
import { missingEdit } from './missingEdit.ts';
import { missingCall, missingGapOf } from './missingStub.ts';
import { isWritable, writeMissingCommand, writeMissingTitle } from './writeMissing.ts';

const scripts = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact'].map((language) => ({
  language,
  scheme: 'file',
}));

/** What TypeScript calls a name that is declared nowhere. */
const cannotFindName = new Set([2304, 2552]);
/** What it calls an import that the other file does not export. */
const noExportedMember = new Set([2305, 2724]);

/** What it calls a method that an object does not have. */
const noProperty = new Set([2339, 2551]);

/** Where the function is to be. */
interface Target {
  readonly call: MissingCall;
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
    if (
      line >= document.lineCount ||
      !document.lineAt(line).text.includes(missing.name.slice(missing.name.lastIndexOf('.') + 1))
    )
      return [];
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
  { code, range, message }: vscode.Diagnostic,
  folder: FolderGaps,
): Target | undefined {
  const kind = Number(typeof code === 'object' ? code.value : code);
  const name = document.getText(range);
  if (cannotFindName.has(kind)) {
    const call = missingCall(name, document.getText().slice(document.offsetAt(range.start)));
    const path = vscode.workspace.asRelativePath(document.uri, false);
    return call && { call, path };
  }
  // Where an import leads, and which class is meant, the engine knows: it has looked at the folder, or has nothing to say yet.
  const here = vscode.workspace.asRelativePath(document.uri, false);
  const isMeant = noExportedMember.has(kind)
    ? (gap: Gap) => gap.function?.name === name && isUsedIn(gap, here)
    : (gap: Gap) => noProperty.has(kind) && isMethod(gap, name, ownerIn(message));
  const gap = folder.gaps.find((one) => one.source === 'missing' && isMeant(one));
  if (gap?.function === undefined) return undefined;
  const { path, name: whole } = gap.function;
  return { call: { name: whole, count: gap.parameters.length }, path };
}

/** `Property 'slug' does not exist on type 'Slugger'.`, in whatever language: the second of its names is that of the type. */
function ownerIn(message: string): string {
  const [, type = ''] = Array.from(
    message.matchAll(/'([^']+)'|["“„«]([^"“”»]+)["”»]/g),
    ([, one, other]) => one ?? other,
  );
  return type;
}

/** An object without a class has a type that its parts are written out of. */
function isMethod({ function: missing }: Gap, name: string, owner: string): boolean {
  if (owner.startsWith('{')) return missing?.name.endsWith(`.${name}`) === true;
  const onClass = /^typeof /.test(owner);
  return missing?.name === `${owner.replace(/^typeof /, '')}.${name}` && (missing.onClass === true) === onClass;
}

function isUsedIn({ function: missing, examples }: FolderGaps['gaps'][number], path: string): boolean {
  return missing?.use?.path === path || examples.some(({ place }) => place.path === path);
}

async function actionsAt(
  { call, path }: Target,
  diagnostic: vscode.Diagnostic,
  folder: FolderGaps,
): Promise<vscode.CodeAction[]> {
  const gap = missingGapOf(folder.gaps, path, call.name);
  const edit = await missingEdit(folder, path, call, gap);
  if (edit === undefined) return [];
  const stub = new vscode.CodeAction(l10n.t('Create Stub “{0}”', call.name), vscode.CodeActionKind.QuickFix);
  stub.diagnostics = [diagnostic];
  stub.edit = edit;
  if (gap === undefined || !isWritable(gap)) return [stub];
  const title = writeMissingTitle(call.name, gap);
  const written = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  written.diagnostics = [diagnostic];
  written.isPreferred = true;
  written.command = { title, command: writeMissingCommand, arguments: [gap.id] };
  return [written, stub];
}
