import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, ToolwrightError } from '#base';
import type { CapabilityRow, ComparisonOptions, KeptVersion } from '#protocol';
import { folderAt } from '../../capabilities/commands/subject.ts';
import type { FolderCapabilities } from '../../capabilities/sessions/folderCapabilities.ts';
import { standingLabel } from '../../capabilities/texts/words.ts';
import { joined } from '../../texts/quantities.ts';
import type { BenchmarkUi } from '../ports.ts';
import { toldTo } from './progress.ts';

/**
 * Measures several capabilities in turn, and shows which are quicker. Other extensions give `{ names, seconds, rounds }` and the folder;
 * without names they are picked, `{ with }` among them. `NAME@VERSION` is a version that is kept.
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

/** Which, and then which of them the others are held against. */
async function pickNames(folder: FolderCapabilities, argument: unknown): Promise<readonly string[] | undefined> {
  const title = l10n.t('Compare Capabilities');
  const known = isRecord(argument) && typeof argument.with === 'string' ? argument.with : undefined;
  const items = comparable(folder.rows, await folder.session.versions()).map((item) => ({
    ...item,
    picked: item.label === known,
  }));
  if (items.length < 2) {
    throw new ToolwrightError('no-capability', l10n.t('There are not two capabilities with examples'), {
      hint: l10n.t('“Toolwright: New Capability…” makes one.'),
    });
  }
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t('Which capabilities? Two at least.'),
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  if (picked === undefined) return undefined;
  // What is new is held against what is in use, unless somebody says otherwise.
  const names = picked.toSorted((a, b) => Number(b.isInUse) - Number(a.isInUse)).map(({ label }) => label);
  if (names.length < 2) {
    throw new ToolwrightError('one-alone', l10n.t('One alone cannot be compared'), {
      hint: l10n.t('Choose two at least. “Toolwright: Benchmark Capability” measures one.'),
    });
  }
  const first = known !== undefined && names.includes(known) ? known : await pickFirst(title, names);
  return first === undefined ? undefined : [first, ...names.filter((name) => name !== first)];
}

interface Comparable extends vscode.QuickPickItem {
  readonly isInUse: boolean;
}

/** What is in the folders of capabilities, each with its versions after it: the one in use first. */
function comparable(rows: readonly CapabilityRow[], versions: readonly KeptVersion[]): readonly Comparable[] {
  const inFolders = rows.flatMap(({ name, standing, capability }) => {
    if (capability === undefined || capability.examples.length === 0) return [];
    const description = joined([standingLabel(standing), capability.version]);
    return [{ of: name, label: name, description, detail: capability.manifest.title, isInUse: false }];
  });
  const kept = versions.flatMap(({ name, capability, title, examples, isInUse }) => {
    if (examples === 0) return [];
    const description = isInUse ? l10n.t('The version in use') : l10n.t('A version that was rolled out');
    return [{ of: capability, label: name, description, detail: title, isInUse }];
  });
  return [...Map.groupBy([...inFolders, ...kept], ({ of }) => of).values()].flat();
}

function pickFirst(title: string, names: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showQuickPick(names, {
    title,
    placeHolder: l10n.t('Which of them are the others held against?'),
    ignoreFocusOut: true,
  });
}
