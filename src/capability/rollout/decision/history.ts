/** What is known of a user before a request: all that the tests may know of it. */
export interface History {
  /** Requests so far, of either version. */
  readonly requests: number;
  readonly errors: number;
  readonly lastFailed: boolean;
}

/** Requests 1, 2–3, 4–7, 8–15, … of a user: octaves 0, 1, 2, 3, … */
export const octaveOf = ({ requests }: Pick<History, 'requests'>): number => 31 - Math.clz32(requests + 1);

/** Whether the request is the first of its octave: the one that speaks for the user where users repeat themselves. */
export const speaksForUser = ({ requests }: Pick<History, 'requests'>): boolean =>
  requests + 1 === 2 ** octaveOf({ requests });

/** Each request counts up to this octave; after it, as many of each octave as that one has: 8. */
const fullOctave = 3;

/**
 * Whether the comparison uses the request: of a user who makes very many, only some count, so that nobody outvotes all
 * others.
 */
export function counts({ requests }: History): boolean {
  const octave = octaveOf({ requests });
  return octave <= fullOctave || requests % 2 ** (octave - fullOctave) === 0;
}

/**
 * The stratum of a history: octave, share of errors in quarters, whether the last one failed. Two users in one stratum are
 * as likely to meet an error next, if the versions that they get are equally good.
 */
export function stratumOf(history: History): number {
  const { requests, errors, lastFailed } = history;
  const share = errors === 0 ? 0 : 1 + Math.min(3, Math.floor((4 * errors) / requests));
  return Math.min(5, octaveOf(history)) * 16 + share * 2 + (lastFailed ? 1 : 0);
}
