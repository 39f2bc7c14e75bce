import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { availableRunners } from '#capability/sandbox';
import { findNode } from '../../../../src/capability/sandbox/runtime/findNode.ts';
import { nodePackageFor, runtimePlatforms } from '../../../../src/capability/sandbox/runtime/packages.ts';
import { isolatedVmAbis } from './abis.ts';
import { fakeNode, temporaryFolder } from './support.ts';

const electron = { file: '/opt/code/code', version: '24.9.0', abi: '143', electron: '41.0.0' };

function programIn(folder: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'node');
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

const describeWhereScriptsRun = process.platform === 'win32' ? describe.skip : describe;

describeWhereScriptsRun('the Node.js of the sandbox (not on Windows, where no script is a program)', () => {
  test('is the one that runs this, where isolated-vm fits it', async () => {
    expect(await findNode({})).toBe(process.execPath);
  });

  test('is the one that was named, and no other', async () => {
    const file = programIn(temporaryFolder(), fakeNode('24.1.0'));
    expect(await findNode({ node: file })).toBe(file);
    await expect(findNode({ node: '/nowhere/node' })).rejects.toThrow('/nowhere/node does not run: ENOENT');
    const old = programIn(temporaryFolder(), fakeNode('20.1.0', '115'));
    await expect(findNode({ node: old })).rejects.toThrow(`${old} is Node 20.1.0, for which there is no isolated-vm`);
  });

  test('is in Electron the newest that was fetched, then the first on the PATH that fits', async () => {
    const [runtimes, old, fit] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    programIn(old, fakeNode('20.1.0', '115'));
    const file = programIn(fit, fakeNode('24.1.0'));
    const path = ['relative', old, '/nowhere', fit].join(delimiter);
    expect(await findNode({ own: electron, runtimes, path })).toBe(file);
    programIn(join(runtimes, 'node-24.9.0'), fakeNode('24.9.0'));
    const newest = programIn(join(runtimes, 'node-24.10.0'), fakeNode('24.10.0'));
    mkdirSync(join(runtimes, 'fetch-abcdef'));
    expect(await findNode({ own: electron, runtimes, path })).toBe(newest);
  });

  test('is missing, with a reason for each that was looked at', async () => {
    const old = temporaryFolder();
    const file = programIn(old, fakeNode('20.1.0', '115'));
    const looking = findNode({ own: electron, runtimes: '/nowhere', path: old });
    await expect(looking).rejects.toThrow(
      `it needs a Node 24 or newer, and this is Electron 41.0.0; ${file} is Node 20.1.0, for which there is no isolated-vm`,
    );
  });

  test('makes the isolate runner work when it is named, and leaves the wasm runner where it does not exist', async () => {
    const available = async (node: string) =>
      (await availableRunners({ node })).filter((one) => one.available).map(({ name }) => name);
    expect(await available(process.execPath)).toContain('isolate');
    expect(await available('/nowhere/node')).toEqual(['wasm']);
  });
});

test.each(runtimePlatforms)(
  'the major version that is fetched for %s is one that isolated-vm comes compiled for',
  (platform) => {
    const abiOf: Readonly<Record<number, string>> = { 24: '137', 26: '147' };
    expect(isolatedVmAbis(platform)).toContain(abiOf[nodePackageFor(platform)?.major ?? 0]);
  },
);
