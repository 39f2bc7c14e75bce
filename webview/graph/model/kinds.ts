import * as l10n from '@vscode/l10n';
import type { DependencyKind } from '#protocol';

/** The kinds of dependency in the order that people are shown. The place of a kind is its bit. */
export const dependencyKinds: readonly DependencyKind[] = [
  'value',
  'type-only',
  're-export',
  'dynamic',
  'require',
  'side-effect',
];

/** The bit of a kind in a mask. */
export function kindBit(kind: DependencyKind): number {
  return 1 << dependencyKinds.indexOf(kind);
}

/** All dependencies of a kind, as a filter names them. */
export function kindTitle(kind: DependencyKind): string {
  switch (kind) {
    case 'value':
      return l10n.t('Value imports');
    case 'type-only':
      return l10n.t('Type-only imports');
    case 're-export':
      return l10n.t('Re-exports');
    case 'dynamic':
      return l10n.t('Dynamic imports');
    case 'require':
      return l10n.t('require() calls');
    case 'side-effect':
      return l10n.t('Side-effect imports');
  }
}

/** The words for a mask, as in a list: `value, type-only`. */
export function kindWords(mask: number): string {
  return dependencyKinds
    .filter((_, bit) => mask & (1 << bit))
    .map(kindWord)
    .join(', ');
}

function kindWord(kind: DependencyKind): string {
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
