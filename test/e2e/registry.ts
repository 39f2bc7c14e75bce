import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeNode, tarballOf } from '../capability/sandbox/runtime/support.ts';

/** An npm registry on this machine, which has a Node.js of a made-up version for every platform. */
export interface Registry extends Disposable {
  readonly url: string;
  readonly version: string;
  /** How often the file itself was fetched. */
  readonly fetched: () => number;
}

/** Starts it, and makes it the one that npm's settings name for processes that are started from now on. */
export async function startRegistry(): Promise<Registry> {
  const version = '24.99.0';
  const tarball = tarballOf([
    { path: 'package/package.json', text: JSON.stringify({ name: 'node', version }) },
    { path: 'package/bin/node', text: fakeNode(version) },
  ]);
  const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  let fetched = 0;
  const server = createServer(({ url = '', method }, response) => {
    if (!url.endsWith('.tgz')) {
      const dist = { tarball: `http://127.0.0.1:${(server.address() as AddressInfo).port}${url}.tgz`, integrity };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ versions: { [version]: { version, dist } } }));
      return;
    }
    response.setHeader('content-length', tarball.length);
    if (method === 'GET') fetched++;
    response.end(method === 'HEAD' ? undefined : tarball);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-npm-'));
  const before = process.env.npm_config_userconfig;
  process.env.npm_config_userconfig = join(folder, '.npmrc');
  writeFileSync(process.env.npm_config_userconfig, `registry=${url}\n`);
  return {
    url,
    version,
    fetched: () => fetched,
    [Symbol.dispose]() {
      if (before === undefined) delete process.env.npm_config_userconfig;
      else process.env.npm_config_userconfig = before;
      rmSync(folder, { recursive: true, force: true });
      server.closeAllConnections();
      server.close();
    },
  };
}
