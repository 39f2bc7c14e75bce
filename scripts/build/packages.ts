import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../process.ts';

const dist = join(root, 'dist');

/** Packages with a native part: `NAME` is plain JavaScript, `@NAME/binding-PLATFORM` holds the native part. */
export const nativePackages = ['oxc-parser', 'oxc-resolver', 'oxc-transform'];

/**
 * Copies the packages that cannot be bundled to dist/node_modules, and the engines of the sandbox, so that dist runs wherever it is put.
 *
 * @param nodeModules where they are taken from: a folder with the bindings of the platform that dist is for
 */
export function copyNativePackages(nodeModules = join(root, 'node_modules')): string[] {
  const copied = nativePackages.flatMap((name) => {
    const bindings = Object.keys(manifest(join(nodeModules, name)).optionalDependencies ?? {});
    return [name, ...bindings.filter((binding) => existsSync(join(nodeModules, binding)))];
  });
  for (const name of copied) {
    cpSync(join(nodeModules, name), join(dist, 'node_modules', name), { recursive: true, filter: needed });
  }
  return [...copied.map((name) => `dist/node_modules/${name}/`), ...copySandboxEngines(copied)];
}

/**
 * Copies what the sandboxes run on: QuickJS, and isolated-vm's native parts for the platforms of the bindings.
 *
 * @param bindings names as `binding-linux-x64-gnu`, of what else is native
 */
function copySandboxEngines(bindings: readonly string[]): string[] {
  const isolatedVm = join(root, 'node_modules', 'isolated-vm');
  const to = join(dist, 'isolated-vm');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  cpSync(join(isolatedVm, 'LICENSE'), join(to, 'LICENSE'));
  for (const binding of bindings) {
    const [, platform, libc] = /binding-(\w+-\w+)(?:-(\w+))?$/.exec(binding) ?? [];
    const parts = join(isolatedVm, 'prebuilds', platform ?? '');
    if (platform === undefined || !existsSync(parts)) continue;
    const other = libc === 'musl' ? '.glibc.' : '.musl.';
    cpSync(parts, join(to, platform), { recursive: true, filter: (path) => !path.includes(other) });
  }
  const quickjs = join(root, 'node_modules', '@jitl', 'quickjs-wasmfile-release-sync', 'dist');
  cpSync(join(quickjs, 'emscripten-module.wasm'), join(dist, 'quickjs.wasm'));
  return ['dist/isolated-vm/', 'dist/quickjs.wasm'];
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
