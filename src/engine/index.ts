export type { GraphSessionOptions } from './options.ts';
export { createGraphSession, openGraphSession } from './sessions.ts';
