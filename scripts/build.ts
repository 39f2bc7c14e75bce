// Builds dist/: what VS Code, Node and browsers load. `npm run build`.
import { chmodSync, cpSync, readdirSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { extensionBuild, external, programsBuild } from './build/node.ts';
import { writeNotices } from './build/notices.ts';
import { buildTypeScript, copyNativePackages } from './build/packages.ts';
import { buildRuntime } from './build/runtime.ts';
import { inlinedWorkersBuild, webviewBuild } from './build/webviews.ts';
import { isStarted, main, root, ScriptError } from './process.ts';

/**
 * Builds everything, then removes what an earlier build left behind: dist is never without a file that it needs.
 *
 * @param nodeModules where the native packages are taken from; those of this machine where it is left out
 */
export async function buildAll(nodeModules?: string): Promise<void> {
  const builds = [build(extensionBuild()), build(programsBuild()), build(webviewBuild('dist/webview'))] as const;
  const results = await Promise.all(builds).catch((error: unknown) => {
    // esbuild has shown its own errors, with their places in the source.
    const shown = error instanceof Error && 'errors' in error;
    if (shown) throw new ScriptError('The build failed.', 'Mend what is shown above.');
    throw error;
  });
  const runtime = await buildRuntime();
  const metafiles = results.map(({ metafile }) => metafile);
  refuseUnbundled(metafiles);
  chmodSync(join(root, 'dist', 'cli.js'), 0o755);
  removeAllBut([
    ...metafiles.flatMap(({ outputs }) => Object.keys(outputs)),
    ...runtime.files,
    ...(await buildTypeScript()),
    ...copyNativePackages(nodeModules),
    ...copyCodicons(),
    ...writeNotices([...metafiles, runtime.metafile, (await build(inlinedWorkersBuild())).metafile]),
  ]);
}

/** Older versions of packages, which are asked for where the present ones are not there: they are. */
const forerunners = ['enhanced-resolve/lib/createInnerCallback'];

/**
 * A package that the bundler did not find inside of a `try` is left to run time, where nobody has it but who builds.
 * @throws ScriptError
 */
function refuseUnbundled(metafiles: readonly Metafile[]): void {
  const imports = metafiles.flatMap(({ outputs }) => Object.values(outputs).flatMap((output) => output.imports));
  const left = imports.filter(
    ({ path, external: kept }) => kept === true && !isBuiltin(path) && ![...external, ...forerunners].includes(path),
  );
  if (left.length === 0) return;
  const names = [...new Set(left.map(({ path }) => path))].join(', ');
  throw new ScriptError(
    `Not bundled: ${names}.`,
    'Correct the import, or name the package among those that stay packages.',
  );
}

function copyCodicons(): string[] {
  return ['codicon.css', 'codicon.ttf'].map((file) => {
    cpSync(join(root, 'node_modules', '@vscode', 'codicons', 'dist', file), join(root, 'dist', 'webview', file));
    return `dist/webview/${file}`;
  });
}

/** @param kept files, and folders that end in `/`, relative to the root */
function removeAllBut(kept: readonly string[]): void {
  const folders = kept.filter((path) => path.endsWith('/'));
  for (const entry of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
    const path = `dist/${entry.replaceAll('\\', '/')}`;
    if (kept.includes(path) || folders.some((folder) => path.startsWith(folder))) continue;
    if (statSync(join(root, path), { throwIfNoEntry: false })?.isFile()) rmSync(join(root, path));
  }
}

if (isStarted(import.meta.filename)) {
  await main(async () => {
    const start = performance.now();
    await buildAll();
    console.log(`Built dist/ in ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return 0;
  });
}
