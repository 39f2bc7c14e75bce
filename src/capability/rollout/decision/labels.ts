import { counts, type History, octaveOf, speaksForUser } from './history.ts';

/**
 * The labels of a counted request that keep sequential tests possible where only sums are left. They say what the process
 * that served it knew of its user *before* the outcome.
 */
export interface MetricLabels {
  /**
   * `R.S.L`: R requests before, a share of errors S in quarters (0: none, 1: below a quarter, … 4), L = 1 if the last one
   * failed. `none` for a request that the comparison does not use (see `counts`), and beyond a user's 63rd.
   */
  readonly stratum: string;
  /**
   * The octave of the user's requests to this version, 0 to 12, if the request is the first of its octave (their 1st, 2nd,
   * 4th, 8th …): it speaks for the user where limits are tested. `no` for all others.
   */
  readonly speaks: string;
}

/** Beyond it, strata would be many and their requests few. */
const lastStratumOctave = 5;

/** Beyond it, all octaves count as one. */
const lastOctave = 12;

/**
 * The labels of a request. At most about 300 pairs, of which some 40 are usual.
 * @param user all requests of the user so far that the process knows, of either version
 * @param own those to the version that serves this one
 */
export function labelsOf(user: History, own: Pick<History, 'requests'>): MetricLabels {
  return { stratum: stratumLabel(user), speaks: speaksLabel(own) };
}

/** The `speaks` of a request, or of an opinion, after so many of the same user on the same version. */
export const speaksLabel = (own: Pick<History, 'requests'>): string =>
  speaksForUser(own) ? String(Math.min(lastOctave, octaveOf(own))) : 'no';

function stratumLabel(user: History): string {
  if (!counts(user) || octaveOf(user) > lastStratumOctave) return 'none';
  const { requests, errors, lastFailed } = user;
  const quarters = errors === 0 ? 0 : 1 + Math.min(3, Math.floor((4 * errors) / requests));
  return `${requests}.${quarters}.${lastFailed ? 1 : 0}`;
}

/** What a `stratum` says; nothing for one that the comparison does not use. */
export function readStratum(label: string): History | undefined {
  const [, requests, quarters, last] = /^(\d{1,2})\.([0-4])\.([01])$/.exec(label) ?? [];
  if (requests === undefined) return undefined;
  const share = quarters === '0' ? 0 : (Number(quarters) - 0.5) / 4;
  return { requests: Number(requests), errors: share * Number(requests), lastFailed: last === '1' };
}

/** The octave that a `speaks` names; nothing for a request that does not speak. */
export function readSpeaks(label: string): number | undefined {
  return /^(\d|1[0-2])$/.test(label) ? Number(label) : undefined;
}
