import type { GraphSession } from '#protocol';
import { LocalGraphSession } from './localGraphSession.ts';
import type { GraphSessionOptions } from './options.ts';

/** Opens a session in this thread: for programs that have nothing else to do. */
export function createGraphSession({ logger, ...settings }: GraphSessionOptions): GraphSession {
  return new LocalGraphSession(settings, logger);
}
