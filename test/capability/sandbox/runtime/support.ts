import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fromData } from 'ssri';
import { Header } from 'tar';
import { runServer } from 'verdaccio';
import { onTestFinished } from 'vitest';

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'toolwright-runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A program that says of itself that it is a Node.js, as far as the product asks. */
export const fakeNode = (version: string, abi = '137') =>
  `#!/bin/sh\nprintf '{"file":"%s","version":"${version}","abi":"${abi}"}' "$0"\n`;

export interface TarEntry {
  readonly path: string;
  readonly text?: string;
  readonly type?: 'File' | 'SymbolicLink';
  readonly linkpath?: string;
}

/** A gzipped tarball of exactly these entries: also of those that no decent program would write. */
export function tarballOf(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ path, text = '', type = 'File', linkpath }) => {
    const body = Buffer.from(text);
    const header = new Header({
      path,
      type,
      mode: 0o755,
      size: body.length,
      mtime: new Date(0),
      ...(linkpath && { linkpath }),
    });
    header.encode();
    return [header.block ?? Buffer.alloc(0), body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** A folder as the home of somebody whose npm asks that registry. */
export function npmOf(registry: string, more = ''): NodeJS.ProcessEnv {
  const file = join(temporaryFolder(), '.npmrc');
  writeFileSync(file, `registry=${registry}\n${more}`);
  return { npm_config_userconfig: file };
}

/** A server on this machine that is gone after the test. */
export async function serve(listener: RequestListener): Promise<string> {
  return listen(createServer(listener));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Verdaccio, with nothing behind it. @returns its address and the folder of its packages */
export async function startRegistry(): Promise<{ readonly url: string; readonly storage: string }> {
  const folder = temporaryFolder();
  const storage = join(folder, 'storage');
  const everybody = { access: '$all', publish: '$all', unpublish: '$all' };
  const server: Server = await runServer({
    storage,
    self_path: join(folder, 'config.yaml'),
    configPath: join(folder, 'config.yaml'),
    uplinks: {},
    packages: { '**': everybody },
    auth: { htpasswd: { file: join(folder, 'htpasswd') } },
    log: { type: 'stdout', format: 'json', level: 'fatal' },
    web: { enable: false },
    // biome-ignore lint/suspicious/noExplicitAny: Verdaccio's declarations ask for everything that its defaults fill in.
  } as any);
  return { url: await listen(server), storage };
}

/** Publishes as npm does: one document, with the tarball in it. */
export async function publish(registry: string, name: string, version: string, tarball: Buffer): Promise<void> {
  const file = `${name}-${version}.tgz`;
  const dist = {
    tarball: `${registry}${name}/-/${file}`,
    integrity: fromData(tarball).toString(),
    shasum: createHash('sha1').update(tarball).digest('hex'),
  };
  const document = {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { name, version, _id: `${name}@${version}`, dist } },
    _attachments: {
      [file]: { content_type: 'application/octet-stream', data: tarball.toString('base64'), length: tarball.length },
    },
  };
  const response = await fetch(`${registry}${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(document),
  });
  if (!response.ok)
    throw new Error(`${name}@${version} was not published: ${response.status} ${await response.text()}`);
}
