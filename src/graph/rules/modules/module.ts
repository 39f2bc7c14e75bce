import type { DependencyType, ModuleSystemType } from 'dependency-cruiser';

/**
 * What rules are evaluated on: modules and dependencies in the words of dependency-cruiser, before anything is derived
 * from them. The modules of a cruise result fit as they are, so both tools can be asked about the same graph.
 */
export interface Module {
  /** Path relative to the workspace folder; the bare name of a built-in; the specifier of what could not be resolved. */
  readonly source: string;
  /** In dependency-cruiser's order (see `compareDependencies`), which decides what cycle is found for an edge. */
  readonly dependencies: readonly ModuleDependency[];
  readonly coreModule?: boolean;
  readonly couldNotResolve?: boolean;
  readonly matchesDoNotFollow?: boolean;
  readonly followable?: boolean;
  readonly dependencyTypes?: readonly DependencyType[];
}

export interface ModuleDependency {
  /** As written, without a protocol: `./a.js`, `fs` for `node:fs`. */
  readonly module: string;
  /** The `source` of the module it leads to. */
  readonly resolved: string;
  readonly moduleSystem: ModuleSystemType;
  readonly dependencyTypes: readonly DependencyType[];
  readonly dynamic: boolean;
  readonly coreModule: boolean;
  readonly couldNotResolve: boolean;
  readonly followable: boolean;
  readonly exoticallyRequired: boolean;
  readonly exoticRequire?: string;
  readonly preCompilationOnly?: boolean;
  readonly matchesDoNotFollow?: boolean;
  readonly protocol?: string;
  readonly license?: string;
  /** Line of the specifier; not a part of dependency-cruiser's format. */
  readonly line?: number;
}
