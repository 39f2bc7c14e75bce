import { isRecord, messageOf, throwIfCancelled } from '#base';
import type { RolloutFeedback, RolloutRequest } from '#journal';
import type { PlainData, RolloutVariant } from '#protocol';
import type { Arm } from '../decision/request.ts';
import type { Observation, ObservationSource, Observed, Reading } from './source.ts';

/** What of the journal is read: it fits. */
export interface RolloutRecords {
  rolloutRequests(rollout: string, capability: string, after?: number, limit?: number): readonly RolloutRequest[];
  rolloutFeedback(rollout: string, capability: string, after?: number, limit?: number): readonly RolloutFeedback[];
}

/** Records at once: some milliseconds of work. */
const atOnce = 500;

const arms: Readonly<Partial<Record<RolloutVariant, Arm>>> = { stable: 'control', candidate: 'candidate' };

/** How requests end through a fault of the version that served them. */
const failures: ReadonlySet<RolloutRequest['outcome']> = new Set(['error', 'timeout', 'permission']);

/** The requests of a rollout as this machine's journal has them: all of them, each with its user. */
export function journalSource(records: RolloutRecords, { rollout, capability }: Observed): ObservationSource {
  return {
    name: 'the journal',
    read: async (cursor, signal) => {
      throwIfCancelled(signal);
      const after = cursorOf(cursor);
      let requests: readonly RolloutRequest[];
      let opinions: readonly RolloutFeedback[];
      try {
        requests = records.rolloutRequests(rollout, capability, after.request, atOnce);
        opinions = records.rolloutFeedback(rollout, capability, after.opinion, atOnce);
      } catch (error) {
        return unreadable(cursor, `The journal cannot be read: ${messageOf(error)}`);
      }
      const next = { request: requests.at(-1)?.id ?? after.request, opinion: opinions.at(-1)?.id ?? after.opinion };
      return {
        // Also where there is no request yet: that nobody has asked is known then, and the decision says it.
        state: { kind: 'fresh' },
        observations: [...requests.flatMap(observed), ...opinions.flatMap(opinionOf)],
        cursor: next,
        more: requests.length === atOnce || opinions.length === atOnce,
        notes: [],
        latency: {},
      };
    },
  };
}

function observed({ user, variant, stage, outcome, milliseconds, at }: RolloutRequest): Observation[] {
  const arm = arms[variant];
  if (arm === undefined || (outcome !== 'served' && !failures.has(outcome))) return [];
  return [
    {
      kind: 'request',
      request: { user, arm, failed: outcome !== 'served', ms: milliseconds, at: Date.parse(at) },
      stage,
    },
  ];
}

function opinionOf({ user, variant, rating, at }: RolloutFeedback): Observation[] {
  const arm = arms[variant];
  return arm === undefined
    ? []
    : [{ kind: 'opinion', opinion: { user, arm, good: rating === 'good', at: Date.parse(at) } }];
}

function cursorOf(cursor: PlainData | undefined): { readonly request: number; readonly opinion: number } {
  const id = (value: unknown) => (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0);
  return isRecord(cursor) ? { request: id(cursor.request), opinion: id(cursor.opinion) } : { request: 0, opinion: 0 };
}

const unreadable = (cursor: PlainData | undefined, reason: string): Reading => ({
  state: { kind: 'unreachable', reason },
  observations: [],
  cursor: cursor ?? null,
  more: false,
  notes: [],
  latency: {},
});
