import type { DependencyType, ModuleSystemType } from 'dependency-cruiser';
import {
  type AliasKind,
  type Dependency,
  type DependencyGroup,
  type DependencySyntax,
  isWrittenTypeOnly,
  type WorkspacePackage,
} from '#protocol';
import { packageNameOf } from '../../resolve/members.ts';

/** What the syntax of a dependency is in dependency-cruiser's words. */
export function syntaxTypes(dependency: Dependency): readonly DependencyType[] {
  const { syntax } = dependency;
  const types = typesOfSyntax[syntax];
  return isWrittenTypeOnly(dependency) && (syntax === 'import' || syntax === 'export')
    ? ['type-only', ...types]
    : types;
}

const typesOfSyntax: Record<DependencySyntax, readonly DependencyType[]> = {
  import: ['import'],
  export: ['export'],
  'dynamic-import': ['dynamic-import'],
  require: ['require'],
  'import-equals': ['import-equals'],
  'import-type': ['type-import'],
  'triple-slash-path': ['triple-slash-directive', 'triple-slash-file-reference'],
  'triple-slash-types': ['triple-slash-directive', 'triple-slash-type-reference'],
};

export const moduleSystemOf: Record<DependencySyntax, ModuleSystemType> = {
  import: 'es6',
  export: 'es6',
  'dynamic-import': 'es6',
  require: 'cjs',
  'import-equals': 'cjs',
  'import-type': 'es6',
  'triple-slash-path': 'tsd',
  'triple-slash-types': 'tsd',
};

const typesOfAlias: Record<AliasKind, readonly DependencyType[]> = {
  'tsconfig-paths': ['aliased', 'aliased-tsconfig', 'aliased-tsconfig-paths'],
  'tsconfig-base-url': ['aliased', 'aliased-tsconfig', 'aliased-tsconfig-base-url'],
  'subpath-import': ['aliased', 'aliased-subpath-import'],
  workspace: ['aliased', 'aliased-workspace'],
};

const typeOfGroup: Record<DependencyGroup, DependencyType> = {
  dependencies: 'npm',
  devDependencies: 'npm-dev',
  optionalDependencies: 'npm-optional',
  peerDependencies: 'npm-peer',
  bundledDependencies: 'npm-bundled',
};

/**
 * Where a dependency leads, in dependency-cruiser's words.
 * @param manifests the package.json files that count for the file, nearest first; none where there is no package.json
 */
export function targetTypes(
  { specifier, target }: Dependency,
  manifests: readonly WorkspacePackage[],
): DependencyType[] {
  switch (target.kind) {
    case 'unresolved':
      return ['unknown'];
    case 'builtin':
      return ['core'];
    case 'file':
      if (target.alias) return [...typesOfAlias[target.alias], 'local'];
      return [/^\.{1,2}(?:\/|$)/.test(specifier) ? 'local' : 'undetermined'];
    case 'package': {
      const name = target.alias ? target.name : packageNameOf(specifier);
      return [...(target.alias ? typesOfAlias[target.alias] : []), ...declaredTypes(name, manifests)];
    }
  }
}

function declaredTypes(name: string, manifests: readonly WorkspacePackage[]): DependencyType[] {
  if (manifests.length === 0) return ['npm-unknown'];
  const groups = groupsOf(name, manifests);
  const found = groups.length > 0 ? groups : groupsOf(typesPackageOf(name), manifests);
  const types = found.map((group) => typeOfGroup[group]);
  return types.some((type) => type !== 'npm-bundled') ? types : ['npm-no-pkg', ...types];
}

function groupsOf(name: string, manifests: readonly WorkspacePackage[]): DependencyGroup[] {
  const groups = manifests.flatMap(({ dependencies }) => (Object.hasOwn(dependencies, name) ? dependencies[name] : []));
  return [...new Set(groups)].filter((group) => group !== undefined);
}

/** `react` → `@types/react`, `@a/b` → `@types/a__b`. */
function typesPackageOf(name: string): string {
  return `@types/${name.replace(/^@/, '').replace('/', '__')}`;
}
