import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NetworkPort, WorkspacePort } from '#capability/sandbox';
import { realPorts } from '../../src/engine/capabilities/realPorts.ts';

const limit = 4 * 1024 * 1024;
let root = '';
let server: Server;
let address = '';
let sent = 0;
let closed: Promise<unknown> = Promise.resolve();

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'toolwright-ports-')));
  writeFileSync(join(root, 'a.txt'), 'A');
  writeFileSync(join(root, 'large.txt'), '');
  truncateSync(join(root, 'large.txt'), limit + 1);
  symlinkSync('/etc/passwd', join(root, 'link.txt'));
  server = createServer((request, response) => {
    if (request.url !== '/endless') return void response.setHeader('x-a', 'b').end('{"ä":1}');
    const piece = 'x'.repeat(64 * 1024);
    const more = () => {
      do sent += piece.length;
      while (!response.destroyed && response.write(piece));
    };
    closed = once(response, 'close');
    response.on('drain', more);
    more();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(root, { recursive: true, force: true });
});

const ports = () => realPorts(root) as { workspace: WorkspacePort; network: NetworkPort };

test('an answer from the network is read as text', async () => {
  const answer = await ports().network.fetch(`${address}/`, {});
  expect(answer).toMatchObject({ status: 200, body: '{"ä":1}', headers: { 'x-a': 'b' } });
});

test('an answer without end is left when it is too large', async () => {
  await expect(ports().network.fetch(`${address}/endless`, {})).rejects.toThrow(/larger than 4194304 bytes/);
  await closed;
  expect(sent).toBeLessThan(4 * limit);
});

test('a file is read, and none that is too large, is no file, or lies elsewhere', async () => {
  const { workspace } = ports();
  expect(await workspace.read('a.txt')).toBe('A');
  await expect(workspace.read('large.txt')).rejects.toThrow(/^large\.txt is larger than 4194304 bytes\.$/);
  await expect(workspace.read('none.txt')).rejects.toThrow('There is no file none.txt.');
  await expect(workspace.read('.')).rejects.toThrow();
  await expect(workspace.read('link.txt')).rejects.toThrow(/outside/);
});

test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(ports().workspace.read('pipe')).rejects.toThrow('There is no file pipe.');
});
