import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, type TaskOptions, ToolwrightError } from '#base';
import { contradictionAmong, type FilledStub, type Gap, type Stub, stubGapId, withUndeclaredOf } from '#protocol';
import { applyChanges } from '../edits/applyEdit.ts';
import type { FileChange } from '../edits/fileChange.ts';
import type { FolderGaps } from '../gaps/folderGaps.ts';
import { isGapElement } from '../gaps/gapTree.ts';
import type { WrittenBody } from '../gaps/generation/writeFunction.ts';
import { writeMissingCommand } from '../gaps/missing/writeMissing.ts';
import { wrongNames } from '../gaps/stubLenses.ts';
import { setting } from '../settings.ts';
import { number } from '../texts/quantities.ts';
import { sentences } from '../texts/sentences.ts';
import type { TeachUi } from './ports.ts';
import { replacementsFor, tellWritten } from './tellWritten.ts';

/** A function that is not written yet, in its file. */
interface StubAt {
  readonly folder: FolderGaps;
  readonly path: string;
  readonly name: string;
}

/**
 * Writes the body of a function: learned from the examples in its tests, or generated where nothing fits them or there are
 * none. Written at once, as one edit, where all evidence speaks for it; else shown first.
 * @param argument a row of the Gaps view or `{ id }` of a gap; else the function at the cursor is meant
 */
export async function synthesizeStub(ui: TeachUi, argument: unknown): Promise<void> {
  if (isGapElement(argument) && argument.node.gap?.source === 'missing') {
    await vscode.commands.executeCommand(writeMissingCommand, argument.node.gap.id);
    return;
  }
  const at = (await givenStub(ui, argument)) ?? (await stubAtCursor(ui));
  if (at === undefined) return;
  const { folder, path, name } = at;
  const uri = folder.uriOf(path);
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const stubs = await folder.session.stubsIn(path, before, wrongNames(path, folder.gaps));
  const stub = stubs.find((one) => one.name === name);
  if (stub === undefined) throw noStub();
  const { gap, learned, objections } = await ui.tasks.run(l10n.t('Synthesizing {0}', name), (options) =>
    learn(ui, at, stub, before, options),
  );
  const fits = learned !== undefined && learned.wrong.length === 0;
  const asLearned = fits ? { ...learned, proven: learned.source !== undefined && objections.length === 0 } : undefined;
  const isLearned = asLearned !== undefined && asLearned.against === undefined;
  const made = isLearned ? asLearned : await ui.functions.write({ folder, gap }, { text: before, stub: gap.stub });
  const written = made ?? asLearned;
  if (written === undefined) throw notFitting(gap, learned);
  const title = l10n.t('Synthesize {0}', name);
  const replacements = replacementsFor(document, before, written.text);
  const change = { uri, path, before, after: written.text, replacements };
  const unseen = isSettled(written) && setting('synthesis.review', uri) === 'whenInDoubt';
  if (!unseen) {
    // Shown beside the change, which is made only where the user applies it.
    tellDoubts(name, written, made === asLearned ? objections : []);
    if ((await ui.edits.proposals.ask([change], { title })) !== 'apply') return;
  }
  const isSaved = !document.isDirty;
  await applyChanges(ui.edits.backups, [change], title);
  if (unseen) {
    // What the user has changed and not saved is theirs to save.
    if (isSaved) await document.save();
    await showWritten(document, replacements);
  }
  const tests = [...new Set(gap.examples.map(({ place }) => place.path))];
  const done = doneText(name, written);
  await tellWritten(ui, { ...{ name, done, document, change, tests, unseen }, folder: folder.folder });
}

/** Whether there is nothing left that a person would have to look at first. */
function isSettled({ proven, caveats, against, examples, satisfied }: WrittenBody): boolean {
  return proven && against === undefined && caveats.length === 0 && examples > 0 && satisfied === examples;
}

/** Where its file is not in sight, as when it is written from the view of gaps. */
async function showWritten(document: vscode.TextDocument, replacements: FileChange['replacements']): Promise<void> {
  const isSeen = vscode.window.visibleTextEditors.some((one) => one.document === document);
  const selection = replacements?.[0]?.range.start;
  if (isSeen || selection === undefined) return;
  await vscode.window.showTextDocument(document, { preview: false, selection: new vscode.Range(selection, selection) });
}

function tellDoubts(name: string, { against, caveats }: FilledStub, objections: readonly string[]): void {
  const why = against ?? objections[0];
  if (why !== undefined) void vscode.window.showWarningMessage(sentences(why, ...caveats));
  else if (caveats.length > 0)
    void vscode.window.showInformationMessage(sentences(`${name}: ${caveats[0]}`, ...caveats.slice(1)));
}

function doneText(name: string, { examples, proven }: WrittenBody): string {
  if (proven && examples > 1) {
    return l10n.t('{0} is written: it fits {1} examples, and nothing speaks against it.', name, number(examples));
  }
  if (examples === 0) return l10n.t('{0} is written. Nothing but its words speaks for it.', name);
  return examples === 1
    ? l10n.t('{0} fits its example. Its tests tell whether that is all.', name)
    : l10n.t('{0} fits {1} examples. Its tests tell whether that is all.', name, number(examples));
}

