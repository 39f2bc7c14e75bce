import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { programsBuild } from '../../../scripts/build/node.ts';
import { root } from '../../../scripts/process.ts';

/** All that `#capability/sandbox` exports. */
export type SandboxFace = typeof import('#capability/sandbox');

/**
 * The sandbox as users get it: bundled in the same way as for dist/, alone, in a temporary folder; the engines lie
 * beside it as the build puts them there.
 */
export async function bundledSandbox(): Promise<{ readonly face: SandboxFace; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-sandbox-bundle-'));
  const { entryPoints, ...options } = programsBuild();
  const workers = Object.entries(entryPoints).filter(([name]) => /^(isolate|wasm)\.worker$/.test(name));
  await build({
    ...options,
    entryPoints: { ...Object.fromEntries(workers), sandbox: 'src/capability/sandbox/index.ts' },
    outdir: folder,
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules', 'isolated-vm', 'prebuilds'), join(folder, 'isolated-vm'));
  const quickjs = join(root, 'node_modules', '@jitl', 'quickjs-wasmfile-release-sync', 'dist');
  cpSync(join(quickjs, 'emscripten-module.wasm'), join(folder, 'quickjs.wasm'));
  const face: SandboxFace = await import(pathToFileURL(join(folder, 'sandbox.js')).href);
  return { face, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
