import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRuntimes, openSandbox, type RuntimeOffer } from '#capability/sandbox';
import { findNode } from '../../../../src/capability/sandbox/runtime/findNode.ts';
import { nodePackageFor, runtimePlatforms } from '../../../../src/capability/sandbox/runtime/packages.ts';
import { callOf } from '../support.ts';
import { temporaryFolder } from './support.ts';

const runtimesFor = (platform: string, folder = '/nowhere') => openRuntimes({ folder, fetch, platform });

/** Every platform's offer, or the reason why the registry cannot be asked. */
const offers = await Promise.all(
  runtimePlatforms.map(async (platform) => [platform, await runtimesFor(platform).offer()] as const),
).catch((error: Error & { code?: string }) => {
  if (error.code !== 'runtime-registry-unreachable') throw error;
  return error.message;
});
const offline = typeof offers === 'string';

describe.skipIf(offline)(`the npm registry${offline ? ` (${offers})` : ''}`, () => {
  const all = offline ? [] : offers;
  const here = `${process.platform}-${process.arch}`;

  test.each(all)('offers a Node.js for %s, with a checksum', (platform, offer: RuntimeOffer) => {
    expect(offer).toMatchObject({ name: nodePackageFor(platform)?.name, integrity: expect.stringMatching(/^sha512-/) });
    expect(offer.version).toMatch(new RegExp(`^${nodePackageFor(platform)?.major}\\.`));
  });

  test.skipIf(!runtimePlatforms.includes(here))(
    'serves the one for this platform, in which isolates run',
    { timeout: 300_000 },
    async () => {
      const folder = join(temporaryFolder(), 'runtime');
      const runtimes = runtimesFor(here, folder);
      const { version, file } = await runtimes.install(await runtimes.offer());
      const own = { file: 'code', version: '24.9.0', abi: '143', electron: '41.0.0' };
      expect(await findNode({ own, runtimes: folder, path: '' })).toBe(file);
      const sandbox = await openSandbox({ runner: 'isolate', node: file });
      try {
        expect(sandbox.guarantees.engine).toContain(version);
        const call = callOf('export const run = (input: number) => input + 1;', { input: 41, ports: {} });
        expect(await sandbox.run(call)).toMatchObject({ status: 'ok', value: 42 });
      } finally {
        await sandbox.dispose();
      }
    },
  );
});
