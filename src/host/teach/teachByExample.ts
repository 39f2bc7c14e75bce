import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import type { TaughtExample } from '#protocol';
import { applyChanges } from '../edits/applyEdit.ts';
import { logError, showError } from '../errors.ts';
import { askForExample } from './askForExample.ts';
import { type KeepArguments, keepProgram } from './keep.ts';
import { type Meant, meantIn } from './meant.ts';
import { commandLineHint } from './pieces.ts';
import type { TeachUi } from './ports.ts';
import { Preview } from './preview.ts';
import { Review } from './review.ts';
import { Teaching } from './teaching.ts';
import { counted } from './words.ts';

/** What the command can be given, by key bindings and by other commands. */
export interface TeachArguments {
  /** Known from the start. */
  readonly examples: readonly TaughtExample[];
  /** Applied without a question, where every example fits. */
  readonly apply: boolean;
  /** Kept under this name, where it is applied. */
  readonly keep?: KeepArguments;
}

/** What a command was called with, as far as it can be used. @throws ToolwrightError `contradictory-examples` */
export function teachArguments(argument: unknown): TeachArguments {
  const given = isRecord(argument) ? argument : {};
  const list: readonly unknown[] = Array.isArray(given.examples) ? given.examples : [];
  const examples = list.flatMap((one) => {
    if (!isRecord(one)) return [];
    const { input, output } = one;
    return typeof input === 'string' && typeof output === 'string' ? [{ input, output }] : [];
  });
  refuseContradictions(examples);
  const keep = isRecord(given.keep) ? given.keep : {};
  const { name, intent } = keep;
  const apply = given.apply === true;
  return typeof name === 'string' && typeof intent === 'string'
    ? { examples, apply, keep: { name, intent } }
    : { examples, apply };
}

/** @throws ToolwrightError `contradictory-examples` */
function refuseContradictions(examples: readonly TaughtExample[]): void {
  for (const [at, { input, output }] of examples.entries()) {
    const before = examples.slice(0, at).findIndex((one) => one.input === input && one.output !== output);
    if (before < 0) continue;
    throw new ToolwrightError(
      'contradictory-examples',
      l10n.t('Examples {0} and {1} have the same input and different outputs', before + 1, at + 1),
      { hint: l10n.t('Correct or remove one of them.') },
    );
  }
}

/**
 * Learns from one or two results that somebody types what should become of all selected parts, shows that beside them
 * all the while, and makes of it one edit. Until then nothing is changed, whenever it is given up.
 */
export async function teachByExample(ui: TeachUi, { examples, apply, keep }: TeachArguments): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) throw noEditor();
  // While the user types, its thread starts.
  ui.session.ready().catch((error: unknown) => logError(l10n.t('Teach by Example'), error, ui.log));
  const { document } = editor;
  await refuseReadOnly(document.uri);
  const before = document.getText();
  const meant = await meantIn(editor);
  const { pieces } = meant;
  let review: Review | undefined;
  const inputs = pieces.map(({ text }) => text);
  const teaching: Teaching = new Teaching(
    ui.session,
    inputs,
    () => {
      preview.refresh();
      review?.refresh();
    },
    meant.about,
  );
  const preview = new Preview(document, meant, () => teaching);
  try {
    for (const [at, { input, output }] of examples.entries()) {
      const last = teaching.accept(input, output, preview.inSight());
      // Each lesson holds all examples before it.
      if (at === examples.length - 1) await last;
    }
    let next = examples.length === 0 ? 0 : undefined;
    for (;;) {
      if (next !== undefined) {
        const output = await askForExample(teaching, preview, next);
        if (output === undefined && teaching.examples.length === 0) return;
        // Not waited for: the list shows how far it is.
        const learning =
          output === undefined
            ? teaching.back(preview.inSight())
            : teaching.accept(inputs[next] ?? '', output, preview.inSight());
        learning.catch((error: unknown) => showError(l10n.t('Teach by Example'), error, ui.log));
      }
      review = new Review(teaching, () => void showProgram(ui, teaching));
      const choice = apply ? ({ kind: 'apply', keep: false } as const) : await review.ask();
      review = undefined;
      if (choice.kind === 'cancel') return;
      if (choice.kind === 'apply') return await finish(ui, { document, before, meant, teaching }, choice.keep, keep);
      next = choice.at;
    }
  } finally {
    teaching.stop();
    preview.dispose();
  }
}