interface Lesson {
  readonly gap: Gap & { readonly stub: Stub };
  readonly learned: FilledStub | undefined;
  /** What speaks against what was learned, in sentences. */
  readonly objections: readonly string[];
}

async function learn(
  { session, functions }: TeachUi,
  { folder, path, name }: StubAt,
  stub: Stub,
  text: string,
  options: TaskOptions,
): Promise<Lesson> {
  functions.warmUp({ folder });
  // Tests are read as they are on the disk, now.
  await folder.refresh(options);
  const known = folder.gaps.find(({ id }) => id === stubGapId(path, name));
  if (known === undefined) throw noStub();
  const gap = { ...known, stub: withUndeclaredOf(stub, known.stub) };
  const { intent, examples, otherInputs, errors, skipped } = gap;
  const contradiction = contradictionAmong(examples);
  if (contradiction !== undefined) {
    throw new ToolwrightError('contradictory-examples', contradiction, { hint: l10n.t('Correct one of the tests.') });
  }
  if (examples.length === 0) return { gap, learned: undefined, objections: [] };
  const lesson = { text, stub: gap.stub, intent, examples, otherInputs, errors, skipped };
  const learned = await session.fill(lesson, options);
  const isTaken = learned?.source !== undefined && learned.wrong.length === 0 && learned.against === undefined;
  const objections = isTaken ? await functions.objections({ folder, gap }, learned.source, options) : [];
  return { gap, learned, objections };
}

async function givenStub({ gaps }: TeachUi, argument: unknown): Promise<StubAt | undefined> {
  if (isGapElement(argument)) {
    const stub = argument.node.gap?.stub;
    if (stub === undefined) throw noStub();
    return { folder: argument.gaps, path: stub.place.path, name: stub.name };
  }
  if (!isRecord(argument) || typeof argument.id !== 'string') return undefined;
  const find = () =>
    gaps.folders
      .flatMap((folder) => folder.gaps.map((gap) => ({ folder, gap })))
      .find(({ gap }) => gap.id === argument.id);
  // What was written a moment ago may not be known yet.
  if (find()?.gap.stub === undefined) await Promise.all(gaps.folders.map((folder) => folder.refresh()));
  const found = find();
  if (found === undefined) throw noStub();
  const { stub, function: missing } = found.gap;
  if (stub !== undefined) return { folder: found.folder, path: stub.place.path, name: stub.name };
  // Declared in its editor, and not on the disk yet.
  if (missing === undefined) throw noStub();
  return { folder: found.folder, path: missing.path, name: missing.name };
}

/** The stub that the cursor is in, the only one of the file, or the one that the user picks. */
async function stubAtCursor({ gaps }: TeachUi): Promise<StubAt | undefined> {
  const editor = vscode.window.activeTextEditor;
  const root = editor && vscode.workspace.getWorkspaceFolder(editor.document.uri);
  const folder = gaps.folders.find((one) => one.folder === root || one.folder.uri.toString() === root?.uri.toString());
  if (editor === undefined || folder === undefined) throw noStub();
  const path = vscode.workspace.asRelativePath(editor.document.uri, false);
  const stubs = await folder.session.stubsIn(path, editor.document.getText(), wrongNames(path, folder.gaps));
  const cursor = editor.document.offsetAt(editor.selection.active);
  const line = editor.selection.active.line + 1;
  const here = stubs.find(({ place, body }) => place.line === line || (cursor >= place.start && cursor <= body.end));
  const only = here ?? (stubs.length === 1 ? stubs[0] : undefined);
  if (only !== undefined) return { folder, path, name: only.name };
  if (stubs.length === 0) throw noStub();
  const placeHolder = l10n.t('Which function?');
  const picked = await vscode.window.showQuickPick(
    stubs.map(({ name, documentation = '' }) => ({ label: name, description: documentation.split('\n')[0] ?? '' })),
    { placeHolder },
  );
  return picked && { folder, path, name: picked.label };
}

function noStub(): ToolwrightError {
  return new ToolwrightError(
    'no-stub',
    l10n.t('There is no function here that is not written yet, or that tests find wrong'),
    {
      hint: l10n.t(
        'One that throws “not implemented” counts as such. For texts there is “Toolwright: Teach by Example”.',
      ),
    },
  );
}

function notFitting({ examples, stub }: Gap, learned: FilledStub | undefined): ToolwrightError {
  const name = stub?.name ?? '';
  const known = number(examples.length);
  if (examples.length === 0) {
    return new ToolwrightError('no-examples', l10n.t('The tests have no examples for {0}', name), {
      hint: l10n.t('Write one or two and save them: expect({0}(…)).toBe(…)', name),
    });
  }
  const message =
    learned === undefined
      ? l10n.t('No program was found for {0} that fits its {1} examples', name, known)
      : l10n.t('The best program for {0} fits {1} of {2} examples', name, number(learned.satisfied), known);
  return new ToolwrightError('no-program', message, {
    hint: l10n.t('Nothing was changed. More or simpler examples in the tests may help.'),
  });
}
