import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord } from '#base';
import { type FailureKind, policyFileName, type RequestOutcome } from '#protocol';
import { sentences } from '../../texts/sentences.ts';
import type { CapabilityUi } from '../ports.ts';
import type { CapabilityService } from '../sessions/capabilityService.ts';
import type { FolderCapabilities } from '../sessions/folderCapabilities.ts';
import { type NextStep, nextSteps, stepText } from '../steps.ts';
import type { Question } from './question.ts';

/** What the request that failed was about, and how it is taken up again. */
export interface FailedAt {
  /** The one of several selections that it failed with, where another may fare better: its number and line, from 1. */
  readonly selection?: { readonly number: number; readonly line: number };
  /** Asks for the other selections. */
  readonly leaveFailed?: () => Promise<void>;
  /** Asks for the same once more, when what stood in its way is gone. */
  readonly again?: () => Promise<void>;
}

/** Says why a request was not served, and offers what can be done next. */
export async function offerNextSteps(
  ui: CapabilityUi,
  { text, folder }: Pick<Question, 'text' | 'folder'>,
  failed: Exclude<RequestOutcome, { readonly kind: 'served' }>,
  { selection, leaveFailed, again }: FailedAt = {},
): Promise<void> {
  // Another window, or the reading that is under way, may know of capabilities that this one does not.
  await folder.refresh();
  ui.log.info(`“${text}” was not served (${failed.kind}): ${failed.reason}`);
  const here = nextSteps(failed, folder.rows).map((step): StepItem => {
    const { label, detail, icon } = stepText(step);
    return {
      label,
      ...(detail === undefined ? {} : { description: detail }),
      iconPath: new vscode.ThemeIcon(icon),
      take: async () => {
        await takeStep(folder, step, text);
        const isLetThrough = step.kind === 'verify' || step.kind === 'approve';
        if (isLetThrough && folder.row(step.name)?.standing === 'admitted') await again?.();
      },
    };
  });
  const items = [
    ...(leaveFailed === undefined ? [] : [forTheOthers(leaveFailed)]),
    ...here,
    ...elsewhere(ui.service, folder, text, failed.kind),
  ];
  const picked = await vscode.window.showQuickPick(items, {
    // The reason is what people look for; a placeholder is pale.
    title: sentences(
      selection === undefined
        ? failed.reason
        : l10n.t('Selection {0}, line {1}: {2}', selection.number, selection.line, failed.reason),
    ),
    placeHolder: l10n.t('“{0}” was not done. What next?', text),
    ignoreFocusOut: true,
  });
  await picked?.take();
}

interface StepItem extends vscode.QuickPickItem {
  readonly take: () => Promise<unknown>;
}

function forTheOthers(take: () => Promise<void>): StepItem {
  return {
    label: l10n.t('Go On with the Other Selections'),
    description: l10n.t('those that fail stay as they are'),
    iconPath: new vscode.ThemeIcon('debug-step-over'),
    take,
  };
}

/** The same request to the other folders that have capabilities, where none of this folder serves it. */
function elsewhere(
  { folders }: CapabilityService,
  folder: FolderCapabilities,
  text: string,
  kind: FailureKind,
): readonly StepItem[] {
  if (kind !== 'missing_handler' && kind !== 'low_confidence') return [];
  const others = folders.filter((other) => other !== folder && other.rows.length > 0);
  return others.map(({ folder: { name, uri } }) => ({
    label: l10n.t('Ask in {0}', name),
    iconPath: new vscode.ThemeIcon('root-folder'),
    take: async () => vscode.commands.executeCommand('toolwright.ask', { request: text }, uri.toString()),
  }));
}

/** Does what was offered. @param text of the request that failed */
export async function takeStep(folder: FolderCapabilities, step: NextStep, text: string): Promise<void> {
  const at = folder.folder.uri.toString();
  switch (step.kind) {
    case 'policy':
      await vscode.window.showTextDocument(folder.uriOf(policyFileName));
      return;
    case 'use':
      await vscode.commands.executeCommand('toolwright.ask', step.guess, at);
      return;
    case 'generate':
      await vscode.commands.executeCommand('toolwright.gaps.generate', { request: text });
      return;
    case 'ask':
      await vscode.commands.executeCommand('toolwright.ask', { words: text }, at);
      return;
    case 'create':
      await vscode.commands.executeCommand('toolwright.capabilities.create', { title: text }, at);
      return;
    default:
      await vscode.commands.executeCommand(stepCommands[step.kind], { name: step.name }, at);
  }
}

const stepCommands = {
  verify: 'toolwright.capabilities.verify',
  approve: 'toolwright.capabilities.approve',
  report: 'toolwright.capabilities.openReport',
  code: 'toolwright.capabilities.openCode',
} as const;

/** A step as a row of a tree hands it to its command. */
export function isStep(argument: unknown): argument is NextStep {
  if (!isRecord(argument)) return false;
  const { kind, name, guess } = argument;
  if (kind === 'policy' || kind === 'generate' || kind === 'ask' || kind === 'create') return true;
  if (kind === 'use') return isRecord(guess) && typeof guess.intent === 'string' && typeof guess.name === 'string';
  return typeof kind === 'string' && Object.hasOwn(stepCommands, kind) && typeof name === 'string';
}
