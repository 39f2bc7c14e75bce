import { copyFileSync, globSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root } from '../../scripts/process.ts';

const require = createRequire(import.meta.url);

/**
 * Bundles a suite as CommonJS, as VS Code loads it, each file of tests on its own.
 *
 * @param suite its folder in test/host; what is below it is another suite
 * @returns the path of the module that exports `run()`
 */
export async function bundleSuite(suite: string, outdir: string, results: string): Promise<string> {
  const entryPoints = globSync(`test/host/${suite}/*.test.ts`, { cwd: root }).sort();
  const files = entryPoints.map((file) => join(outdir, suite, `${basename(file, '.ts')}.cjs`));
  await build({
    absWorkingDir: root,
    entryPoints: ['test/host/index.ts', ...entryPoints],
    outbase: 'test/host',
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    sourcemap: 'inline',
    external: ['vscode'],
    define: { SUITE: JSON.stringify({ files, results }) },
    plugins: [oneMocha],
    logLevel: 'warning',
  });
  return join(outdir, 'index.cjs');
}

/**
 * Bundles the extension that is under development in the window of a suite: a provider of language models.
 *
 * @returns its folder
 */
export async function bundleProvider(outdir: string): Promise<string> {
  const folder = join(outdir, 'provider');
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(root, 'test', 'host', 'provider', 'package.json'), join(folder, 'package.json'));
  await build({
    absWorkingDir: root,
    entryPoints: ['test/host/provider/provider.ts'],
    outfile: join(folder, 'provider.cjs'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return folder;
}

// All bundles share Mocha's CommonJS module: `describe` and `it` are set on it when a run begins, which the copies of
// them that its ES module exports never see.
const oneMocha: Plugin = {
  name: 'one-mocha',
  setup({ onResolve }) {
    onResolve({ filter: /^mocha$/ }, () => ({ path: require.resolve('mocha/lib/mocha.cjs'), external: true }));
  },
};
