import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was asked of the endpoint. */
export interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: { readonly model: string; readonly messages: readonly { role: string; content: string }[] };
}

export interface EndpointServer {
  /** As it is configured: `http://127.0.0.1:1234/v1`. */
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** How one request is answered: a text as a model's answer, or something else by hand. */
export type Turn = string | ((response: ServerResponse) => void);

/** A server on this machine that speaks chat completions, and answers one turn a request; the last one from then on. */
export async function endpointServer(...turns: readonly Turn[]): Promise<EndpointServer> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as Asked['body'];
    asked.push({ path: request.url ?? '', headers: request.headers, body });
    const turn = turns[Math.min(asked.length, turns.length) - 1] ?? '';
    if (typeof turn === 'function') return turn(response);
    json(response, 200, {
      object: 'chat.completion',
      model: `${body.model}-2026`,
      choices: [{ index: 0, message: { role: 'assistant', content: turn }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 40, completion_tokens: 2, total_tokens: 42 },
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
