import type { GraphSession } from '#protocol';
import { callRemotely } from '#workspace';
import { LocalGraphSession } from './localGraphSession.ts';
import type { GraphSessionOptions } from './options.ts';

/** Opens a session in this thread: for programs that have nothing else to do. */
export function createGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return new LocalGraphSession(settings, logger);
}

/** Opens a session in a worker thread of its own, so that this thread stays free. It starts with the first call. */
export function openGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return callRemotely<GraphSession>('session', settings, logger);
}
