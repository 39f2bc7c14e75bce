import { type EdgeList, edgeList } from './edgeList.ts';

/** What the comparison reads of dependency-cruiser's JSON. */
export interface CruiseResult {
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly CruisedDependency[] }[];
}

export interface CruisedDependency {
  /** As written in the source. */
  readonly module: string;
  /** A path, or the specifier where nothing was found. */
  readonly resolved: string;
  readonly couldNotResolve: boolean;
  readonly dependencyTypes: readonly string[];
}

export function edgesOfCruise(result: CruiseResult, isSource: (path: string) => boolean): EdgeList {
  const pairs = result.modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }) => [source, resolved] as const),
  );
  return edgeList(
    result.modules.map(({ source }) => source),
    pairs,
    isSource,
  );
}
