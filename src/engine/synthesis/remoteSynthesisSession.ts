import type { Logger, TaskOptions } from '#base';
import type { FilledStub, Learned, Lesson, StubLesson, SynthesisSession } from '#protocol';
import { callRemotely, type WorkerEntry } from '#workspace';
import { stoppable } from './stopFlag.ts';

const worker: WorkerEntry = { name: 'synthesis', source: new URL('./synthesis.worker.ts', import.meta.url) };

/** The session in the worker: its searches are stopped through shared memory. */
export interface StoppableSynthesis extends Omit<SynthesisSession, 'learn' | 'fill'> {
  learn(lesson: Lesson, stop: SharedArrayBuffer, options: TaskOptions): Promise<Learned | undefined>;
  fill(lesson: StubLesson, stop: SharedArrayBuffer, options: TaskOptions): Promise<FilledStub | undefined>;
}

/** A synthesis session in a worker thread of its own, which starts with the first call. */
export function remoteSynthesisSession(logger: Logger): SynthesisSession {
  const remote = callRemotely<StoppableSynthesis>(worker, undefined, logger);
  return {
    ready: () => remote.ready(),
    learn: (lesson, options) => stoppable(options, (stop, task) => remote.learn(lesson, stop, task)),
    fill: (lesson, options) => stoppable(options, (stop, task) => remote.fill(lesson, stop, task)),
    apply: (program, inputs, { signal, report } = {}) => remote.apply(program, inputs, { signal, report }),
    draft: (program, as) => remote.draft(program, as),
    dispose: () => remote.dispose(),
  };
}
