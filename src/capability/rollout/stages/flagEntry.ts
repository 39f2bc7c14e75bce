import * as v from 'valibot';
import { isRecord } from '#base';
import { rolloutCommands, rolloutStrategies } from '#protocol';
import { candidate, flagOf, stable } from '../routing/flag.ts';
import { readFlag } from '../routing/flagSchema.ts';
import type { Rollout } from './rollout.ts';

/** What stands for "there is none" where a version has to be named. */
const noVersion = '';

/**
 * The flag of a rollout, in flagd's definition format. What users get is in what flagd reads; how the rollout got there is
 * in the flag's metadata, where values are texts and numbers.
 */
export function flagEntryOf(rollout: Rollout): object {
  const { stable: inUse = noVersion, percent, groups, state, ...rest } = rollout;
  const { candidate: version, ...metadata } = rest;
  const flag = flagOf({ stable: inUse, candidate: version, percent: state === 'finished' ? 0 : percent, groups });
  return {
    ...flag,
    ...(state === 'finished' ? { defaultVariant: candidate } : {}),
    metadata: { status: state, ...metadata },
  };
}

const metadataSchema = v.object({
  status: v.picklist(['running', 'paused', 'rolled-back', 'finished']),
  id: v.string(),
  strategy: v.picklist(rolloutStrategies),
  content: v.string(),
  stage: v.string(),
  since: v.string(),
  stageSince: v.string(),
  countedSince: v.string(),
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  command: v.picklist(rolloutCommands),
  by: v.string(),
  reason: v.string(),
});

/**
 * The rollout that a flag is about. Whom the candidate goes to is read from the flag itself, whatever the metadata says of
 * the stage.
 * @returns nothing for a flag that is off, or is none of a rollout: that somebody else wrote, for whatever
 */
export function rolloutIn(key: string, entry: unknown): Rollout | undefined {
  const read = readFlag(key, entry);
  if ('reason' in read || read.router === undefined || !isRecord(entry) || !isRecord(entry.variants)) return undefined;
  const parsed = v.safeParse(metadataSchema, entry.metadata);
  const { [candidate]: version, [stable]: inUse } = entry.variants;
  if (!parsed.success || typeof version !== 'string') return undefined;
  const { status: state, ...metadata } = parsed.output;
  return {
    ...metadata,
    state,
    candidate: version,
    ...(typeof inUse === 'string' && inUse !== noVersion ? { stable: inUse } : {}),
    ...(state === 'finished' ? { percent: 100, groups: [] } : splitIn(entry.targeting)),
  };
}

/**
 * What a flag that is none of a rollout does to users, as if it were one: that somebody wrote by hand, or whose metadata was
 * broken. It is how an emergency stop reaches it.
 *
 * @returns nothing where nobody gets a candidate by it
 */
export function strayIn(key: string, entry: unknown, at: string): Rollout | undefined {
  const read = readFlag(key, entry);
  if ('reason' in read || read.router === undefined || !isRecord(entry) || !isRecord(entry.variants)) return undefined;
  const { [candidate]: version, [stable]: inUse } = entry.variants;
  const split = splitIn(entry.targeting);
  if (typeof version !== 'string' || (split.percent === 0 && split.groups.length === 0)) return undefined;
  return {
    ...{ id: `${version}#0`, state: 'running', strategy: 'flag', candidate: version, content: '', stage: '' },
    ...(typeof inUse === 'string' && inUse !== noVersion ? { stable: inUse } : {}),
    ...split,
    ...{ since: at, stageSince: at, countedSince: at, revision: 0, command: 'start', by: '', reason: '' },
  };
}

interface Split {
  readonly percent: number;
  readonly groups: readonly string[];
}

/** Of a targeting that {@link readFlag} has found right. */
function splitIn(targeting: unknown): Split {
  if (!isRecord(targeting)) return { percent: 0, groups: [] };
  if (!Array.isArray(targeting.if)) return { percent: percentIn(targeting), groups: [] };
  const [test, , rest] = targeting.if as [{ or?: readonly InGroup[] } & InGroup, string, unknown];
  return { percent: percentIn(rest), groups: (test.or ?? [test]).map(({ in: [group] }) => group) };
}

interface InGroup {
  readonly in: readonly [group: string, groups: object];
}

function percentIn(targeting: unknown): number {
  const { fractional } = targeting as { readonly fractional: readonly (readonly [string, number])[] };
  const sum = fractional.reduce((all, [, weight]) => all + weight, 0);
  const share = fractional.find(([name]) => name === candidate)?.[1] ?? 0;
  return sum === 0 ? 0 : Number(((share / sum) * 100).toFixed(4));
}
