import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import type { RolloutCommand } from '#protocol';
import { joined } from '../../texts/quantities.ts';
import type { FolderRollouts } from '../sessions/folderRollouts.ts';
import type { RolloutAt, RolloutService } from '../sessions/rolloutService.ts';
import { isRolloutElement } from '../tree/rolloutTree.ts';
import { stateLabel } from '../words.ts';

/** The rollout that a command names: by a row of the tree, or by `{ name }` and the folder as text. */
export async function namedRollout(
  service: RolloutService,
  argument: unknown,
  folder: unknown,
): Promise<RolloutAt | undefined> {
  const { name, key } = nameOf(argument, folder);
  if (name === undefined) return undefined;
  const find = () =>
    service.all.find(({ folder: at, status }) => status.name === name && (key === undefined || at.key === key));
  if (find() === undefined) {
    const [failure] = await readAll(service);
    if (find() === undefined && failure !== undefined) throw failure.error;
  }
  return find();
}

function nameOf(argument: unknown, folder: unknown): { readonly name?: string | undefined; readonly key?: string } {
  if (isRolloutElement(argument)) return { name: argument.node.name, key: argument.rolloutFolder.key };
  if (!isRecord(argument) || typeof argument.name !== 'string') return {};
  return { name: argument.name, ...(typeof folder === 'string' && { key: folder }) };
}

/**
 * The rollout that a command is about: the one it names, or one that the user picks among those with which it can be done.
 * @param commands what is to be done: one of them has to be possible
 * @throws ToolwrightError `no-rollout`
 */
export async function rolloutFor(
  service: RolloutService,
  argument: unknown,
  folder: unknown,
  { title, commands, none }: { title: string; commands: readonly RolloutCommand[]; none: string },
): Promise<RolloutAt | undefined> {
  const named = await namedRollout(service, argument, folder);
  if (named !== undefined) return named;
  if (isRecord(argument) && typeof argument.name === 'string') {
    throw new ToolwrightError('no-rollout', l10n.t('There is no rollout of “{0}”', argument.name), {
      hint: l10n.t('“Toolwright: Show Rollouts” shows what there is.'),
    });
  }
  const [failure] = await readAll(service);
  const fitting = service.all.filter(({ status }) =>
    status.choices.some(({ command, possible }) => possible && commands.includes(command)),
  );
  if (fitting.length === 0 && failure !== undefined) throw failure.error;
  if (fitting.length === 0) throw new ToolwrightError('no-rollout', none, { hint: whyNot(service, commands) });
  const items = fitting.map((at) => ({
    label: at.status.name,
    description: joined([stateLabel(at.status.state), at.status.candidate, folderName(service, at)]),
    detail: at.status.words,
    at,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Which capability?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.at;
}

/** The reason of the one that comes nearest; what to do where there is none at all. */
function whyNot({ all }: RolloutService, commands: readonly RolloutCommand[]): string {
  const [first] = all;
  const reason = first?.status.choices.find(({ command }) => commands.includes(command))?.reason;
  if (first === undefined || reason === undefined)
    return l10n.t('Verify a capability first: “Toolwright: Verify Capability…”.');
  return `${first.status.name}: ${reason}`;
}

function folderName({ folders }: RolloutService, { folder }: RolloutAt): string | false {
  return folders.length > 1 && folder.capabilities.folder.name;
}

/** A folder of which it cannot be read what goes on there. */
export interface Unread {
  readonly folder: FolderRollouts;
  readonly error: unknown;
}

/**
 * A command may be the first to ask for capabilities, or for what was verified a moment ago. What cannot be read in one folder, as
 * where its journal cannot be opened, hides neither the others nor what is known of its flags.
 */
export async function readAll({ folders }: RolloutService): Promise<readonly Unread[]> {
  const results = await Promise.allSettled(folders.map(readOne));
  return results.flatMap((result, at) => {
    const folder = folders[at];
    return result.status === 'rejected' && folder ? [{ folder, error: result.reason }] : [];
  });
}

async function readOne(folder: FolderRollouts): Promise<void> {
  const { capabilities } = folder;
  const [ready] = await Promise.allSettled([capabilities.ready()]);
  if (capabilities.rows.length > 0 || (await folder.hasAny())) await folder.refresh();
  else if (ready.status === 'rejected') throw ready.reason;
}
