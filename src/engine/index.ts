import type { GraphSession } from '#protocol';
import { callRemotely, type WorkerEntry } from '#workspace';
import type { GraphSessionOptions } from './options.ts';

export type { GraphSessionOptions } from './options.ts';

const sessionWorker: WorkerEntry = { name: 'session', source: new URL('./session.worker.ts', import.meta.url) };

/**
 * Opens a session in a worker thread of its own, so that this thread stays free. It starts with the first call.
 * Whoever opens one loads nothing of the analysis: that is `#engine/local`, and the worker.
 */
export function openGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return callRemotely<GraphSession>(sessionWorker, settings, logger);
}
