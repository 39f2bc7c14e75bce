import { isRecord } from '#base';

/** The part of a package.json that a dependency is declared in. */
export type DependencyGroup =
  | 'dependencies'
  | 'devDependencies'
  | 'peerDependencies'
  | 'optionalDependencies'
  | 'bundledDependencies';

/** What rules and exports need to know of a package.json of the workspace. */
export interface WorkspacePackage {
  /** Its folder, relative to the workspace folder, `''` for the root. */
  readonly path: string;
  readonly name?: string;
  /** The groups that declare each package. */
  readonly dependencies: Readonly<Record<string, readonly DependencyGroup[]>>;
}

/**
 * Reads the declared dependencies out of the parsed text of a package.json. Parts that are not as npm wants them are
 * taken as missing: a broken package.json is told of where packages are read, not here.
 * @param path the package's folder, relative to the workspace folder, `''` for the root
 */
export function packageOf(path: string, manifest: unknown): WorkspacePackage {
  if (!isRecord(manifest)) return { path, dependencies: {} };
  const groups = new Map<string, DependencyGroup[]>();
  for (const group of [...objectGroups, 'bundledDependencies'] as const) {
    for (const name of group === 'bundledDependencies' ? bundledNames(manifest) : namesIn(manifest[group]))
      groups.set(name, [...(groups.get(name) ?? []), group]);
  }
  const { name } = manifest;
  return { path, ...(typeof name === 'string' ? { name } : {}), dependencies: Object.fromEntries(groups) };
}

const objectGroups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const;

/** npm takes both spellings; `true` stands for all production dependencies. */
function bundledNames({
  bundledDependencies,
  bundleDependencies,
  dependencies,
}: Readonly<Record<string, unknown>>): string[] {
  const bundled = bundledDependencies ?? bundleDependencies;
  if (bundled === true) return namesIn(dependencies);
  return Array.isArray(bundled) ? bundled.filter((name) => typeof name === 'string') : [];
}

function namesIn(group: unknown): string[] {
  return isRecord(group) ? Object.keys(group) : [];
}
