import { t } from '@vscode/l10n';
import type { DependencyKind } from '#protocol';

/** The kind of a dependency, in the words that trees, hovers and the graph's legend share. */
export function kindLabel(kind: DependencyKind): string {
  switch (kind) {
    case 'value':
      return t('value');
    case 'type-only':
      return t('type-only');
    case 're-export':
      return t('re-export');
    case 'dynamic':
      return t('dynamic');
    case 'require':
      return t('require');
    case 'side-effect':
      return t('side effect');
  }
}
