import { Worker } from 'node:worker_threads';
import type { FromWorker } from '../messages.ts';
import type { Cell } from './cell.ts';

/** Starts a thread that speaks {@link FromWorker}. What it prints is dropped, and it sees no environment. */
export function startThread(url: URL, workerData: unknown): Cell {
  const worker = new Worker(url, {
    workerData,
    name: 'toolwright-sandbox',
    env: { TZ: 'UTC' },
    execArgv: [],
    stdin: true,
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 16 },
  });
  worker.stdout.resume();
  worker.stderr.resume();
  let killed = false;
  let reason = '';
  const gone = new Promise<string>((resolve) => {
    worker.once('error', (error) => {
      reason = error instanceof Error ? error.message : String(error);
    });
    worker.once('exit', (code) => resolve(reason || `The thread ended with code ${code}`));
  });
  return {
    gone,
    post: (message) => worker.postMessage(message),
    listen: (listener) => void worker.on('message', (message: FromWorker) => killed || listener(message)),
    // Of a thread's memory nothing is told outside; QuickJS counts its own, and has a limit for it. Time in which the
    // thread was at work stands for processor time, and is never less.
    measure: () => ({ residentBytes: 0, cpuMs: worker.performance.eventLoopUtilization().active }),
    kill() {
      killed = true;
      void worker.terminate();
    },
  };
}
