import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { type TaskOptions, throwIfCancelled } from '#base';
import { type Helper, startHelper, type WorkerEntry } from '#workspace';
import { type AnalysedFile, analyseFile, type KnownContent } from '../extract/analyse.ts';
import type { ResolveEnvironment } from '../resolve/environment.ts';
import type { Resolver } from '../resolve/resolver.ts';

/** What every thread is given. */
export interface AnalyseJob {
  readonly environment: ResolveEnvironment;
  readonly paths: readonly string[];
  /** Hashes of contents that need not be parsed. */
  readonly known: ReadonlySet<string> | undefined;
  /** Two shared numbers: the next path to take, and whether to stop. */
  readonly shared: Int32Array<SharedArrayBuffer>;
}

export type Analysis = AnalysedFile | KnownContent;

/** Below this many files another thread costs more than it helps. */
const worthAThread = 400;
const mostThreads = 8;
const analyseWorker: WorkerEntry = { name: 'analyse', source: new URL('./analyse.worker.ts', import.meta.url) };
const chunkSize = 16;

export type AnalyseHelper = Helper<AnalyseJob, readonly Analysis[]>;

/** Starts a thread for every other core. @param files how many there are to analyse, where that is known */
export function startHelpers(files = Number.POSITIVE_INFINITY): AnalyseHelper[] {
  const threads = Math.min(availableParallelism(), mostThreads, Math.ceil(files / worthAThread));
  return Array.from({ length: Math.max(0, threads - 1) }, () => startHelper(analyseWorker));
}

/**
 * Analyses paths that no other thread has taken, a few at a time, until all are taken: the threads share one counter,
 * so none waits while another has much left.
 */
export function* takeAndAnalyse(job: AnalyseJob, resolver: Resolver): Generator<Analysis[]> {
  while (Atomics.load(job.shared, 1) === 0) {
    const start = Atomics.add(job.shared, 0, chunkSize);
    if (start >= job.paths.length) return;
    const chunk: Analysis[] = [];
    for (const path of job.paths.slice(start, start + chunkSize)) {
      const file = analyseFile(job.environment.root, path, resolver, job.known);
      if (file) chunk.push(file);
    }
    yield chunk;
  }
}

/** Analyses files in this thread, which stays responsive meanwhile, and in those of the helpers. The result is in no order. */
export async function analyseFiles(
  paths: readonly string[],
  resolver: Resolver,
  known: ReadonlySet<string> | undefined,
  helpers: readonly AnalyseHelper[],
  { signal, report }: TaskOptions,
): Promise<Analysis[]> {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const job = { environment: resolver.environment, paths, known, shared };
  const helping = helpers.slice(0, Math.floor(paths.length / worthAThread)).map((helper) => helper.run(job));
  const analysed: Analysis[] = [];
  try {
    report?.({ step: 'Reading imports', done: 0, total: paths.length });
    let turn = performance.now();
    for (const chunk of takeAndAnalyse(job, resolver)) {
      analysed.push(...chunk);
      if (performance.now() - turn < 20) continue;
      const done = Math.min(Atomics.load(shared, 0), paths.length);
      report?.({ step: 'Reading imports', done, total: paths.length });
      await setImmediate();
      throwIfCancelled(signal);
      turn = performance.now();
    }
    for (const parts of await Promise.all(helping)) for (const part of parts) analysed.push(...part);
    throwIfCancelled(signal);
    return analysed;
  } finally {
    Atomics.store(shared, 1, 1);
    await Promise.allSettled(helping);
  }
}
