import type { DependencyKind } from '#protocol';

/** The kinds of dependency in the order that people are shown, with their words. The place of a kind is its bit. */
export const dependencyKinds: readonly { readonly kind: DependencyKind; readonly title: string }[] = [
  { kind: 'value', title: 'Value imports' },
  { kind: 'type-only', title: 'Type-only imports' },
  { kind: 're-export', title: 'Re-exports' },
  { kind: 'dynamic', title: 'Dynamic imports' },
  { kind: 'require', title: 'require() calls' },
  { kind: 'side-effect', title: 'Side-effect imports' },
];

/** The bit of a kind in a mask. */
export function kindBit(kind: DependencyKind): number {
  return 1 << dependencyKinds.findIndex((entry) => entry.kind === kind);
}

/** The words for a mask, as in a list: `value, type-only`. */
export function kindWords(mask: number): string {
  return dependencyKinds
    .filter((_, bit) => mask & (1 << bit))
    .map((entry) => entry.kind)
    .join(', ');
}
