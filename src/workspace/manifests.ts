import { join } from 'node:path/posix';
import picomatch from 'picomatch';
import { parse as parseYaml } from 'yaml';
import { messageOf, type Outcome, type Problem } from '#base';
import { readText } from './readFiles.ts';

/** The parts of a package.json that the workspace is understood by. */
export interface PackageManifest {
  readonly name?: string;
  readonly version?: string;
  readonly main?: string;
  readonly module?: string;
  readonly types?: string;
  readonly source?: string;
  readonly exports?: unknown;
  readonly imports?: Record<string, unknown>;
  readonly license?: string;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly bundledDependencies?: readonly string[];
  readonly bundleDependencies?: readonly string[];
}

/** A folder with a package.json. */
export interface PackageFolder {
  /** Relative to the workspace folder; `''` for the workspace folder itself. */
  readonly path: string;
  readonly manifest: PackageManifest;
  /** Others import it by its name: it is a member of the npm, pnpm or yarn workspace, or the root. */
  readonly member: boolean;
}

/** Reads every package.json. @param paths of package.json files, relative to root */
export function readPackages(root: string, paths: readonly string[]): Outcome<PackageFolder[]> {
  const problems: Problem[] = [];
  const found: { path: string; manifest: PackageManifest }[] = [];
  for (const path of paths) {
    try {
      const manifest = JSON.parse(readText(join(root, path)));
      if (manifest === null || typeof manifest !== 'object') throw new Error('it is not a JSON object');
      found.push({ path: path.replace(/\/?package\.json$/, ''), manifest });
    } catch (error) {
      problems.push({
        code: 'broken-package-json',
        severity: 'warning',
        message: `The package.json could not be read: ${messageOf(error)}`,
        hint: 'Imports of its package and its dependencies may be unresolved until it is mended.',
        path,
      });
    }
  }
  const isMember = memberTest(root, found.find(({ path }) => path === '')?.manifest);
  const value = found.map(({ path, manifest }) => ({ path, manifest, member: path === '' || isMember(path) }));
  return { value, problems };
}

/** Without a declared workspace every package counts as a member: lerna, rush and plain folders declare none. */
function memberTest(root: string, rootManifest: PackageManifest | undefined): (path: string) => boolean {
  const declared = rootManifest?.workspaces;
  const globs = [
    ...((Array.isArray(declared) ? declared : (declared as { packages?: string[] } | undefined)?.packages) ?? []),
    ...pnpmGlobs(root),
  ];
  if (globs.length === 0) return () => true;
  const clean = (glob: string) => glob.replace(/^\.\//, '').replace(/\/$/, '');
  const included = picomatch(globs.filter((glob) => !glob.startsWith('!')).map(clean));
  const excluded = picomatch(globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1))));
  return (path) => included(path) && !excluded(path);
}

function pnpmGlobs(root: string): string[] {
  try {
    const packages = parseYaml(readText(join(root, 'pnpm-workspace.yaml')))?.packages;
    return Array.isArray(packages) ? packages.filter((glob) => typeof glob === 'string') : [];
  } catch {
    return [];
  }
}
