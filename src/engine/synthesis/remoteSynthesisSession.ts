import { CancelledError, type Logger, type TaskOptions } from '#base';
import type { Learned, Lesson, SynthesisSession } from '#protocol';
import { callRemotely, type WorkerEntry } from '#workspace';
import { StopFlag } from './stopFlag.ts';

const worker: WorkerEntry = { name: 'synthesis', source: new URL('./synthesis.worker.ts', import.meta.url) };

/** The session in the worker: its searches are stopped through shared memory. */
export interface StoppableSynthesis extends Omit<SynthesisSession, 'learn'> {
  learn(lesson: Lesson, stop: SharedArrayBuffer, options: TaskOptions): Promise<Learned | undefined>;
}

/** A synthesis session in a worker thread of its own, which starts with the first call. */
export function remoteSynthesisSession(logger: Logger): SynthesisSession {
  const remote = callRemotely<StoppableSynthesis>(worker, undefined, logger);
  return {
    async learn(lesson, { signal, report } = {}) {
      if (signal?.aborted) throw new CancelledError();
      const stop = new StopFlag();
      const raise = () => stop.raise();
      signal?.addEventListener('abort', raise, { once: true });
      try {
        return await remote.learn(lesson, stop.memory, { signal, report });
      } finally {
        signal?.removeEventListener('abort', raise);
      }
    },
    apply: (program, inputs, { signal, report } = {}) => remote.apply(program, inputs, { signal, report }),
    draft: (program, as) => remote.draft(program, as),
    dispose: () => remote.dispose(),
  };
}
