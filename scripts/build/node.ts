import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { root, ScriptError } from '../process.ts';

/** Packages that stay packages beside the bundles: with native parts, or one copy for several users. */
export const external = ['vscode', 'oxc-parser', 'oxc-resolver', 'oxc-transform', 'typescript'];

const common = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  target: 'node22',
  // The main file of the one is made for loaders that look modules up at run time, which no bundler can follow; that of
  // the other is CommonJS, of which a bundle's `import()` sees no names.
  alias: {
    'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
    yaml: join(root, 'node_modules', 'yaml', 'browser', 'dist', 'index.js'),
  },
  minify: true,
  sourcemap: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  external,
  // Code asks it where it runs: in a bundle, workers lie beside it under other names than in the source folders.
  define: { TOOLWRIGHT_DIST: '"./"' },
} satisfies BuildOptions;

/** The extension's entry: CommonJS, as VS Code loads it. */
export function extensionBuild() {
  return {
    ...common,
    entryPoints: { extension: 'src/extension.ts' },
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { ...common.define, 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    plugins: [plainVSCode],
  } satisfies BuildOptions;
}

// For every `import * as vscode` esbuild copies all names of the API, to be safe with modules that change. That doubles
// the time in which the extension loads, and this module does not change.
const plainVSCode: Plugin = {
  name: 'plain-vscode',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]host[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        "import * as vscode from 'vscode';",
        "const vscode = require('vscode');",
      ),
      loader: 'ts',
    }));
  },
};

// What CommonJS packages among the bundled ones expect to be there.
const commonJsNames = [
  "import { createRequire as bundleRequire } from 'node:module';",
  'const require = bundleRequire(import.meta.url);',
  'const { filename: __filename, dirname: __dirname } = import.meta;',
].join('\n');

/** The command line and the workers: ES modules that share chunks, so that what is rarely needed is loaded when it is. */
export function programsBuild() {
  return {
    ...common,
    entryPoints: { cli: 'src/cli/main.ts', ...workers() },
    format: 'esm',
    splitting: true,
    // Chunks lie flat beside the entries: a relative URL means the same in both.
    chunkNames: '[name]-[hash]',
    banner: { js: commonJsNames },
    // The part of tsconfig-paths-webpack-plugin that is for webpack 3: never run, and no longer there to be bundled.
    external: [...external, 'enhanced-resolve/lib/createInnerCallback'],
    plugins: [sharedTypeScript, namedExports, bundledDependencyCruiser],
  } satisfies BuildOptions;
}

/** Every `NAME.worker.ts`, as `NAME.worker`: the names under which `workspace/workers.ts` finds them beside the bundles. */
function workers(): Record<string, string> {
  const entries = globSync('src/**/*.worker.ts', { cwd: root }).map((file) => [basename(file, '.ts'), file] as const);
  const found = Object.fromEntries(entries);
  if (Object.keys(found).length === entries.length) return found;
  throw new ScriptError(
    'Two workers have the same file name.',
    'Rename one of them: all of them lie in dist/ in the end.',
  );
}

/** ts-morph brings a TypeScript of its own; it is shipped once, as the package `typescript`, for dependency-cruiser too. */
const sharedTypeScript: Plugin = {
  name: 'shared-typescript',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/typescript$/ }, ({ importer }) =>
      importer.includes(join('@ts-morph', 'common')) ? { path: 'typescript', external: true } : undefined,
    );
  },
};

/**
 * ts-morph as one ES module. In a bundle `await import()` of a CommonJS package has its exports as `default` alone, and each
 * file that imports it statically copies all of its exports when it is loaded, and looks up every use of them in its copy.
 */
const namedExports: Plugin = {
  name: 'named-exports',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^ts-morph$/ }, ({ path, namespace }) =>
      namespace === 'named-exports' ? undefined : { path, namespace: 'named-exports' },
    );
    onLoad({ filter: /.*/, namespace: 'named-exports' }, async ({ path }) => {
      const names = Object.keys(await import(path)).filter((name) => /^[A-Za-z_]\w*$/.test(name) && name !== 'default');
      const contents = `import all from '${path}'; export default all; export const { ${names.join(', ')} } = all;`;
      return { contents, resolveDir: root };
    });
  },
};

/** What dependency-cruiser looks up at run time in a way that a bundler cannot see, said in a way that it can. */
const dependencyCruiserLookups = [
  {
    file: /dependency-cruiser[\\/]src[\\/]report[\\/]index\.mjs$/,
    said: 'import(lModuleToImport)',
    // A reporter's path comes from a table, as `./NAME.mjs`: the glob stands for every file that the table could name.
    instead: 'import(`./$' + '{lModuleToImport.slice(2, -".mjs".length)}.mjs`)',
  },
  {
    file: /dependency-cruiser[\\/]src[\\/]extract[\\/]transpile[\\/]javascript-wrap\.mjs$/,
    said: 'const require = createRequire(import.meta.url);',
    instead: '',
  },
];

const bundledDependencyCruiser: Plugin = {
  name: 'dependency-cruiser',
  setup({ onLoad }) {
    for (const { file, said, instead } of dependencyCruiserLookups) {
      onLoad({ filter: file }, ({ path }) => {
        const parts = readFileSync(path, 'utf8').split(said);
        if (parts.length !== 2) throw new Error(`${path} no longer says \`${said}\`: adapt the build to it`);
        return { contents: parts.join(instead), loader: 'js' };
      });
    }
  },
};
