import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { isRecord } from '#base';
import { rolloutCommands, rolloutStrategies } from '#protocol';
import { candidate, type Flag, flagOf, groupsOf, partsOf, stable } from '../routing/flag.ts';
import { readFlag } from '../routing/flagSchema.ts';
import type { Weighted } from '../routing/fractional.ts';
import type { Router } from '../routing/router.ts';
import { isOpen, type Rollout } from './rollout.ts';

/** What stands for "there is none" where a version has to be named. */
const noVersion = '';

/**
 * The flag of a rollout, in flagd's definition format. What users get is in what flagd reads; how the rollout got there is
 * in the flag's metadata, where values are texts and numbers.
 * @param before the flag that it takes the place of: keys that are none of a rollout's are kept
 */
export function flagEntryOf(rollout: Rollout, before: { readonly metadata?: unknown } = {}): object {
  const { stable: inUse = noVersion, candidate: version, percent, groups, keptOut = [], unnamed, state } = rollout;
  const isFinished = state === 'finished';
  const flag = flagOf({
    ...{ stable: inUse, candidate: version, percent: isFinished ? 0 : percent, groups, keptOut },
    unnamed: unnamed && isOpen(rollout),
  });
  const { metadata: _, ...others } = before;
  return {
    ...others,
    ...flag,
    targeting: flag.targeting,
    ...(isFinished ? { defaultVariant: candidate } : {}),
    metadata: metadataOf(rollout, before),
  };
}

/**
 * What the flag of a rollout says of how it got there.
 * @param before the flag until now: keys that are none of a rollout's are kept
 */
export function metadataOf(rollout: Rollout, before: { readonly metadata?: unknown } = {}): object {
  const { stable: _, candidate: __, percent, groups, keptOut, unnamed, state, ...metadata } = rollout;
  return { ...(isRecord(before.metadata) ? before.metadata : {}), status: state, ...metadata };
}

/**
 * Whether users get the same by both, so that the flag may stay as a hand has written it: that may be more than percents and
 * groups can say.
 */
export function isSameSplit(one: Rollout, other: Rollout): boolean {
  const splitOf = ({ stable, candidate, percent, groups, keptOut, unnamed }: Rollout) => {
    return { stable, candidate, percent, groups, keptOut, unnamed };
  };
  // What is over gives everybody the same also by default.
  return isOpen(one) && isOpen(other) && isDeepStrictEqual(splitOf(one), splitOf(other));
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
 * @returns nothing for a flag that is off, or is none of a rollout: that somebody else wrote, for whatever, or that gives
 * other versions than its two
 */
export function rolloutIn(key: string, entry: unknown): Rollout | undefined {
  const flag = flagIn(key, entry);
  if (!flag?.router.given.every(({ variant }) => variant === stable || variant === candidate)) return undefined;
  const parsed = v.safeParse(metadataSchema, flag.metadata);
  const { [candidate]: version, [stable]: inUse = noVersion } = flag.variants;
  if (!parsed.success || version === undefined) return undefined;
  const { status, ...metadata } = parsed.output;
  const split = splitIn(flag);
  const state = stateBy(split, status);
  return {
    ...metadata,
    ...(state === status ? {} : { by: 'somebody', reason: 'The flag file was changed by hand.' }),
    ...(state === status ? {} : { command: state === 'rolled-back' ? 'roll-back' : 'start' }),
    state,
    candidate: version,
    ...(inUse === noVersion ? {} : { stable: inUse }),
    ...reachOf(split),
  };
}

/** A flag that is on and can be routed by. */
interface RoutedFlag extends Flag {
  readonly router: Router;
  readonly metadata?: unknown;
}

function flagIn(key: string, entry: unknown): RoutedFlag | undefined {
  const read = readFlag(key, entry);
  return 'reason' in read || read.router === undefined ? undefined : { ...(entry as Flag), router: read.router };
}

/** What users get says what a rollout is, if the state that was left there says something else. */
function stateBy(split: Split, status: Rollout['state']): Rollout['state'] {
  if (isNobody(split)) return 'rolled-back';
  return status === 'rolled-back' || (status === 'finished' && !isEverybody(split)) ? 'running' : status;
}

/**
 * What a flag that is none of a rollout does to users, as if it were one: that somebody wrote by hand, whatever its variants
 * are called, or whose metadata was broken. It is how an emergency stop reaches it.
 *
 * @returns nothing where nobody gets another version by it than the one in use
 */
export function strayIn(key: string, entry: unknown, at: string): Rollout | undefined {
  const flag = flagIn(key, entry);
  if (flag?.router.candidate === undefined) return undefined;
  const split = splitIn(flag);
  if (isNobody(split)) return undefined;
  const { stable: inUse, candidate: given } = flag.router;
  const { version } = given;
  return {
    ...{ id: `${version}#0`, strategy: 'flag', candidate: version, content: '', stage: '', ...reachOf(split) },
    state: isEverybody(split) ? 'finished' : 'running',
    ...(inUse.version === noVersion || inUse.variant === given.variant ? {} : { stable: inUse.version }),
    ...{ since: at, stageSince: at, countedSince: at, revision: 0, command: 'start', by: '', reason: '' },
  };
}

interface Split {
  /** Of those who are picked by their key, the share that gets the candidate: 0 where nobody does, 1 where all do. */
  readonly share: number;
  readonly groups: readonly string[];
  /** Who is not picked, as one without a key, gets the candidate. */
  readonly isByDefault: boolean;
  /** Whose members get what is in use, whatever their key. */
  readonly keptOut: readonly string[];
}

const isNobody = ({ share, groups, isByDefault }: Split) => share === 0 && groups.length === 0 && !isByDefault;

const isEverybody = ({ share, isByDefault, keptOut }: Split) => share === 1 && isByDefault && keptOut.length === 0;

/** For people, in steps of 0.0001 %; but nothing that somebody gets is 0 %, and nothing that somebody does not get 100 %. */
function reachOf(split: Split): Pick<Rollout, 'percent' | 'groups' | 'unnamed' | 'keptOut'> {
  const { share, groups, isByDefault, keptOut } = split;
  const [least, most] = [share > 0 ? 0.0001 : 0, share < 1 || keptOut.length > 0 ? 99.9999 : 100];
  const percent = Math.min(Math.max(Number((share * 100).toFixed(4)), least), most);
  return {
    ...{ percent, groups },
    ...(isByDefault && percent < 100 ? { unnamed: true } : {}),
    ...(keptOut.length > 0 && !isNobody(split) ? { keptOut } : {}),
  };
}

/** Who gets another version than the one in use. */
function splitIn({ router, targeting, defaultVariant, variants }: RoutedFlag): Split {
  const isInUse = (name: string) => name !== router.candidate?.variant && variants[name] === router.stable.version;
  const isByDefault = !isInUse(defaultVariant);
  const [test, ofGroup, others] = partsOf(targeting);
  const named = test === undefined ? [] : groupsOf(test);
  const [groups, keptOut] = isInUse(ofGroup) ? [[], named] : [named, []];
  const weights = others?.fractional ?? [];
  const weigh = (some: readonly Weighted[]) => some.reduce((sum, [, weight]) => sum + weight, 0);
  const all = weigh(weights);
  // Where nothing weighs anything, nobody is picked.
  const share = all === 0 ? Number(isByDefault) : weigh(weights.filter(([name]) => !isInUse(name))) / all;
  return { share, groups, isByDefault, keptOut };
}
