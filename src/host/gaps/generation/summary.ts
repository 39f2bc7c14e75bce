import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Generation } from '#protocol';
import { attemptLabel, attemptText, endText, usageText } from './texts.ts';

/** What is to be done with what was generated. */
export type Choice = 'keep' | 'report' | 'program' | 'discard';

interface Row extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** Asks what is to be done: the answer is in the title, what can be done first, what was tried below. */
export async function chooseNext(generation: Generation): Promise<Choice> {
  const picked = await vscode.window.showQuickPick(rowsOf(generation), {
    title: endText(generation),
    placeHolder: l10n.t('Nothing is written before you keep it.'),
    ignoreFocusOut: true,
    matchOnDescription: true,
  });
  return picked?.choice ?? (picked === undefined ? 'discard' : 'report');
}

/** The rows of the summary. */
export function rowsOf({ best, attempts, failures, usage }: Generation): readonly Row[] {
  const usable = best !== undefined && best.standing !== 'rejected';
  const doubts = (best?.caveats ?? []).map((caveat) => ({ label: `$(warning) ${plainLabel(caveat)}` }));
  const tried = attempts.map((attempt) => ({
    label: `$(${attempt.rejected === undefined ? 'pass' : 'circle-slash'}) ${plainLabel(attemptLabel(attempt))}`,
    description: attemptText(attempt),
  }));
  const failed = failures.map(({ generator, message }) => ({
    label: `$(error) ${plainLabel(generator)}`,
    description: message,
  }));
  const cost = usage === undefined ? [] : [{ label: `$(sparkle) ${plainLabel(usageText(usage))}` }];
  return [
    ...(usable ? [{ label: `$(save) ${l10n.t('Keep…')}`, description: best.draft.name, choice: 'keep' as const }] : []),
    { label: `$(preview) ${l10n.t('Open Report')}`, choice: 'report' },
    ...(best === undefined ? [] : [{ label: `$(code) ${l10n.t('Show the Program')}`, choice: 'program' as const }]),
    { label: `$(discard) ${usable ? l10n.t('Discard') : l10n.t('Close')}`, choice: 'discard' },
    ...separated(l10n.t('Doubts'), doubts),
    ...separated(l10n.t('What was tried'), [...tried, ...failed, ...cost]),
  ];
}

function separated(label: string, rows: readonly Row[]): readonly Row[] {
  return rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
}

/** Words of others bring no icon into a label. */
function plainLabel(text: string): string {
  return text.replace(/\$\((?=[\w~-]+\))/g, '$ (');
}
