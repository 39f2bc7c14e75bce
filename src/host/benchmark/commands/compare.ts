import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import type { ComparisonOptions } from '#protocol';
import { folderAt } from '../../capabilities/commands/subject.ts';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { standingLabel } from '../../capabilities/texts/words.ts';
import { joined } from '../../texts/quantities.ts';
import type { BenchmarkUi } from '../ports.ts';
import { toldTo } from './progress.ts';

/**
 * Measures several capabilities in turn, and shows which are quicker. Other extensions give `{ names, seconds, rounds }` and the folder;
 * without names they are picked, `{ with }` among them.
 */
export async function compareCapabilities(ui: BenchmarkUi, argument: unknown, folderUri: unknown): Promise<void> {
  const folder = folderAt(ui.service, folderUri) ?? (await ui.service.choose());
  if (folder === undefined) return;
  await folder.ready();
  const names = givenNames(argument) ?? (await pickNames(folder, argument));
  if (names === undefined) return;
  const address = folder.folder.uri.toString();
  const title = l10n.t('Comparing {0}', names.join(', '));
  ui.panel.compare(address, names);
  try {
    await ui.tasks.run(title, (task) =>
      folder.session.compare(names, {
        ...givenLimits(argument),
        signal: task.signal,
        report: toldTo(ui.panel, { step: title, names }, task.report),
      }),
    );
  } finally {
    ui.panel.busyWith(undefined);
  }
  ui.panel.compare(address, names);
}

function givenNames(argument: unknown): readonly string[] | undefined {
  if (!isRecord(argument) || !Array.isArray(argument.names)) return undefined;
  const names = [...new Set(argument.names.filter((name) => typeof name === 'string'))];
  return names.length < 2 ? undefined : names;
}

function givenLimits(argument: unknown): Pick<ComparisonOptions, 'seconds' | 'rounds'> {
  if (!isRecord(argument)) return {};
  const { seconds, rounds } = argument;
  return { ...(isPositive(seconds) && { seconds }), ...(isPositive(rounds) && { rounds }) };
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

/** Which, and then which of them the others are held against: the version in use, for instance. */
async function pickNames(folder: FolderCapabilities, argument: unknown): Promise<readonly string[] | undefined> {
  const title = l10n.t('Compare Capabilities');
  const known = isRecord(argument) && typeof argument.with === 'string' ? argument.with : undefined;
  const fitting = folder.rows.filter(({ capability }) => (capability?.examples.length ?? 0) > 0);
  if (fitting.length < 2) {
    throw new ToolwrightError('no-capability', l10n.t('There are not two capabilities with examples'), {
      hint: l10n.t('“Toolwright: New Capability…” makes one.'),
    });
  }
  const items = fitting.map(({ name, standing, capability }) => ({
    label: name,
    description: joined([standingLabel(standing), capability?.version]),
    detail: capability?.manifest.title ?? '',
    picked: name === known,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Which capabilities? Two at least.'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  const names = picked?.map(({ label }) => label) ?? [];
  if (picked === undefined) return undefined;
  if (names.length < 2) {
    throw new ToolwrightError('one-alone', l10n.t('One alone cannot be compared'), {
      hint: l10n.t('Choose two at least. “Toolwright: Benchmark Capability” measures one.'),
    });
  }
  const first = known !== undefined && names.includes(known) ? known : await pickFirst(title, names);
  return first === undefined ? undefined : [first, ...names.filter((name) => name !== first)];
}

function pickFirst(title: string, names: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showQuickPick(names, {
    title,
    placeHolder: l10n.t('Which of them are the others held against?'),
    ignoreFocusOut: true,
  });
}
