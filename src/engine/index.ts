import type { GraphSession } from '#protocol';
import { callRemotely } from '#workspace';
import type { GraphSessionOptions } from './options.ts';

export type { GraphSessionOptions } from './options.ts';

/**
 * Opens a session in a worker thread of its own, so that this thread stays free. It starts with the first call.
 * Whoever opens one loads nothing of the analysis: that is `#engine/local`, and the worker.
 */
export function openGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return callRemotely<GraphSession>('session', settings, logger);
}
