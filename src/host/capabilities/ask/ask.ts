import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import type { Match, PlainData } from '#protocol';
import { applyChanges } from '../../edits/applyEdit.ts';
import type { FileChange, FileMove } from '../../edits/fileChange.ts';
import { files, joined } from '../../texts/quantities.ts';
import type { CapabilityUi } from '../ports.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { type Answered, askAll, dependsOnPiece } from './askAll.ts';
import { type AtHand, readAtHand, usualScope } from './atHand.ts';
import { changesOf, movesOf } from './changes.ts';
import { offerNextSteps } from './failure.ts';
import { type Scope, scopes } from './intents.ts';
import { type Proposal, proposalOf } from './proposal.ts';
import { askForQuestion, type Question, questionFor } from './question.ts';
import { offerTasks } from './runTasks.ts';

/** What the command can be given, by key bindings and by other commands. */
export interface AskArguments {
  /** Asked for as it is, without a question. */
  readonly request?: string;
  /** Put into the question, to be changed. */
  readonly words?: string;
  /** A way of asking for the capability `name`; what it leaves open is asked for. */
  readonly intent?: string;
  readonly name?: string;
  readonly scope?: Scope;
}

/** Asks for something, and makes of the answer one edit that the user has seen. */
export async function ask(ui: CapabilityUi, given: AskArguments, at?: FolderCapabilities): Promise<void> {
  const asked = at ?? (await ui.service.choose());
  if (asked === undefined) return;
  await asked.ready();
  const question = await questionOf(ui.service, asked, given);
  if (question === undefined) return;
  await serve(ui, question);
}

/** @param leaveFailed whether selections stay as they are with which the capability fails */
async function serve(ui: CapabilityUi, question: Question, leaveFailed = false): Promise<void> {
  const { folder } = question;
  const offer = ui.feedback.asked();
  const back = placeNow();
  const hand = await readAtHand(folder, question.scope);
  const answer = await ui.tasks.run(l10n.t('Asking: {0}', question.text), (options) =>
    askAll(folder, question, hand, { ...options, leaveFailed }),
  );
  void folder.refresh();
  if (!('failed' in answer)) {
    await deliver(ui, folder, hand, answer, question);
    if (answer.request !== undefined) offer(folder, answer.request, question.text);
    return;
  }
  const { failed, at } = answer;
  const again = (leave: boolean) => async () => {
    await back();
    await serve(ui, question, leave);
  };
  const range = hand.pieces[at]?.range;
  const isOneOfSeveral = hand.pieces.length > 1 && range !== undefined && dependsOnPiece(failed);
  await offerNextSteps(ui, question, failed, {
    again: again(leaveFailed),
    ...(isOneOfSeveral && { selection: { number: at + 1, line: range.start.line + 1 } }),
    ...(isOneOfSeveral && !leaveFailed && { leaveFailed: again(true) }),
  });
}

/** Remembers what is open and selected; what comes back leads there again. */
function placeNow(): () => Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return async () => {};
  const { document, selections, viewColumn } = editor;
  return async () => {
    const shown = await vscode.window.showTextDocument(document, viewColumn);
    shown.selections = selections;
  };
}

/** What a command was called with, as far as it can be used. */
export function askArguments(argument: unknown): AskArguments {
  if (!isRecord(argument)) return {};
  const text = (key: string) => (typeof argument[key] === 'string' ? { [key]: argument[key] } : {});
  const scope = scopes.find((one) => one === argument.scope);
  return { ...text('request'), ...text('words'), ...text('intent'), ...text('name'), ...(scope && { scope }) };
}

async function questionOf(
  { folders }: CapabilityService,
  folder: FolderCapabilities,
  given: AskArguments,
): Promise<Question | undefined> {
  const { request, words, intent, name, scope = usualScope() } = given;
  if (request !== undefined) return { text: request, scope, folder };
  const row = name === undefined ? undefined : folder.row(name);
  if (intent === undefined || row?.capability === undefined) {
    const others = folders.filter((one) => one !== folder);
    return askForQuestion(folder, others, scope, words);
  }
  const { title } = row.capability.manifest;
  return questionFor(folder, { name: row.name, intent, title }, scope);
}

async function deliver(
  ui: CapabilityUi,
  folder: FolderCapabilities,
  hand: AtHand,
  { name, served, pieces, left, match }: Answered,
  { text }: Question,
): Promise<void> {
  const { document } = hand;
  const path = document && pieces.length > 0 ? (folder.pathOf(document.uri) ?? '') : undefined;
  const proposal = proposalOf(served, path);
  const changes = await changesOf(folder, proposal, hand, pieces);
  const moves = await movesOf(folder, proposal);
  let { tasks } = proposal;
  const changesFiles = changes.length + moves.length > 0;
  const doubts = doubtsIn(match);
  if (changesFiles) {
    const leftOut = left > 0 && l10n.t('{0} of {1} selections stay as they are', left, left + pieces.length);
    const title = joined([`${name}: ${text}`, ...doubts, leftOut]);
    const openable = moves.length === 0;
    const answer = await ui.edits.proposals.ask(changes, { title, openable, moves, tasks });
    if (answer === 'discard') return;
    if (answer === 'open') {
      await openAsNew(changes[0]?.after ?? '', document?.languageId);
      // They are meant for the files as they were to be.
      tasks = [];
    } else await apply(ui, changes, moves, title);
  }
  if (proposal.data !== undefined) await openData(proposal.data);
  else if (!changesFiles && tasks.length === 0) sayNothingChanged(name, proposal);
  if (!changesFiles && doubts.length > 0) {
    void vscode.window.showWarningMessage(joined([`${name}: ${text}`, ...doubts]));
  }
  await offerTasks(folder, name, tasks);
}

/** What of the request may not have been understood as it was meant. */
function doubtsIn({ unheard = [], taken = [] }: Partial<Match> = {}): readonly string[] {
  const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ');
  return [
    ...(unheard.length === 0 ? [] : [l10n.t('left out: {0}', quoted(unheard))]),
    ...(taken.length === 0 ? [] : [l10n.t('taken as the text to work on: {0}', quoted(taken))]),
  ];
}

async function apply(
  { edits }: CapabilityUi,
  changes: readonly FileChange[],
  moves: readonly FileMove[],
  title: string,
): Promise<void> {
  await applyChanges(edits.backups, changes, title, moves);
  const message = l10n.t(
    'Changed {0}. Undo takes it back, and so does “Restore Backup of the Last Edit…”.',
    files(changes.length + moves.length),
  );
  vscode.window.setStatusBarMessage(message, 10_000);
}

async function openData(data: PlainData): Promise<void> {
  if (typeof data === 'string') await openAsNew(data, undefined);
  else await openAsNew(`${JSON.stringify(data, null, 2)}\n`, 'json');
}

async function openAsNew(content: string, language: string | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument({
    content,
    ...(language === undefined ? {} : { language }),
  });
  await vscode.window.showTextDocument(document);
}

function sayNothingChanged(name: string, { texts }: Proposal): void {
  const message =
    texts === undefined
      ? l10n.t('{0} did it, and has nothing to show.', name)
      : l10n.t('{0} leaves the text as it is.', name);
  vscode.window.setStatusBarMessage(message, 10_000);
}
