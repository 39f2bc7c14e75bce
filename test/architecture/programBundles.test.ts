import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';
import { programsBuild } from '../../scripts/build/node.ts';

const entryPoints = {
  session: 'src/engine/capabilities/localCapabilitySession.ts',
  controller: 'src/engine/rollout/watchRollouts.ts',
  reader: 'src/engine/discovery/localDiscoverySession.ts',
};

/** The inputs of an output, and of all that is loaded with it. */
function loadedWith(output: string, { outputs }: Metafile, seen = new Set<string>()): string[] {
  const { inputs = {}, imports = [] } = outputs[output] ?? {};
  if (seen.has(output)) return [];
  seen.add(output);
  const loaded = imports.filter(({ kind }) => kind === 'import-statement');
  return [...Object.keys(inputs), ...loaded.flatMap(({ path }) => loadedWith(path, { inputs: {}, outputs }, seen))];
}

test('who runs capabilities and steers rollouts loads no compiler: it comes with the first source that is read', async () => {
  const { metafile } = await build({ ...programsBuild(), entryPoints, write: false, sourcemap: false });
  const bringsCompiler = (name: keyof typeof entryPoints) =>
    loadedWith(`dist/${name}.js`, metafile).some((input) => input.includes('ts-morph'));
  expect(bringsCompiler('reader')).toBe(true);
  expect([bringsCompiler('session'), bringsCompiler('controller')]).toEqual([false, false]);
});
