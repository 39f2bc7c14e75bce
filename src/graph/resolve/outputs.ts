import { join, relative } from 'node:path/posix';
import type { PackageFolder, TsConfig } from '#workspace';
import { extensions } from './relative.ts';

const outputFolder = /^(?:dist|lib|build|out|output|esm|cjs|es|types|_?compiled|module|commonjs)$/;
const builtExtension = /\.d\.[cm]?ts$|\.[cm]?jsx?$/;

/**
 * The source that a built file of a workspace package comes from: `packages/a/dist/x.js` → `packages/a/src/x.ts`.
 * First by outDir and rootDir of the package's tsconfig, then by the usual names of output folders.
 * @param output relative to the workspace folder; need not exist
 */
export function sourceOfOutput(
  output: string,
  owner: PackageFolder,
  tsconfig: TsConfig | undefined,
  root: string,
  listed: ReadonlySet<string>,
): string | undefined {
  const stem = output.replace(builtExtension, '');
  for (const candidate of stems(stem, owner.path, tsconfig, root)) {
    for (const extension of extensions) if (listed.has(candidate + extension)) return candidate + extension;
    for (const extension of extensions)
      if (listed.has(`${candidate}/index${extension}`)) return `${candidate}/index${extension}`;
  }
  return undefined;
}

function* stems(stem: string, folder: string, tsconfig: TsConfig | undefined, root: string): Generator<string> {
  const configs = tsconfig ? [tsconfig, ...tsconfig.references] : [];
  for (const { path, config } of configs) {
    const { outDir, declarationDir, rootDir } = config.compilerOptions ?? {};
    const base = join(path, '..');
    for (const out of [outDir, declarationDir]) {
      if (!out) continue;
      const inside = relative(relative(root, join(base, out)), stem);
      if (inside.startsWith('..')) continue;
      if (rootDir) yield join(relative(root, join(base, rootDir)), inside);
      yield join(relative(root, base), 'src', inside);
    }
  }
  const inPackage = folder === '' ? stem : stem.slice(folder.length + 1);
  let rest = inPackage.split('/');
  while (rest.length > 1 && outputFolder.test(rest[0] ?? '')) {
    rest = rest.slice(1);
    yield join(folder, 'src', ...rest);
    yield join(folder, ...rest);
    if (rest[0] === 'src') yield join(folder, ...rest);
  }
  yield join(folder, 'src', inPackage);
}
