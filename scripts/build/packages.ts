import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../process.ts';

const dist = join(root, 'dist');

/** Packages with a native part: `NAME` is plain JavaScript, `@NAME/binding-PLATFORM` holds the native part. */
export const nativePackages = ['oxc-parser', 'oxc-resolver'];

/**
 * Copies the packages that cannot be bundled to dist/node_modules, so that dist runs wherever it is put.
 *
 * @param nodeModules where they are taken from: a folder with the bindings of the platform that dist is for
 */
export function copyNativePackages(nodeModules = join(root, 'node_modules')): string[] {
  return nativePackages.flatMap((name) => {
    const bindings = Object.keys(manifest(join(nodeModules, name)).optionalDependencies ?? {});
    return [name, ...bindings.filter((binding) => existsSync(join(nodeModules, binding)))].map((copied) => {
      cpSync(join(nodeModules, copied), join(dist, 'node_modules', copied), { recursive: true, filter: needed });
      return `dist/node_modules/${copied}/`;
    });
  });
}

// The WebAssembly build of the parser is for browsers; declarations and read-me files are for people.
function needed(path: string): boolean {
  return !/\.(wasm|d\.m?ts|md)$|workerd|[\\/]wasm\.js$/.test(path);
}

/** Writes the package `typescript` that ts-morph and dependency-cruiser share: the compiler that ts-morph brings. */
export async function buildTypeScript(): Promise<string[]> {
  const fromMorph = createRequire(createRequire(import.meta.url).resolve('ts-morph'));
  const compiler = join(dirname(fromMorph.resolve('@ts-morph/common')), 'typescript.js');
  const version = /\bvar version = "([\d.]+)"/.exec(readFileSync(compiler, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${compiler} does not say its version`);
  const folder = join(dist, 'node_modules', 'typescript');
  const main = join(folder, 'lib', 'typescript.js');
  if (!existsSync(main) || manifest(folder).version !== version) {
    mkdirSync(join(folder, 'lib'), { recursive: true });
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'typescript', version, main: 'lib/typescript.js' }),
    );
    cpSync(join(root, 'node_modules', 'typescript', 'LICENSE.txt'), join(folder, 'LICENSE'));
    await build({ entryPoints: [compiler], outfile: main, platform: 'node', minify: true, legalComments: 'none' });
  }
  return ['dist/node_modules/typescript/'];
}

function manifest(folder: string): { version?: string; optionalDependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
