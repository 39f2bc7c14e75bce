import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { type RolloutStatus, type RolloutStrategy, rolloutStrategies } from '#protocol';
import type { RolloutUi } from '../ports.ts';
import { commandTitle, ofUsers, strategyLabel } from '../words.ts';
import { askOrder } from './order.ts';
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
    consequence: consequenceOf(strategy, status),
    objection: choice.overrules === true ? choice.reason : undefined,
  });
  if (order === undefined) return;
  await carryOut(ui, at, title, () => at.folder.session.startRollout(status.name, { ...order, strategy }));
  ui.dashboard.show({ folder: at.folder.key, name: status.name });
}

/** The one that was given, or one that the user picks: that of the policy comes first. */
async function strategyFor(
  argument: unknown,
  title: string,
  { strategy: usual }: RolloutStatus,
): Promise<RolloutStrategy | undefined> {
  if (isRecord(argument) && typeof argument.reason === 'string') {
    return rolloutStrategies.find((strategy) => strategy === argument.strategy) ?? usual;
  }
  const sorted = [usual, ...rolloutStrategies.filter((strategy) => strategy !== usual)];
  const items = sorted.map((strategy) => ({
    ...strategyLabel(strategy),
    ...(strategy === usual && { description: l10n.t('as the policy has it') }),
    strategy,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Who gets the new version, and when?'),
    ignoreFocusOut: true,
  });
  return picked?.strategy;
}

function consequenceOf(strategy: RolloutStrategy, { inFolder, steps: [first], name }: RolloutStatus): string {
  const version = inFolder?.version ?? name;
  if (strategy === 'percentage' && first !== undefined) {
    return l10n.t('{0} is frozen as it is now, and {1} get it.', version, ofUsers(first.percent));
  }
  return l10n.t('{0} is frozen as it is now, and the first users get it.', version);
}
