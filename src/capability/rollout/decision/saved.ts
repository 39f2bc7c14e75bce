import * as v from 'valibot';
import type { RolloutPolicy } from '../policy.ts';
import type { SavedArm } from './armCount.ts';
import type { SavedComparison } from './comparison.ts';
import type { SavedAbove } from './limits.ts';
import type { SavedNoWorse } from './noWorse.ts';
import type { SavedUser } from './users.ts';

/** Goes up whenever tests or what they keep change: evidence of another format is gathered anew. */
export const savedFormat = 1;

/** Evidence as plain data. */
export interface SavedEvidence {
  readonly format: typeof savedFormat;
  /** What of the policy it rests on. */
  readonly basis: string;
  readonly worse: SavedComparison;
  readonly noWorse: SavedNoWorse;
  readonly errorsAbove: SavedAbove;
  readonly errorsBelow: readonly number[];
  readonly slowAbove: SavedAbove;
  readonly unhappyAbove: SavedAbove;
  readonly split: readonly number[];
  readonly control: SavedArm;
  readonly candidate: SavedArm;
  readonly stage: { readonly percent: number; readonly since: number; requests: number; readonly latest?: number };
  readonly users: readonly SavedUser[];
  readonly processes: readonly string[];
}

/** What evidence depends on in a policy: under other limits the same requests are other evidence. */
export const basisOf = ({ errors, latency, feedback }: RolloutPolicy): string =>
  JSON.stringify([errors.limit, errors.margin, latency.ms, latency.share, feedback.positive]);

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const logs = v.array(finite);
const share = v.object({ count, of: count, confidence: v.object({ yes: count, all: count, log: finite }) });
const arm = v.object({ errors: share, slow: share, unhappy: share, requests: count, users: count });
const outcomes = v.pipe(v.string(), v.regex(/^[01]*$/));
const pairing = v.object({ controls: outcomes, candidates: outcomes });
const chunks = v.array(v.tuple([count, count]));
const countedPairing = v.object({ controls: chunks, candidates: chunks });
const compared = { controls: count, errors: count };

const savedSchema = v.object({
  format: v.literal(savedFormat),
  basis: v.string(),
  worse: v.object({
    bets: v.object({ evidence: logs, used: v.object(compared) }),
    strata: v.array(
      v.tuple([count, v.object({ ...compared, pairing, typical: v.object({ requests: count, errors: count }) })]),
    ),
    counted: v.object({
      pairings: v.array(v.tuple([v.string(), countedPairing])),
      strata: v.array(v.tuple([count, v.object(compared)])),
    }),
  }),
  noWorse: v.object({ pairing, counted: countedPairing, ...compared, log: finite }),
  errorsAbove: v.array(logs),
  errorsBelow: logs,
  slowAbove: v.array(logs),
  unhappyAbove: v.array(logs),
  split: logs,
  control: arm,
  candidate: arm,
  stage: v.object({ percent: finite, since: finite, requests: count, latest: v.exactOptional(finite) }),
  users: v.array(v.tuple([v.string(), count, count, v.picklist([0, 1]), count, count, count, count])),
  processes: v.array(v.string()),
});

/** Reads what was saved; nothing where it is damaged or of another format. */
export function readSaved(saved: unknown): SavedEvidence | undefined {
  const parsed = v.safeParse(savedSchema, saved);
  return parsed.success ? parsed.output : undefined;
}