interface Lesson {
  readonly document: vscode.TextDocument;
  readonly before: string;
  readonly meant: Meant;
  readonly teaching: Teaching;
}

/** Makes the edit, and keeps the program or offers that. */
async function finish(ui: TeachUi, lesson: Lesson, asked: boolean, keep: KeepArguments | undefined): Promise<void> {
  const { learned } = lesson.teaching;
  if (learned === undefined) {
    throw new ToolwrightError('nothing-learned', l10n.t('No rule was found that fits the examples'), {
      hint: l10n.t('Nothing was changed. Give others, or simpler ones.'),
    });
  }
  const changed = await applyResults(ui, lesson);
  const { about, json, accepted } = lesson.teaching;
  const kept = { program: learned.program, eachLine: !json, accepted };
  if (asked || keep !== undefined) return keepProgram(ui, kept, keep);
  const offer = l10n.t('Keep as Capability…');
  const message = l10n.t('Changed {0}. Undo takes it back.', counted(about, changed));
  void vscode.window.showInformationMessage(message, offer).then(async (chosen) => {
    if (chosen !== offer) return;
    await keepProgram(ui, kept).catch((error: unknown) => showError(offer, error, ui.log));
  });
}

/** One edit of all that has a result. @returns how many became others */
async function applyResults(
  { edits, capabilities }: TeachUi,
  { document, before, meant, teaching }: Lesson,
): Promise<number> {
  const replacements = meant.pieces.flatMap(({ range, text }, at) => {
    const result = teaching.resultAt(at);
    return typeof result === 'string' && result !== text ? [{ range, text: meant.written(range, result) }] : [];
  });
  if (replacements.length === 0) return 0;
  const path =
    capabilities.service.of(document.uri)?.pathOf(document.uri) ?? vscode.workspace.asRelativePath(document.uri);
  // `after` is not looked at where the replacements are given.
  const change = { uri: document.uri, path, before, after: before, replacements };
  await applyChanges(edits.backups, [change], l10n.t('Teach by Example'));
  return replacements.length;
}

/** Before somebody types what cannot be written. @throws ToolwrightError `read-only` */
async function refuseReadOnly(uri: vscode.Uri): Promise<void> {
  if (uri.scheme === 'untitled') return;
  const isWritable = vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;
  const { permissions = 0 } = isWritable ? await vscode.workspace.fs.stat(uri) : {};
  if (isWritable && (permissions & vscode.FilePermission.Readonly) === 0) return;
  throw new ToolwrightError('read-only', l10n.t('This text cannot be changed: it is read-only'), {
    hint: l10n.t('Save a copy, and teach on that.'),
  });
}

function noEditor(): ToolwrightError {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  if (tab?.input instanceof vscode.TabInputText) {
    return new ToolwrightError(
      'too-large',
      l10n.t('VS Code does not hand {0} to extensions: it is too large', tab.label),
      {
        hint: commandLineHint(),
      },
    );
  }
  return new ToolwrightError('no-editor', l10n.t('No editor is open'), {
    hint: l10n.t('Open a text, and select the lines to change.'),
  });
}

/** The program as TypeScript, beside the text; a look, no file. */
async function showProgram({ documents }: TeachUi, { learned }: Teaching): Promise<void> {
  if (learned === undefined) return;
  const uri = documents.put(`taught/program-${learned.program}.ts`, learned.source);
  await vscode.window.showTextDocument(uri, {
    viewColumn: vscode.ViewColumn.Beside,
    preserveFocus: true,
    preview: true,
  });
}
