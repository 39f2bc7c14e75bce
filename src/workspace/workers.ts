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

/** Starts a worker thread; run from source it loads the TypeScript entry, built it loads `NAME.worker.js` beside the bundle. */
export function startWorker(name: WorkerName, data: unknown): Worker {
  const built = typeof TOOLWRIGHT_DIST !== 'undefined';
  const url = new URL(built ? `./${name}.worker.js` : sources[name], import.meta.url);
  return new Worker(url, { workerData: data, name: `toolwright-${name}` });
}

/** A worker that answers one job and is gone. It can be started before there is a job: starting takes longer than most jobs. */
export interface Helper<Job, Result> {
  /** Rejects when the worker fails or ends without an answer. */
  run(job: Job): Promise<Result>;
  /** Ends it, whatever it does. */
  stop(): void;
}

export function startHelper<Job, Result>(name: WorkerName): Helper<Job, Result> {
  const worker = startWorker(name, undefined);
  const answer = new Promise<Result>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The worker "${name}" ended with code ${code} and no answer`)));
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

/** The other side of {@link startHelper}: to be called by the worker's entry. */
export function answerAsHelper<Job, Result>(work: (job: Job) => Result | Promise<Result>): void {
  parentPort?.once('message', async (job: Job) => parentPort?.postMessage(await work(job)));
}
