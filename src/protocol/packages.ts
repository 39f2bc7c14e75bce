import * as v from 'valibot';

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

const declared = v.fallback(v.optional(v.record(v.string(), v.unknown()), {}), {});
const manifestSchema = v.object({
  name: v.fallback(v.optional(v.string()), undefined),
  dependencies: declared,
  devDependencies: declared,
  peerDependencies: declared,
  optionalDependencies: declared,
  bundledDependencies: v.optional(v.unknown()),
  bundleDependencies: v.optional(v.unknown()),
});
type Manifest = v.InferOutput<typeof manifestSchema>;

/**
 * Reads the declared dependencies out of the parsed text of a package.json. Parts that are not as npm wants them are
 * taken as missing: a broken package.json is told of where packages are read, not here.
 * @param path the package's folder, relative to the workspace folder, `''` for the root
 */
export function packageOf(path: string, manifest: unknown): WorkspacePackage {
  const parsed = v.safeParse(manifestSchema, manifest);
  if (!parsed.success) return { path, dependencies: {} };
  const { name } = parsed.output;
  const groups = new Map<string, DependencyGroup[]>();
  for (const [group, names] of declaredNames(parsed.output)) {
    for (const dependency of names) groups.set(dependency, [...(groups.get(dependency) ?? []), group]);
  }
  return { path, ...(name === undefined ? {} : { name }), dependencies: Object.fromEntries(groups) };
}

function declaredNames(manifest: Manifest): [DependencyGroup, string[]][] {
  return [
    ['dependencies', Object.keys(manifest.dependencies)],
    ['devDependencies', Object.keys(manifest.devDependencies)],
    ['peerDependencies', Object.keys(manifest.peerDependencies)],
    ['optionalDependencies', Object.keys(manifest.optionalDependencies)],
    ['bundledDependencies', bundledNames(manifest)],
  ];
}

/** npm takes both spellings; `true` stands for all production dependencies. */
function bundledNames(manifest: Manifest): string[] {
  const bundled = manifest.bundledDependencies ?? manifest.bundleDependencies;
  if (bundled === true) return Object.keys(manifest.dependencies);
  return Array.isArray(bundled) ? bundled.filter((name) => typeof name === 'string') : [];
}
