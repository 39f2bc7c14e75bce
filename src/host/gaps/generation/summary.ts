import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Generation, GenerationQuestion, PlainData } from '#protocol';
import type { GivenExample } from './askForExamples.ts';
import { attemptLabel, attemptText, endText, usageText } from './texts.ts';

/** What is to be done with what was generated. */
export type Choice = 'keep' | 'answer' | 'report' | 'program' | 'discard';

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
  const doubts = (best?.caveats ?? []).flatMap((caveat) =>
    wrapped(caveat).map((line, nth) => ({ label: `${nth === 0 ? '$(warning)' : '$(blank)'} ${plainLabel(line)}` })),
  );
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
    ...(best?.question === undefined ? [] : [questionRow(best.question)]),
    { label: `$(preview) ${l10n.t('Open Report')}`, choice: 'report' },
    ...(best === undefined ? [] : [{ label: `$(code) ${l10n.t('Show the Program')}`, choice: 'program' as const }]),
    { label: `$(discard) ${usable ? l10n.t('Discard') : l10n.t('Close')}`, choice: 'discard' },
    ...separated(l10n.t('Doubts'), doubts),
    ...separated(l10n.t('What was tried'), [...tried, ...failed, ...cost]),
  ];
}

function questionRow({ input, answers }: GenerationQuestion): Row {
  return {
    label: `$(question) ${l10n.t('Say what should become of {0}…', plainLabel(valueText(input)))}`,
    description: answers.slice(0, 3).map(answerText).join(' / '),
    choice: 'answer',
  };
}

/**
 * Asks for the output of the input that tells most about what is meant.
 * @returns undefined where the user thinks better of it
 */
export async function askForAnswer({ input, answers }: GenerationQuestion): Promise<GivenExample | undefined> {
  const another = l10n.t('Something else…');
  const items = [
    ...answers.map((output) => ({ label: plainLabel(answerText(output)), output })),
    ...(answers.some((one) => typeof one === 'string') ? [{ label: another, output: undefined }] : []),
  ];
  const title = l10n.t('What should become of {0}?', valueText(input));
  const picked = await vscode.window.showQuickPick(items, { title, ignoreFocusOut: true });
  if (picked === undefined) return undefined;
  if (picked.output !== undefined) return { input, output: picked.output };
  const typed = await vscode.window.showInputBox({ title, ignoreFocusOut: true });
  return typed === undefined ? undefined : { input, output: typed };
}

function answerText(value: PlainData): string {
  return value === null ? l10n.t('no answer: stays as it is') : valueText([value]);
}

/** Texts as they are, other values as JSON; not too long for a row. */
function valueText(values: readonly PlainData[]): string {
  const text = values.map((value) => (typeof value === 'string' ? `“${value}”` : JSON.stringify(value))).join(', ');
  return text.length > 60 ? `${[...text].slice(0, 59).join('')}…` : text;
}

/** Characters that the narrowest list has room for. */
const widest = 72;

/** A sentence in lines: a row of a list has one, and cuts off what is too long for it. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= widest) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function separated(label: string, rows: readonly Row[]): readonly Row[] {
  return rows.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...rows];
}

/** Words of others bring no icon into a label. */
function plainLabel(text: string): string {
  return text.replace(/\$\((?=[\w~-]+\))/g, '$ (');
}
