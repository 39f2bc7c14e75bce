import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { extensionBuild } from '../../scripts/build/node.ts';

test('the extension host loads no analysis: what VS Code starts only composes and shows', async () => {
  const { metafile } = await build({ ...extensionBuild(), write: false });
  const bundles = Object.values(metafile.outputs);
  const bundled = bundles
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([input]) => input);
  expect(bundled).toContain('src/extension.ts');
  expect(bundled.filter((input) => input.startsWith('src/graph/'))).toEqual([]);
  const required = bundles.flatMap(({ imports }) => imports.map(({ path }) => path));
  expect(required).toContain('vscode');
  expect(required.filter((path) => /oxc|typescript|ts-morph|dependency-cruiser/.test(path))).toEqual([]);
});
