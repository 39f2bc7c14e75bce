import { CancelledError, messageOf, type Outcome, type TaskOptions, throwIfCancelled } from '#base';
import type { Violation } from '#protocol';
import { startHelper, type WorkerEntry } from '#workspace';
import { type LoadedConfiguration, type RulesFile, unreadableRules } from './load/loadRules.ts';
import type { CruiseInput } from './oracle.ts';

const rulesWorker: WorkerEntry = { name: 'rules', source: new URL('./load/rules.worker.ts', import.meta.url) };
const cruiseWorker: WorkerEntry = { name: 'cruise', source: new URL('./cruise.worker.ts', import.meta.url) };

/**
 * {@link loadRules} in a thread of its own: a rules file in JavaScript is read anew only by a thread that never saw it.
 * One that brings its thread down (`process.exit`, an error in a callback) is told of like one that fails.
 */
export async function loadRulesInThread(file: RulesFile, task: TaskOptions): Promise<LoadedConfiguration> {
  try {
    return await runInThread(rulesWorker, file, task);
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const reason = endedEarly.test(messageOf(error)) ? new Error('the rules file ended the process') : error;
    return { value: undefined, problems: [unreadableRules(file.path, reason)], consulted: [] };
  }
}

/** What {@link startHelper} says of a thread that ended before it answered. */
const endedEarly = /ended with code \d+ before it was done/;

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
