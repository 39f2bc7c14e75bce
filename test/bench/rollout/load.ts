import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What became of requests that were sent at a constant rate. */
export interface Loaded {
  readonly requests: number;
  readonly perSecond: number;
  /** From when each was due until it was answered, in milliseconds. */
  readonly latencies: readonly number[];
}

interface Due {
  readonly text: string;
  readonly at: number;
}

/**
 * An open model: requests are due at a constant rate whether or not those before are answered, and one that finds all
 * connections busy waits for one, which counts as its latency. On each connection there is one request at a time, as
 * browsers and proxies send them.
 */
export class Load {
  readonly #sockets: readonly Socket[];
  readonly #free: Socket[];
  readonly #waiting: Due[] = [];
  /** When the request on a connection was due. */
  readonly #dueAt = new Map<Socket, number>();
  #latencies: number[] = [];
  /** A connection that the app has closed would never answer. */
  #isCut = false;

  private constructor(sockets: readonly Socket[]) {
    this.#sockets = sockets;
    this.#free = [...sockets];
    for (const socket of sockets) {
      // An answer counts where it begins: what comes in two pieces is one all the same.
      socket.on('close', () => {
        this.#isCut = true;
      });
      socket.on('data', (piece) => {
        if (piece.includes('HTTP/1.1 ')) this.#answered(socket);
      });
    }
  }

  static async open(port: number, connections: number): Promise<Load> {
    return new Load(await Promise.all(Array.from({ length: connections }, () => connected(port))));
  }

  /** Sends what is due at the rate a second, and waits for all answers. */
  async run(rate: number, ms: number, textOf: (n: number) => string): Promise<Loaded> {
    const requests = (rate * ms) / 1000;
    this.#latencies = [];
    const began = performance.now();
    for (let sent = 0; sent < requests || this.#latencies.length < requests; ) {
      if (this.#isCut) throw new Error('The app has closed a connection.');
      const due = Math.min(requests, Math.ceil(((performance.now() - began) / 1000) * rate));
      for (; sent < due; sent++) this.#send({ text: textOf(sent), at: began + (sent / rate) * 1000 });
      await new Promise((next) => setTimeout(next, 1));
    }
    const perSecond = (requests / (performance.now() - began)) * 1000;
    return { requests, perSecond, latencies: this.#latencies };
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #send(due: Due): void {
    const socket = this.#free.pop();
    if (socket === undefined) {
      this.#waiting.push(due);
      return;
    }
    this.#dueAt.set(socket, due.at);
    socket.write(due.text);
  }

  #answered(socket: Socket): void {
    this.#latencies.push(performance.now() - (this.#dueAt.get(socket) ?? Number.NaN));
    this.#free.push(socket);
    const next = this.#waiting.shift();
    if (next !== undefined) this.#send(next);
  }
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  return socket;
}
