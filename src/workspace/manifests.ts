import { join } from 'node:path/posix';
import picomatch from 'picomatch';
import * as v from 'valibot';
import { isRecord, messageOf, type Outcome, type Problem } from '#base';
import { readText, stampOf } from './readFiles.ts';
import { systemReason } from './systemReason.ts';

/** A field that is not as npm wants it counts as absent: npm itself tells the user. */
const lenient = <T extends v.GenericSchema>(schema: T) => v.fallback(v.optional(schema), undefined);
const text = lenient(v.string());
const texts = v.array(v.string());
const versions = lenient(v.record(v.string(), v.string()));

const manifestSchema = v.object({
  name: text,
  version: text,
  main: text,
  module: text,
  types: text,
  source: text,
  license: text,
  exports: v.optional(v.unknown()),
  imports: lenient(v.record(v.string(), v.unknown())),
  workspaces: lenient(v.union([texts, v.object({ packages: texts })])),
  dependencies: versions,
  devDependencies: versions,
  peerDependencies: versions,
  optionalDependencies: versions,
  bundledDependencies: v.optional(v.unknown()),
  bundleDependencies: v.optional(v.unknown()),
});

/** The parts of a package.json that the workspace is understood by. */
export type PackageManifest = Readonly<v.InferOutput<typeof manifestSchema>>;

/** A folder with a package.json. */
export interface PackageFolder {
  /** Relative to the workspace folder; `''` for the workspace folder itself. */
  readonly path: string;
  readonly manifest: PackageManifest;
  /** Others import it by its name: it is a member of the npm, pnpm or yarn workspace, or the root. */
  readonly member: boolean;
}

/** Reads every package.json. @param paths of package.json files, relative to root */
export async function readPackages(root: string, paths: readonly string[]): Promise<Outcome<PackageFolder[]>> {
  const problems: Problem[] = [];
  const found: { path: string; manifest: PackageManifest }[] = [];
  for (const path of paths) {
    try {
      const parsed = v.safeParse(manifestSchema, JSON.parse(readText(join(root, path))));
      if (!parsed.success) throw new Error('it is not a JSON object');
      found.push({ path: path.replace(/\/?package\.json$/, ''), manifest: parsed.output });
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
  const pnpm = await pnpmGlobs(root);
  problems.push(...pnpm.problems);
  const isMember = memberTest(found.find(({ path }) => path === '')?.manifest, pnpm.value);
  const value = found.map(({ path, manifest }) => ({ path, manifest, member: path === '' || isMember(path) }));
  return { value, problems };
}

/** Without a declared workspace every package counts as a member: lerna, rush and plain folders declare none. */
function memberTest(rootManifest: PackageManifest | undefined, pnpm: readonly string[]): (path: string) => boolean {
  const declared = rootManifest?.workspaces ?? [];
  const globs = [...('packages' in declared ? declared.packages : declared), ...pnpm];
  if (globs.length === 0) return () => true;
  const clean = (glob: string) => glob.replace(/^\.\//, '').replace(/\/$/, '');
  const included = picomatch(globs.filter((glob) => !glob.startsWith('!')).map(clean));
  const excluded = picomatch(globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1))));
  return (path) => included(path) && !excluded(path);
}

const pnpmFile = 'pnpm-workspace.yaml';

async function pnpmGlobs(root: string): Promise<Outcome<string[]>> {
  if (!stampOf(join(root, pnpmFile))) return { value: [], problems: [] };
  try {
    const text = readText(join(root, pnpmFile));
    // The parser is large, and few workspaces are pnpm's.
    const { parse } = await import('yaml');
    const content: unknown = parse(text);
    // Without packages it holds settings of pnpm only.
    if (content === null || content === undefined) return { value: [], problems: [] };
    if (!isRecord(content)) throw new Error('it is not a mapping');
    const packages = content.packages ?? [];
    if (!v.is(texts, packages)) throw new Error('"packages" is not a list of strings');
    return { value: packages, problems: [] };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code?.startsWith('E') ? systemReason(error) : messageOf(error);
    const problem: Problem = {
      code: 'broken-pnpm-workspace',
      severity: 'warning',
      message: `The members of the pnpm workspace could not be read: ${reason.split('\n')[0]?.replace(/[.:]*$/, '')}.`,
      hint: 'Until it is mended, every folder with a package.json counts as a member unless package.json names "workspaces".',
      path: pnpmFile,
    };
    return { value: [], problems: [problem] };
  }
}
