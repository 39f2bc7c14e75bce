import { type Outcome, type TaskOptions, throwIfCancelled } from '#base';
import type { Violation } from '#protocol';
import { startHelper, type WorkerEntry } from '#workspace';
import type { LoadedConfiguration, RulesFile } from './load/loadRules.ts';
import type { CruiseInput } from './oracle.ts';

const rulesWorker: WorkerEntry = { name: 'rules', source: new URL('./load/rules.worker.ts', import.meta.url) };
const cruiseWorker: WorkerEntry = { name: 'cruise', source: new URL('./cruise.worker.ts', import.meta.url) };

/** {@link loadRules} in a thread of its own: a rules file in JavaScript is read anew only by a thread that never saw it. */
export function loadRulesInThread(file: RulesFile, task: TaskOptions): Promise<LoadedConfiguration> {
  return runInThread(rulesWorker, file, task);
}

/** {@link cruiseByDependencyCruiser} in a thread of its own, which ends when the task is cancelled. */
export function cruiseInThread(
  input: CruiseInput,
  task: TaskOptions,
): Promise<Outcome<readonly Violation[] | undefined>> {
  return runInThread(cruiseWorker, input, task);
}

async function runInThread<Job, Answer>(entry: WorkerEntry, job: Job, { signal }: TaskOptions): Promise<Answer> {
  throwIfCancelled(signal);
  const helper = startHelper<Job, Answer>(entry);
  signal?.addEventListener('abort', helper.stop, { once: true });
  try {
    const [answer] = await helper.run(job);
    return answer as Answer;
  } catch (error) {
    // A worker that was stopped ends before it is done.
    throwIfCancelled(signal);
    throw error;
  } finally {
    signal?.removeEventListener('abort', helper.stop);
    helper.stop();
  }
}
