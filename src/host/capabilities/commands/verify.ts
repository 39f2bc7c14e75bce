import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isRecord, type ReportProgress } from '#base';
import { type VerificationLevel, verificationLevels } from '#protocol';
import type { CapabilityUi } from '../ports.ts';
import type { CapabilityAt } from '../sessions/capabilityService.ts';
import { capabilityFor, subjectOf } from './subject.ts';

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
  const { folder, row } = at;
  const subject = subjectOf(at);
  const title = l10n.t('Verifying {0}', row.name);
  reports.busyWith(subject, title);
  try {
    await tasks.run(title, ({ signal, report }) => {
      const tell: ReportProgress = (progress) => {
        report?.(progress);
        reports.busyWith(subject, progress.step);
      };
      // Whoever asks for the same evidence once more wants to see it gathered.
      return folder.session.verify(row.name, { signal, report: tell, level, fresh: row.report?.asked === level });
    });
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
  await ui.tasks.run(l10n.t('Verifying all capabilities'), async (options) => {
    for (const [done, { folder, row }] of all.entries()) {
      options.report?.({ step: l10n.t('Verifying {0}', row.name), done, total: all.length });
      await folder.session.verify(row.name, { signal: options.signal, level });
      // The view follows while the others are still being looked at.
      await folder.refresh();
    }
  });
  await vscode.commands.executeCommand('toolwright.capabilities.focus');
}

async function pickLevel(at?: CapabilityAt): Promise<VerificationLevel | undefined> {
  const reached = at?.row.report?.reached;
  const items = verificationLevels.map((level) => ({
    label: level,
    description: level === reached ? l10n.t('reached') : '',
    detail: levelText(level),
    level,
  }));
  // The most useful one comes first: what it costs is seconds.
  items.unshift(...items.splice(verificationLevels.indexOf('COMPREHENSIVE'), 1));
  const picked = await vscode.window.showQuickPick(items, {
    title: at === undefined ? l10n.t('Verify All Capabilities') : l10n.t('Verify {0}', at.row.name),
    placeHolder: l10n.t('Up to which level?'),
  });
  return picked?.level;
}

function levelText(level: VerificationLevel): string {
  switch (level) {
    case 'BASIC':
      return l10n.t('Syntax, types and static analysis; nothing is run');
    case 'STANDARD':
      return l10n.t('The examples and generated standard cases, in the sandbox');
    case 'COMPREHENSIVE':
      return l10n.t(
        'Isolation, side effects, determinism, generated inputs, and mutants that the examples should notice',
      );
    case 'PRODUCTION':
      return l10n.t('Performance against thresholds');
  }
}

function levelOf(argument: unknown): VerificationLevel | undefined {
  const level = isRecord(argument) ? argument.level : undefined;
  return verificationLevels.find((one) => one === level);
}
