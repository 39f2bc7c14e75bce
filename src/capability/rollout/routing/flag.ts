import type { Weighted } from './fractional.ts';

/** Which users get the candidate: the subset of flagd's targeting that Toolwright writes and reads. */
export type Targeting = Fractional | { readonly if: readonly [InGroups, string, Fractional] };

interface Fractional {
  readonly fractional: readonly Weighted[];
}

/** `{"in": ["beta-testers", {"var": "groups"}]}`, or several of them in an `or`. */
type InGroups = InGroup | { readonly or: readonly InGroup[] };

interface InGroup {
  readonly in: readonly [group: string, groups: { readonly var: 'groups' }];
}

/** A capability's rollout, as a flag in flagd's definition format: its key is the capability's name. */
export interface Flag {
  readonly state: 'ENABLED' | 'DISABLED';
  /** Names of variants and the versions that they stand for. */
  readonly variants: Readonly<Record<string, string>>;
  readonly defaultVariant: string;
  /** Absent where everybody gets the default. */
  readonly targeting?: Targeting;
}

export const stable = 'stable';
export const candidate = 'candidate';

/** What it says of members of groups, if it does: the test and the variant for them; and what of all others. */
export const partsOf = (
  targeting: Targeting | undefined,
): readonly [test: InGroups | undefined, ofGroup: string, others: Fractional | undefined] =>
  targeting && 'if' in targeting ? targeting.if : [undefined, stable, targeting];

export const groupsOf = (test: InGroups): readonly string[] =>
  ('or' in test ? test.or : [test]).map(({ in: [group] }) => group);

/**
 * Of so many users one can be picked: a hundredth of a percent, and less only for a share that a hand has made. It makes no
 * difference to who is picked, so a share that grows keeps its users.
 */
const partsFor = (percent: number): number => (Math.round(percent * parts) % 100 === 0 ? parts : 100 * parts);

const parts = 10_000;

/** What the flag of a rollout says. */
export interface Split {
  /** The version in use. */
  readonly stable: string;
  /** The version that is rolled out. */
  readonly candidate: string;
  /** The share of users that get it, 0 to 100, in steps of 0.0001. */
  readonly percent: number;
  /** Groups whose users get it whatever the share. */
  readonly groups?: readonly string[];
  /** Groups whose users do not get it whatever the share; where there are others that get it, they say nothing. */
  readonly keptOut?: readonly string[];
  /** Users without a key get it, too. */
  readonly unnamed?: boolean | undefined;
}

/**
 * The flag that splits users so. The candidate comes first, so that nobody loses it while the share grows; the hash begins
 * with the flag's key, so that rollouts are independent of each other.
 */
export function flagOf({ percent, groups = [], keptOut = [], unnamed = false, ...versions }: Split): Flag {
  const sum = partsFor(percent);
  const weight = Math.round((percent / 100) * sum);
  const fractional: Fractional = {
    fractional: [
      [candidate, weight],
      [stable, sum - weight],
    ],
  };
  const variants = { [stable]: versions.stable, [candidate]: versions.candidate };
  const rest = { state: 'ENABLED', variants, defaultVariant: unnamed ? candidate : stable } as const;
  if (groups.length > 0) return { ...rest, targeting: { if: [inGroups(groups), candidate, fractional] } };
  // Without a targeting all would get what those get who have no key.
  if (weight === 0 && !unnamed) return rest;
  return { ...rest, targeting: keptOut.length > 0 ? { if: [inGroups(keptOut), stable, fractional] } : fractional };
}

function inGroups(groups: readonly string[]): InGroups {
  const tests = groups.map((group): InGroup => ({ in: [group, { var: 'groups' }] }));
  return tests.length === 1 && tests[0] !== undefined ? tests[0] : { or: tests };
}

/** The flag file: `.toolwright/rollouts.json`, valid under flagd's published schema, and readable by flagd. */
export function flagFileText(flags: Readonly<Record<string, Flag>>): string {
  return `${JSON.stringify({ $schema: 'https://flagd.dev/schema/v0/flags.json', flags }, null, 2)}\n`;
}
