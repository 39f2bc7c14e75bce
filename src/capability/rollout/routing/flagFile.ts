import type { Outcome, Problem } from '#base';
import { parseJsonFile } from '#capability/package';
import { flagsOf, readFlag } from './flagSchema.ts';
import type { Router } from './router.ts';

/** Where rollouts are kept, relative to the workspace folder. */
const flagFileName = '.toolwright/rollouts.json';

/**
 * Reads a flag file, and makes a router of each flag that is on. A flag that is more than a rollout (flagd's targeting
 * can be any JSONLogic) or not right has none, and a problem says so; the others are served.
 */
export function readFlagFile(text: string): Outcome<ReadonlyMap<string, Router>> {
  const routers = new Map<string, Router>();
  const json = parseJsonFile(text);
  if ('reason' in json) return { value: routers, problems: [problem(`It is not JSON: ${json.reason}.`, json.line)] };
  const flags = flagsOf(json.value);
  if (flags === undefined) {
    return { value: routers, problems: [problem('It has no flags: an object with a key for each capability.', 1)] };
  }
  const problems: Problem[] = [];
  for (const [key, value] of Object.entries(flags)) {
    const read = readFlag(key, value);
    if ('reason' in read) {
      const line = json.lineOf(`/flags/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      problems.push(problem(`The flag ${key} is no rollout that Toolwright can route by: ${read.reason}.`, line));
    } else if (read.router !== undefined) routers.set(key, read.router);
  }
  return { value: routers, problems };
}

function problem(message: string, line: number): Problem {
  return {
    code: 'flag-invalid',
    severity: 'error',
    message,
    hint: `Mend ${flagFileName}; until then the version in use serves everybody.`,
    path: flagFileName,
    line,
  };
}
