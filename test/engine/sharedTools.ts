import { afterAll } from 'vitest';
import { silentLogger } from '#base';
import { BoundedTools } from '../../src/engine/capabilities/boundedTools.ts';

/** The tools of all sessions of a file, until its tests have ended: each thread reads the language's library anew, for a second. */
export function sharedTools(): BoundedTools {
  const tools = new BoundedTools(silentLogger);
  afterAll(() => tools.dispose());
  return tools;
}
