import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { isolatedDeclarationSync } from 'oxc-transform';
import { minify } from 'terser';
import { root, ScriptError } from '../process.ts';

/** The entries of the runtime library: what an app imports, and the source. */
const runtimeEntries = {
  runtime: 'src/runtime/index.ts',
  'runtime/node': 'src/runtime/node/index.ts',
  'runtime/openfeature': 'src/runtime/openFeature/server.ts',
  'runtime/openfeature-web': 'src/runtime/openFeature/web.ts',
  'runtime/opentelemetry': 'src/runtime/openTelemetry/index.ts',
} as const;

/** `runtime/node` is built as `node.js`; `runtime` itself as `index.js`. */
const fileOf = (entry: string) => entry.split('/')[1] ?? 'index';

/**
 * Builds the library that apps import as a package of its own: ES modules that share chunks, declarations, and a manifest.
 * An app has no use for the rest of the product.
 *
 * @param outdir relative to the root, or absolute
 * @returns the bundles' metafile, and all files that were written, relative to the root
 */
export async function buildRuntime(outdir = 'dist/runtime') {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const folder = resolve(root, outdir);
  const isProvider = (entry: string) => entry.includes('openfeature');
  const entries = Object.keys(runtimeEntries) as (keyof typeof runtimeEntries)[];
  const groups = [entries.filter((entry) => !isProvider(entry)), entries.filter(isProvider)];
  const builds = await Promise.all(groups.map((group) => build(bundlesOf(group, outdir, manifest))));
  const metafile: Metafile = {
    inputs: Object.assign({}, ...builds.map((one) => one.metafile.inputs)),
    outputs: Object.assign({}, ...builds.map((one) => one.metafile.outputs)),
  };
  await Promise.all(Object.keys(metafile.outputs).map(makeSmaller));
  const declarations = [...declarationsOfRuntime()].map(([file, text]) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
    return file;
  });
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(runtimeManifest(manifest), null, 2)}\n`);
  cpSync(join(root, 'docs', 'runtime.md'), join(folder, 'README.md'));
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const files = [...declarations, 'package.json', 'README.md', 'LICENSE'].map((file) => `${outdir}/${file}`);
  return { metafile, files: [...Object.keys(metafile.outputs), ...files] };
}

/** esbuild puts the bundles together; terser finds more to leave out, as constants and functions that are used once. */
async function makeSmaller(file: string): Promise<void> {
  const path = resolve(root, file);
  const compress = { passes: 3, hoist_funs: true, keep_fargs: false, unsafe_arrows: true };
  const { code } = await minify(readFileSync(path, 'utf8'), { module: true, ecma: 2020, compress });
  writeFileSync(path, code ?? '');
}

/** Entries that share chunks. The providers do so for themselves: what comes with CommonJS packages would get into all. */
function bundlesOf(
  entries: readonly (keyof typeof runtimeEntries)[],
  outdir: string,
  { peerDependencies }: { readonly peerDependencies: object },
) {
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries.map((entry) => [fileOf(entry), runtimeEntries[entry]])),
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'chunk-[hash]',
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    external: ['node:*', ...Object.keys(peerDependencies)],
    metafile: true,
    logLevel: 'warning',
  } satisfies BuildOptions;
}

function runtimeManifest(manifest: Readonly<Record<string, unknown>>): object {
  const { name, version, license, engines, peerDependencies, peerDependenciesMeta } = manifest;
  const exports = Object.fromEntries(
    Object.entries(runtimeEntries).map(([entry, source]) => [
      `./${entry}`,
      { types: `./${declarationOf(source)}`, default: `./${fileOf(entry)}.js` },
    ]),
  );
  const description = "Routes an app's requests to versions of its capabilities, by flags.";
  const { node } = engines as { readonly node: string };
  return {
    name,
    version,
    description,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node },
    exports,
    peerDependencies,
    peerDependenciesMeta,
  };
}

/** `src/runtime/node/index.ts` becomes `types/node/index.d.ts`. */
const declarationOf = (source: string) => source.replace('src/runtime/', 'types/').replace(/\.ts$/, '.d.ts');

/**
 * The declarations that are reached from the entries, as paths and texts.
 * @throws ScriptError where one of them names something of the product that apps do not get
 */
function* declarationsOfRuntime(): Generator<readonly [string, string]> {
  const waiting: string[] = Object.values(runtimeEntries);
  const done = new Set(waiting);
  for (const source of waiting) {
    const { code, errors } = isolatedDeclarationSync(source, readFileSync(join(root, source), 'utf8'));
    const [error] = errors;
    if (error !== undefined) throw new ScriptError(`${source}: ${error.message}`, 'Say the type of what it exports.');
    for (const [, specifier = ''] of code.matchAll(/\bfrom ["']([^"']+)["']/g)) {
      if (specifier.startsWith('#')) {
        throw new ScriptError(`${source} shows ${specifier} to apps.`, 'Say in src/runtime what the type looks like.');
      }
      if (!specifier.startsWith('.')) continue;
      const next = posix.join(posix.dirname(source), specifier);
      if (!done.has(next)) waiting.push(next);
      done.add(next);
    }
    yield [declarationOf(source), code.replace(/(\bfrom ["']\.[^"']+)\.ts(["'])/g, '$1.js$2')];
  }
}
