import { parentPort, Worker } from 'node:worker_threads';

/** The folder of what is built, relative to the bundle that asks; absent where the product runs from source. */
declare const TOOLWRIGHT_DIST: string | undefined;

/** A worker thread of the product, told by whoever starts it: the file lies in the starter's own feature. */
export interface WorkerEntry {
  /** That of the file without `.worker.ts`; no two workers have the same, because all lie in one folder when built. */
  readonly name: string;
  /** `NAME.worker.ts`, where the product runs from source. */
  readonly source: URL;
}

/** V8 lets the space of short-lived objects grow to three times 16 MB a thread; a third of it serves as well here. */
const resourceLimits = { maxYoungGenerationSizeMb: 16 };

/** Starts a worker thread; run from source it loads the TypeScript entry, built it loads `NAME.worker.js` beside the bundle. */
export function startWorker({ name, source }: WorkerEntry, data: unknown): Worker {
  const isSource = typeof TOOLWRIGHT_DIST === 'undefined';
  const url = isSource ? source : new URL(`${TOOLWRIGHT_DIST}${name}.worker.js`, import.meta.url);
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

/** Starts a worker whose entry calls {@link answerAsHelper}. */
export function startHelper<Job, Part>(entry: WorkerEntry): Helper<Job, Part> {
  const worker = startWorker(entry, undefined);
  const answer = new Promise<Part[]>((resolve, reject) => {
    const parts: Part[] = [];
    worker.on('message', (message: Answer<Part>) => (message === 'done' ? resolve(parts) : parts.push(message.part)));
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The worker "${entry.name}" ended with code ${code} before it was done`)),
    );
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
