import * as l10n from '@vscode/l10n';
import type { CapabilityRow, FailureKind, PermissionName, Permissions, RecordedRequest, Standing } from '#protocol';
import { permissionNames } from '#protocol';
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

/** `COMPREHENSIVE · risk 12`, or nothing where there is no evidence. */
export function evidenceText({ report }: CapabilityRow): string {
  if (report === undefined) return '';
  return joined([report.reached ?? l10n.t('{0} failed', report.asked), l10n.t('risk {0}', report.risk.score)]);
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
      return l10n.t('Proposes changes to files');
    case 'network':
      return l10n.t('Asks hosts on the network');
    case 'clock':
      return l10n.t('Knows the time');
    case 'random':
      return l10n.t('Has random numbers');
    case 'log':
      return l10n.t('Writes to the log');
  }
}
