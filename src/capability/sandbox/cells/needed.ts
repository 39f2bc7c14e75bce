import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of what is built, relative to the bundle that asks; absent where the product runs from source. */
declare const TOOLWRIGHT_DIST: string | undefined;

const built = typeof TOOLWRIGHT_DIST === 'undefined' ? undefined : new URL(TOOLWRIGHT_DIST, import.meta.url);

/** The entry of a worker: from source the TypeScript file, built the bundle of that name. */
export function workerEntry(name: 'isolate' | 'wasm' | 'debuggee'): URL {
  return built ? new URL(`${name}.worker.js`, built) : new URL(`../${name}.worker.ts`, import.meta.url);
}

/** The file of QuickJS in WebAssembly. */
export function quickjsFile(): string {
  if (built) return fileURLToPath(new URL('quickjs.wasm', built));
  const entry = createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync');
  return join(dirname(entry), 'emscripten-module.wasm');
}

/** What the isolate worker has to be able to read. */
export interface NeededFiles {
  readonly entry: string;
  /** The entry and all that it imports, and the package.json that says that they are ES modules. */
  readonly files: readonly string[];
  /** Folder of isolated-vm's native parts. */
  readonly addons: string;
}

/** Looks up the files that the child process reads, so that it can be shut off from all others. */
export function neededFiles(): NeededFiles {
  const entry = realpathSync(fileURLToPath(workerEntry('isolate')));
  return { entry, files: filesOf(entry), addons: realpathSync(addonFolder()) };
}

/** An entry and all that it imports, and the package.json that says that they are ES modules. */
export function filesOf(entry: string): readonly string[] {
  const files = new Set<string>();
  const add = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*["'](\.[^"']+)["']/g)) {
      add(resolve(dirname(file), path));
    }
  };
  add(entry);
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    files.add(manifest);
    break;
  }
  return [...files];
}

function addonFolder(): string {
  if (built) return fileURLToPath(new URL('isolated-vm', built));
  return join(dirname(createRequire(import.meta.url).resolve('isolated-vm/package.json')), 'prebuilds');
}
