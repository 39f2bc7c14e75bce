import type { Problem } from '#base';
import { parseJsonFile, type RepeatedKey } from '#capability/package';
import { flagsOf, readFlag } from './flagSchema.ts';
import type { Router } from './router.ts';

/** Where rollouts are kept, relative to the workspace folder: committed, like the versions. */
export const flagFileName = '.toolwright/rollouts.json';

export interface ReadFlagFile {
  /** Of every flag that is on, by its key. */
  readonly routers: ReadonlyMap<string, Router>;
  /** Where the flags without a router stand, by their keys: those that are off, without a problem, and those that are no rollout. */
  readonly unrouted: ReadonlyMap<string, Problem | undefined>;
  /** Of the whole file: where none of it can be used, or where keys are there more than once. */
  readonly problems: readonly Problem[];
  /** The keys that are there more than once. */
  readonly repeats: readonly Repeat[];
}

/** A key that is there more than once, in the file or in a flag. */
export interface Repeat {
  /** From the top of the file, as `['flags', NAME]`. */
  readonly path: RepeatedKey['path'];
  readonly problem: Problem;
}

/**
 * Reads a flag file, and makes a router of each flag that is on. A flag that is more than a rollout (flagd's targeting
 * can be any JSONLogic) has none: teams keep other flags in the same file. It matters to a capability of that name only.
 * @param file as people are told of it
 */
export function readFlagFile(text: string, file = flagFileName): ReadFlagFile {
  const routers = new Map<string, Router>();
  const unrouted = new Map<string, Problem | undefined>();
  const json = parseJsonFile(text);
  if ('reason' in json)
    return { routers, unrouted, repeats: [], problems: [unusable(file, `It is not JSON: ${json.reason}.`, json.line)] };
  const flags = flagsOf(json.value);
  if (flags === undefined) {
    const problem = unusable(file, 'It has no flags: an object with a key for each capability.', 1);
    return { routers, unrouted, repeats: [], problems: [problem] };
  }
  for (const [key, value] of Object.entries(flags)) {
    const read = readFlag(key, value);
    if ('reason' in read) unrouted.set(key, noRollout(file, key, read.reason, json.lineOf(pointerTo(key))));
    else if (read.router === undefined) unrouted.set(key, undefined);
    else routers.set(key, read.router);
  }
  const repeats = json.repeats().map((key) => ({ path: key.path, problem: repeated(file, key) }));
  return { routers, unrouted, repeats, problems: repeats.map(({ problem }) => problem) };
}

/** RFC 6901. */
const pointerTo = (key: string): string => `/flags/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

function unusable(file: string, message: string, line: number): Problem {
  return {
    code: 'flags-unreadable',
    severity: 'error',
    message,
    hint: `Mend ${file}, or take the last one that was committed; until then users get what they got before.`,
    path: file,
    line,
  };
}

/** Whoever reads the file goes by the last one. */
function repeated(file: string, { path, lines }: RepeatedKey): Problem {
  const last = lines.at(-1) ?? 1;
  const times = lines.length === 2 ? 'twice' : `${lines.length} times`;
  return {
    code: 'flags-repeated',
    severity: 'error',
    message: `The key ${path.at(-1)} is there ${times}, in lines ${lines.slice(0, -1).join(', ')} and ${last}: the last one holds.`,
    hint: `Leave the one that is right in ${file}. toolwright rollout rollback NAME takes a version back all the same.`,
    path: file,
    line: last,
  };
}

function noRollout(file: string, key: string, reason: string, line: number): Problem {
  return {
    code: 'flag-invalid',
    severity: 'error',
    message: `The flag ${key} is no rollout that Toolwright can route by: ${reason}.`,
    hint: `Mend it in ${file}, or give it another key where it is about something else; until then what is in the capability's folder serves everybody.`,
    path: file,
    line,
  };
}
