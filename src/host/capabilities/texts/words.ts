import * as l10n from '@vscode/l10n';
import type {
  CapabilityRow,
  FailureKind,
  PermissionName,
  Permissions,
  RecordedRequest,
  Standing,
  VerificationLevel,
  VerificationReport,
} from '#protocol';
import { permissionNames, verificationLevels } from '#protocol';
import { joined } from '../../texts/quantities.ts';

/** The words that views, lenses and questions about capabilities share. */

export function standingLabel(standing: Standing): string {
  switch (standing) {
    case 'admitted':
      return l10n.t('Admitted');
    case 'waiting':
      return l10n.t('Waiting for Approval');
    case 'unverified':
      return l10n.t('Unverified');
    case 'rejected':
      return l10n.t('Rejected');
    case 'broken':
      return l10n.t('Broken');
  }
}

/** How many stand how: `3 admitted, 1 waiting for approval`. */
export function standingsText(rows: readonly CapabilityRow[]): string {
  const words: { readonly [S in Standing]: (amount: number) => string } = {
    admitted: (n) => l10n.t('{0} admitted', n),
    waiting: (n) => (n === 1 ? l10n.t('1 waits for approval') : l10n.t('{0} wait for approval', n)),
    rejected: (n) => l10n.t('{0} rejected', n),
    unverified: (n) => l10n.t('{0} without enough evidence', n),
    broken: (n) => l10n.t('{0} broken', n),
  };
  const said = Object.entries(words).flatMap(([standing, say]) => {
    const amount = rows.filter((row) => row.standing === standing).length;
    return amount === 0 ? [] : [say(amount)];
  });
  return said.join(', ');
}

/** The level that has failed, after which a verification ends: the one above the highest that was reached. */
export function failedLevel({ asked, reached }: VerificationReport): VerificationLevel | undefined {
  if (reached === asked) return undefined;
  return verificationLevels[reached === undefined ? 0 : verificationLevels.indexOf(reached) + 1];
}

/** `COMPREHENSIVE · risk 12`, `BASIC failed · risk 70`, or nothing where there is no evidence. */
export function evidenceText({ report }: CapabilityRow): string {
  if (report === undefined) return '';
  const failed = failedLevel(report);
  return joined([
    failed === undefined ? report.asked : l10n.t('{0} failed', failed),
    l10n.t('risk {0}', report.risk.score),
  ]);
}

function failureLabel(kind: FailureKind): string {
  switch (kind) {
    case 'missing_handler':
      return l10n.t('nothing can do it');
    case 'low_confidence':
      return l10n.t('not clear what was meant');
    case 'timeout':
      return l10n.t('took too long');
    case 'permission':
      return l10n.t('not allowed');
    case 'error':
      return l10n.t('failed');
  }
}

export function outcomeLabel(outcome: RecordedRequest['outcome']): string {
  return outcome === 'served' ? l10n.t('served') : failureLabel(outcome);
}

/** A permission in words, with what it is granted for. */
export function permissionsOf(permissions: Permissions): readonly { readonly label: string; readonly for: string }[] {
  return permissionNames.flatMap((name) => {
    const granted = permissions[name];
    if (granted === undefined || granted === false) return [];
    return [{ label: permissionLabel(name), for: granted === true ? '' : granted.join(', ') }];
  });
}

function permissionLabel(name: PermissionName): string {
  switch (name) {
    case 'workspace:read':
      return l10n.t('Reads files');
    case 'workspace:write':
      return l10n.t('Proposes changes and moves of files');
    case 'network':
      return l10n.t('Asks hosts on the network');
    case 'clock':
      return l10n.t('Knows the time');
    case 'random':
      return l10n.t('Has random numbers');
    case 'log':
      return l10n.t('Writes to the log');
    case 'tasks':
      return l10n.t('Asks for tasks to be run');
  }
}
