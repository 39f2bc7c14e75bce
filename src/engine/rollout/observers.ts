import {
  journalSource,
  type ObservationSource,
  type Observed,
  type Rollout,
  type RolloutPolicy,
} from '#capability/rollout';
import type { Journal } from '#journal';
import { endOf, isNext, type RolloutLog, stagesOf } from './decisionLog.ts';
import { Observer } from './observer.ts';
import type { RolloutJournal } from './rolloutJournal.ts';

/** Where it is read what has become of the requests of a rollout. */
export type SourceOf = (observed: Observed, policy: RolloutPolicy) => ObservationSource;

/** Who observes a rollout, and what that rests on. */
interface Watched {
  /** As it was seen last. */
  rollout: Rollout;
  readonly policy: RolloutPolicy;
  readonly journal: Journal;
  readonly observer: Observer;
}

/**
 * The observer of each rollout: another one where the rollout, its policy or the journal is another, or others have done to it
 * what was not seen here. The journal may know of it.
 */
export class Observers {
  readonly #journal: RolloutJournal;
  readonly #log: (journal: Journal) => RolloutLog;
  readonly #source: SourceOf | undefined;
  readonly #watched = new Map<string, Watched>();

  /** @param source the journal by default */
  constructor(journal: RolloutJournal, log: (journal: Journal) => RolloutLog, source: SourceOf | undefined) {
    this.#journal = journal;
    this.#log = log;
    this.#source = source;
  }

  /** @param policy for the capability of that name, and the strategy of the rollout */
  of(name: string, rollout: Rollout, policy: RolloutPolicy): Observer {
    const known = this.#watched.get(name);
    const journal = this.#journal.toRead();
    if (
      known?.rollout.id === rollout.id &&
      isNext(known.rollout, rollout) &&
      known.journal === journal &&
      JSON.stringify(known.policy) === JSON.stringify(policy)
    ) {
      known.rollout = rollout;
      return known.observer;
    }
    const counted = this.#journal.isUnknown ? countedInStage(rollout) : rollout;
    const { stable, candidate, id, countedSince } = counted;
    const log = this.#log(journal);
    const observed: Observed = {
      ...{ rollout: id, capability: name, stable, candidate, since: Date.parse(countedSince) },
      // It may end while it is observed.
      until: () => endOf(log, name, this.#watched.get(name)?.rollout ?? rollout),
    };
    const source = this.#source?.(observed, policy) ?? journalSource(journal, observed);
    const observer = new Observer(counted, policy, source, stagesOf(log, name, rollout));
    this.#watched.set(name, { rollout, policy, journal, observer });
    return observer;
  }
}

/** Where nobody knows the stages before, only what is counted in this one can be compared. */
const countedInStage = (rollout: Rollout): Rollout => {
  const { countedSince, stageSince } = rollout;
  return Date.parse(countedSince) < Date.parse(stageSince) ? { ...rollout, countedSince: stageSince } : rollout;
};
