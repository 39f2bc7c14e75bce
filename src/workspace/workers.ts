import { parentPort, Worker, workerData } from 'node:worker_threads';

declare const TOOLWRIGHT_DIST: boolean | undefined;

/** The worker threads of the product, by the name of their entry: `NAME.worker.ts`. */
const sources = {
  analyse: '../graph/scan/analyse.worker.ts',
  session: '../engine/session.worker.ts',
} as const;

export type WorkerName = keyof typeof sources;

/** Starts a worker thread; run from source it loads the TypeScript entry, built it loads `NAME-worker.js` beside the bundle. */
export function startWorker(name: WorkerName, data: unknown): Worker {
  const built = typeof TOOLWRIGHT_DIST !== 'undefined';
  const url = new URL(built ? `./${name}-worker.js` : sources[name], import.meta.url);
  return new Worker(url, { workerData: data, name: `toolwright-${name}` });
}

/** Hands a job to a worker of its own and waits for its one answer. Rejects when the worker fails or dies without one. */
export function runInWorker<Result>(name: WorkerName, job: unknown): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = startWorker(name, job);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The worker "${name}" ended with code ${code} and no answer`)));
  });
}

/** The other side of {@link runInWorker}: to be called by the worker's entry. */
export function answerAsWorker<Job, Result>(work: (job: Job) => Result): void {
  parentPort?.postMessage(work(workerData as Job));
}
