import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, type ReportProgress, type TaskOptions } from '#base';
import { type VerificationLevel, verificationLevels } from '#protocol';
import { joined } from '../../texts/quantities.ts';
import type { CapabilityUi } from '../ports.ts';
import type { CapabilityAt } from '../sessions/capabilityService.ts';
import { standingsText } from '../texts/words.ts';
import { capabilityFor, subjectOf } from './subject.ts';

/** What is enough for most: it tries how the code behaves, and takes seconds. */
const usualLevel: VerificationLevel = 'COMPREHENSIVE';

/** Gathers the evidence for one capability, and shows the report. */
export async function verifyCapability(ui: CapabilityUi, argument: unknown, folderUri: unknown): Promise<void> {
  const at = await capabilityFor(ui.service, argument, folderUri, {
    title: l10n.t('Verify Capability'),
    accepts: ({ row }) => row.capability !== undefined,
    none: l10n.t('There is no capability that can be verified'),
  });
  if (at === undefined) return;
  const level = levelOf(argument) ?? (await pickLevel(at));
  if (level === undefined) return;
  // Shown first: the panel tells how far it is.
  ui.reports.show(subjectOf(at));
  await verifyOne(ui, at, level);
}

/** Gathers the evidence for one capability where everybody sees that it is being done. */
export async function verifyOne(
  { tasks, reports }: Pick<CapabilityUi, 'tasks' | 'reports'>,
  at: CapabilityAt,
  level: VerificationLevel,
): Promise<void> {
  // Whoever asks for the same evidence once more wants to see it gathered.
  const fresh = at.row.report?.asked === level;
  await tasks.run(l10n.t('Verifying {0} up to {1}', at.row.name, level), (options) =>
    gather(reports, at, { ...options, level, fresh }),
  );
}

/** Gathers evidence, and tells the panel of the capability how far it is. */
async function gather(
  reports: CapabilityUi['reports'],
  at: CapabilityAt,
  options: TaskOptions & { readonly level: VerificationLevel; readonly fresh?: boolean },
): Promise<void> {
  const { folder, row } = at;
  const subject = subjectOf(at);
  const title = l10n.t('Verifying up to {0}', options.level);
  reports.busyWith(subject, title);
  const report: ReportProgress = (progress) => {
    options.report?.(progress);
    const { step, done, total } = progress;
    const place = total === undefined ? step : l10n.t('{0} ({1} of {2})', step, done + 1, total);
    reports.busyWith(subject, joined([title, place]));
  };
  try {
    await folder.session.verify(row.name, { ...options, report });
  } finally {
    reports.busyWith(subject, undefined);
  }
  await folder.refresh();
}

/** Gathers the evidence for all capabilities, one after the other; what is known of their present content is kept. */
export async function verifyAll(ui: CapabilityUi, argument: unknown): Promise<void> {
  for (const folder of ui.service.folders) await folder.ready();
  const level = levelOf(argument) ?? (await pickLevel());
  if (level === undefined) return;
  const all = ui.service.all.filter(({ row }) => row.capability !== undefined);
  await vscode.commands.executeCommand('toolwright.capabilities.focus');
  await ui.tasks.run(l10n.t('Verifying all capabilities up to {0}', level), async ({ signal, report }) => {
    for (const [before, at] of all.entries()) {
      const tell: ReportProgress = ({ step, done, total = 0 }) => {
        const share = total === 0 ? 0 : done / total;
        report?.({ step: joined([at.row.name, step]), done: before + share, total: all.length });
      };
      tell({ step: l10n.t('Reading it'), done: 0 });
      await gather(ui.reports, at, { signal, report: tell, level });
    }
  });
  const rows = all.flatMap(({ folder, row }) => folder.row(row.name) ?? []);
  ui.say(l10n.t('Verified up to {0}: {1}.', level, standingsText(rows)));
}

interface LevelItem extends vscode.QuickPickItem {
  readonly level: VerificationLevel;
}

/** Offers the levels from the cheapest to the dearest, with the usual one chosen. */
async function pickLevel(at?: CapabilityAt): Promise<VerificationLevel | undefined> {
  const reached = at?.row.report?.reached;
  const items = verificationLevels.map((level): LevelItem => {
    const description = level === reached ? l10n.t('reached') : level === usualLevel ? l10n.t('recommended') : '';
    return { label: level, description, detail: levelText(level), level };
  });
  const pick = vscode.window.createQuickPick<LevelItem>();
  pick.title = at === undefined ? l10n.t('Verify All Capabilities') : l10n.t('Verify {0}', at.row.name);
  pick.placeholder = l10n.t('Up to which level? Each includes those above it.');
  pick.items = items;
  pick.activeItems = items.filter(({ level }) => level === usualLevel);
  return new Promise((done) => {
    pick.onDidAccept(() => {
      done(pick.activeItems[0]?.level);
      pick.hide();
    });
    pick.onDidHide(() => {
      done(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

function levelText(level: VerificationLevel): string {
  switch (level) {
    case 'BASIC':
      return l10n.t('Syntax, types and static analysis; nothing is run');
    case 'STANDARD':
      return l10n.t('The examples and boundary cases, run in the sandbox; about a second');
    case 'COMPREHENSIVE':
      return l10n.t('Behaviour: isolation, determinism, random inputs, changed code; some seconds');
    case 'PRODUCTION':
      return l10n.t('How fast it is, against the thresholds of the policy');
  }
}

function levelOf(argument: unknown): VerificationLevel | undefined {
  const level = isRecord(argument) ? argument.level : undefined;
  return verificationLevels.find((one) => one === level);
}
