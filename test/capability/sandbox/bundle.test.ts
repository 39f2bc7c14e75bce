import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { availableRunners } from '#capability/sandbox';
import { defaultLimits } from '#protocol';
import { programsBuild } from '../../../scripts/build/node.ts';
import { root } from '../../../scripts/process.ts';

type Face = typeof import('#capability/sandbox');

let folder = '';
let bundled: Face;

// The same bundling as for dist/, of the sandbox alone; the engines lie beside it as the build puts them there.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'toolwright-sandbox-bundle-'));
  const { entryPoints, ...options } = programsBuild();
  const workers = Object.entries(entryPoints).filter(([name]) => /^(isolate|wasm)\.worker$/.test(name));
  expect(workers).toHaveLength(2);
  await build({
    ...options,
    entryPoints: { ...Object.fromEntries(workers), sandbox: 'src/capability/sandbox/index.ts' },
    outdir: folder,
  });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  symlinkSync(join(root, 'node_modules', 'isolated-vm', 'prebuilds'), join(folder, 'isolated-vm'));
  const quickjs = join(root, 'node_modules', '@jitl', 'quickjs-wasmfile-release-sync', 'dist');
  cpSync(join(quickjs, 'emscripten-module.wasm'), join(folder, 'quickjs.wasm'));
  bundled = await import(pathToFileURL(join(folder, 'sandbox.js')).href);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const { name, available, reason } of await availableRunners()) {
  test.skipIf(!available)(`${name} works from the bundle${available ? '' : ` (${reason})`}`, async () => {
    const sandbox = await bundled.openSandbox({ runner: name });
    try {
      const code = 'export const run = async (input) => ({ twice: input * 2, at: await 1, list: [new Date(0)] });';
      const call = { program: { code, map: '', hash: '' }, input: 21, permissions: {}, limits: defaultLimits };
      const value = { twice: 42, at: 1, list: ['1970-01-01T00:00:00.000Z'] };
      expect(await sandbox.run(call)).toMatchObject({ status: 'ok', value });
    } finally {
      await sandbox.dispose();
    }
  });
}
