import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { type RolloutStatus, type RolloutStrategy, rolloutStrategies } from '#protocol';
import type { RolloutUi } from '../ports.ts';
import { commandTitle } from '../words.ts';
import { askOrder } from './order.ts';
import { startConsequence, startItems } from './starts.ts';
import { carryOut, present, refused } from './steer.ts';
import { rolloutFor } from './subject.ts';

/** Starts the rollout of a capability, by a strategy that is chosen, and shows it. */
export async function startRollout(ui: RolloutUi, argument: unknown, folder: unknown): Promise<void> {
  const at = await rolloutFor(ui.service, argument, folder, {
    title: l10n.t('Start Rollout'),
    commands: ['start'],
    none: l10n.t('No capability can be rolled out now'),
  });
  if (at === undefined) return;
  const status = await present(at);
  const title = commandTitle('start', status.name);
  const choice = status.choices.find(({ command }) => command === 'start');
  if (choice?.possible !== true) throw refused(title, choice?.reason);
  const strategy = await strategyFor(argument, title, status);
  if (strategy === undefined) return;
  const order = await askOrder(argument, {
    title,
    consequence: startConsequence(strategy, status),
    objection: choice.overrules && choice.reason,
  });
  if (order === undefined) return;
  await carryOut(ui, at, title, () => at.folder.session.startRollout(status.name, { ...order, strategy }));
  ui.dashboard.show({ folder: at.folder.key, name: status.name });
}

/** The strategy that was given, or one that the user picks. */
async function strategyFor(
  argument: unknown,
  title: string,
  status: RolloutStatus,
): Promise<RolloutStrategy | undefined> {
  if (isRecord(argument) && typeof argument.reason === 'string') {
    const usual = status.starts.find(({ isUsual }) => isUsual)?.strategy ?? status.strategy;
    return rolloutStrategies.find((strategy) => strategy === argument.strategy) ?? usual;
  }
  const picked = await vscode.window.showQuickPick(startItems(status), {
    title,
    placeHolder: l10n.t('Who gets the new version, and when?'),
    ignoreFocusOut: true,
  });
  if (picked?.refused !== undefined) throw refused(title, picked.refused);
  return picked?.strategy;
}
