import { relative } from 'node:path/posix';
import type { Outcome } from '#base';
import { type PackageFolder, readPackages, readTsConfigs, type TsConfig } from '#workspace';

/** All that resolution depends on beside the disk; plain data, so that it can be handed to a worker. */
export interface ResolveEnvironment {
  /** Absolute, with `/`. */
  readonly root: string;
  /** Every listed file, relative to root. */
  readonly files: readonly string[];
  readonly packages: readonly PackageFolder[];
  readonly tsconfigs: readonly TsConfig[];
  /** Files beyond the listed configuration that had a say: what tsconfigs extend. Relative to root, may start with `../`. */
  readonly consulted: readonly string[];
}

/** Files that say how others are resolved: a change of one of them can move any edge. */
export function isConfiguration(path: string): boolean {
  return /(?:^|\/)(?:package\.json|[jt]sconfig[^/]*\.json|pnpm-workspace\.yaml|\.gitignore|package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/.test(
    path,
  );
}

export async function readEnvironment(root: string, files: readonly string[]): Promise<Outcome<ResolveEnvironment>> {
  const packages = await readPackages(root, files.filter((path) => /(?:^|\/)package\.json$/.test(path)).sort());
  const tsconfigs = readTsConfigs(root, files.filter((path) => /(?:^|\/)[jt]sconfig\.json$/.test(path)).sort());
  return {
    value: {
      root,
      files,
      packages: packages.value,
      tsconfigs: tsconfigs.value.configs,
      consulted: tsconfigs.value.consulted.map((path) => relative(root, path)),
    },
    problems: [...packages.problems, ...tsconfigs.problems],
  };
}
