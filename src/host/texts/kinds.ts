import * as l10n from '@vscode/l10n';
import type { DependencyKind } from '#protocol';

/** The kind of a dependency, in the words that trees, hovers and the graph's legend share. */
export function kindLabel(kind: DependencyKind): string {
  switch (kind) {
    case 'value':
      return l10n.t('value');
    case 'type-only':
      return l10n.t('type-only');
    case 're-export':
      return l10n.t('re-export');
    case 'dynamic':
      return l10n.t('dynamic');
    case 'require':
      return l10n.t('require');
    case 'side-effect':
      return l10n.t('side effect');
  }
}

/** The same as a noun: what stands in the line. */
export function importLabel(kind: DependencyKind): string {
  switch (kind) {
    case 'value':
      return l10n.t('value import');
    case 'type-only':
      return l10n.t('type-only import');
    case 'dynamic':
      return l10n.t('dynamic import');
    case 'side-effect':
      return l10n.t('import for its side effects');
    default:
      return kindLabel(kind);
  }
}
