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

/** A time that a clock can show: what is reckoned with one that is none comes to nothing. */
const time = v.pipe(
  v.string(),
  v.check((text) => !Number.isNaN(Date.parse(text)), 'a time'),
);

const metadataSchema = v.object({
  status: v.picklist(['running', 'paused', 'rolled-back', 'finished']),
  id: v.string(),
  strategy: v.picklist(rolloutStrategies),
  content: v.string(),
  stage: v.string(),
  since: time,
  stageSince: time,
  countedSince: time,
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  command: v.picklist(rolloutCommands),
  by: v.string(),
  reason: v.string(),
});

/**
 * The rollout that a flag is about. Whom the candidate goes to is read from the flag itself, whatever the metadata says of
 * the stage; and where that contradicts the state, as after somebody has changed it by hand, so is the state.
 * @returns nothing for a flag that is off, or is none of a rollout: that somebody else wrote, for whatever
 */
export function rolloutIn(key: string, entry: unknown): Rollout | undefined {
  const read = readFlag(key, entry);
  if ('reason' in read || read.router === undefined || !isRecord(entry) || !isRecord(entry.variants)) return undefined;
  const parsed = v.safeParse(metadataSchema, entry.metadata);
  const { [candidate]: version, [stable]: inUse } = entry.variants;
  if (!parsed.success || typeof version !== 'string') return undefined;
  const { status, ...metadata } = parsed.output;
  const split = splitIn(entry);
  const state = stateBy(split, status);
  return {
    ...metadata,
    ...(state === status ? {} : { by: 'somebody', reason: 'The flag file was changed by hand.' }),
    ...(state !== status && state === 'rolled-back' ? { command: 'roll-back' as const } : {}),
    state,
    candidate: version,
    ...(typeof inUse === 'string' && inUse !== noVersion ? { stable: inUse } : {}),
    percent: split.percent,
    groups: split.groups,
  };
}

/** What users get says what a rollout is, if the state that was left there says something else. */
function stateBy({ percent, groups, isByDefault }: Split, status: Rollout['state']): Rollout['state'] {
  if (percent === 0 && groups.length === 0) return 'rolled-back';
  return status === 'rolled-back' || (status === 'finished' && !isByDefault) ? 'running' : status;
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
  const { percent, groups, isByDefault } = splitIn(entry);
  if (typeof version !== 'string' || (percent === 0 && groups.length === 0)) return undefined;
  return {
    ...{ id: `${version}#0`, strategy: 'flag', candidate: version, content: '', stage: '', percent, groups },
    state: isByDefault ? 'finished' : 'running',
    ...(typeof inUse === 'string' && inUse !== noVersion ? { stable: inUse } : {}),
    ...{ since: at, stageSince: at, countedSince: at, revision: 0, command: 'start', by: '', reason: '' },
  };
}

interface Split {
  readonly percent: number;
  readonly groups: readonly string[];
  /** Everybody gets the candidate, without being picked. */
  readonly isByDefault: boolean;
}

/** Of a flag that {@link readFlag} has found right. */
function splitIn({ targeting, defaultVariant }: Readonly<Record<string, unknown>>): Split {
  if (!isRecord(targeting)) {
    const isByDefault = defaultVariant === candidate;
    return { percent: isByDefault ? 100 : 0, groups: [], isByDefault };
  }
  if (!Array.isArray(targeting.if)) return { percent: percentIn(targeting), groups: [], isByDefault: false };
  const [test, , rest] = targeting.if as [{ or?: readonly InGroup[] } & InGroup, string, unknown];
  const groups = (test.or ?? [test]).map(({ in: [group] }) => group);
  return { percent: percentIn(rest), groups, isByDefault: false };
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
