import { parentPort, Worker } from 'node:worker_threads';

declare const TOOLWRIGHT_DIST: boolean | undefined;

/** The worker threads of the product, by the name of their entry: `NAME.worker.ts`. */
const sources = {
  analyse: '../graph/scan/analyse.worker.ts',
  cruise: '../graph/rules/cruise.worker.ts',
  rules: '../graph/rules/rules.worker.ts',
  session: '../engine/session.worker.ts',
} as const;

export type WorkerName = keyof typeof sources;

/** V8 lets the space of short-lived objects grow to three times 16 MB a thread; a third of it serves as well here. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** Starts a worker thread; run from source it loads the TypeScript entry, built it loads `NAME.worker.js` beside the bundle. */
export function startWorker(name: WorkerName, data: unknown): Worker {
  const built = typeof TOOLWRIGHT_DIST !== 'undefined';
  const url = new URL(built ? `./${name}.worker.js` : sources[name], import.meta.url);
  return new Worker(url, { workerData: data, name: `toolwright-${name}`, resourceLimits });
}

/** A worker that does one job and is gone. It can be started before there is a job: starting takes longer than most jobs. */
export interface Helper<Job, Part> {
  /** The parts of the answer, in the order of their making. Rejects when the worker fails or ends before it is done. */
  run(job: Job): Promise<Part[]>;
  /** Ends it, whatever it does. */
  stop(): void;
}

type Answer<Part> = { readonly part: Part } | 'done';

export function startHelper<Job, Part>(name: WorkerName): Helper<Job, Part> {
  const worker = startWorker(name, undefined);
  const answer = new Promise<Part[]>((resolve, reject) => {
    const parts: Part[] = [];
    worker.on('message', (message: Answer<Part>) => (message === 'done' ? resolve(parts) : parts.push(message.part)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The worker "${name}" ended with code ${code} before it was done`)));
  });
  // Nobody may ever ask for the answer, and then nobody wants to hear that there is none.
  answer.catch(() => {});
  return {
    run(job) {
      worker.postMessage(job);
      return answer;
    },
    stop: () => void worker.terminate(),
  };
}

/**
 * The other side of {@link startHelper}: to be called by the worker's entry. Parts are sent as they are made, so that
 * neither side holds the whole answer twice.
 */
export function answerAsHelper<Job, Part>(work: (job: Job) => Iterable<Part> | AsyncIterable<Part>): void {
  const send = (message: Answer<Part>) => parentPort?.postMessage(message);
  parentPort?.once('message', async (job: Job) => {
    for await (const part of work(job)) send({ part });
    send('done');
  });
}
