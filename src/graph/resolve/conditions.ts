import type { DependencySyntax } from '#protocol';

/** How an import is loaded, which a package may have different files for (Node's documentation, "Conditional exports"). */
export type LoadedBy = 'import' | 'require' | 'any';

/** `any` is for what only the compiler reads. */
export function loadedBy(syntax: DependencySyntax): LoadedBy {
  switch (syntax) {
    case 'require':
    case 'import-equals':
      return 'require';
    case 'import':
    case 'export':
    case 'dynamic-import':
      return 'import';
    default:
      return 'any';
  }
}

/** The conditions that hold wherever code runs on Node. @param types the compiler's as well */
export function baseConditions(by: LoadedBy, types: boolean): string[] {
  return [...(types ? ['types'] : []), ...(by === 'any' ? ['import', 'require'] : [by]), 'node'];
}
