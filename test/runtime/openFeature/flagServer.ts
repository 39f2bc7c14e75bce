import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { specifiedFlags } from './features.ts';

/** Serves the specification's flags, and what goes wrong: nothing at all, a refusal, an error, flags once and never again. */
export async function startFlagServer() {
  const flags = JSON.stringify(specifiedFlags());
  const seen = new Set<string>();
  const server = createServer(({ url = '' }, response) => {
    if (url.startsWith('/never')) return;
    if (url.startsWith('/refused')) response.writeHead(401).end();
    else if (url.startsWith('/error') || seen.has(url)) response.writeHead(503).end();
    else response.end(flags);
    if (url.startsWith('/once')) seen.add(url);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  let sources = 0;
  return {
    /** @param path `flags`, `never`, `refused`, `error` or `once` */
    url: (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}/${++sources}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
