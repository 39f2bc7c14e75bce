import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import type { RolloutOrder } from '#protocol';
import { personName } from '../../capabilities/person.ts';

/** What a person is asked before something is done to a rollout. */
export interface OrderQuestion {
  readonly title: string;
  /** What will happen, in one sentence. */
  readonly consequence: string;
  /** What the policy says against it. Whoever does it all the same is asked once more. */
  readonly objection?: string | undefined;
  /** What cannot be taken back easily is asked once more: the words of the button that agrees. */
  readonly grave?: string | undefined;
}

/**
 * Asks who wants it and why; both go to the journal. Nothing where the person thinks better of it.
 * @param argument other extensions may give the reason as `{ reason }`, and are not asked
 */
export async function askOrder(argument: unknown, question: OrderQuestion): Promise<RolloutOrder | undefined> {
  const given = isRecord(argument) && typeof argument.reason === 'string' ? argument.reason.trim() : '';
  const person = (await personName()) || (await askPerson(question.title));
  if (person === undefined) return undefined;
  if (given !== '') return { person, reason: given };
  const reason = await vscode.window.showInputBox({
    title: question.title,
    prompt: question.consequence,
    placeHolder: l10n.t('Why?'),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('A decision has a reason.') : undefined),
  });
  if (reason === undefined || !(await isConfirmed(question))) return undefined;
  return { person, reason: reason.trim() };
}

async function askPerson(title: string): Promise<string | undefined> {
  const person = await vscode.window.showInputBox({
    title,
    prompt: l10n.t('Who decides it?'),
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === '' ? l10n.t('A decision has a name.') : undefined),
  });
  return person?.trim();
}

async function isConfirmed({ title, consequence, objection, grave }: OrderQuestion): Promise<boolean> {
  if (objection === undefined && grave === undefined) return true;
  const agree = grave ?? l10n.t('Overrule the Policy');
  const detail =
    objection === undefined ? consequence : `${l10n.t('The policy says otherwise. {0}', objection)}\n\n${consequence}`;
  const chosen = await vscode.window.showWarningMessage(l10n.t('{0}?', title), { modal: true, detail }, agree);
  return chosen === agree;
}
