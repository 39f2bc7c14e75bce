import type { Rollout } from '#capability/rollout';
import type { Journal } from '#journal';
import type { RolloutLogEntry } from '#protocol';
import type { Rollouts } from './rollouts.ts';

/** How far somebody has read. */
export interface Place {
  /** The number of a journal: ids of one say nothing of another. */
  readonly journal: number;
  /** The latest decision in it. */
  readonly id: number;
}

/** What was found at a look. */
interface Look {
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly journal: Journal;
  /** What the flag file said. */
  readonly flags: ReadonlyMap<string, Rollout>;
}

/** What was done to rollouts after a place in the journal, also where the journal was removed or replaced meanwhile. */
export class JournalNews {
  readonly #rollouts: () => Rollouts;
  readonly #journal: () => Journal;
  #latest: Look | undefined;
  /** The last one at the journal before. */
  #before: Look | undefined;
  /** Counts the journals. */
  #number = 1;

  constructor(rollouts: () => Rollouts, journal: () => Journal) {
    this.#rollouts = rollouts;
    this.#journal = journal;
  }

  /** The end of what is known now. It means something as long as this lives. */
  place(): Place {
    const [latest] = this.#look().journal.decisions({ kinds: 'rollout-', limit: 1 });
    return { journal: this.#number, id: latest?.id ?? 0 };
  }

  /** @returns what was done after a place, oldest first, and the place after it */
  after(place: Place): { readonly entries: readonly RolloutLogEntry[]; readonly place: Place } {
    this.#look();
    const isSame = place.journal === this.#number;
    const from = isSame ? place.id : 0;
    const entries = this.#rollouts().doneAfter(from);
    const end = { journal: this.#number, id: entries.at(-1)?.id ?? from };
    const { at: since = 0, flags } = this.#before ?? {};
    // What was done long ago comes into another journal as it is found in the flag file, which may be gone at first itself.
    const isOld = (entry: RolloutLogEntry) =>
      entry.found && isOf(flags?.get(entry.name), entry) && this.#isFirst(entry, since);
    // Where an older journal was restored, it has that itself.
    const isNews = (entry: RolloutLogEntry) => !isOld(entry) && (isSame || Date.parse(entry.at) >= since);
    return { entries: entries.filter(isNews), place: end };
  }

  /** Whether nothing else was done to that rollout since: what a flag says once more after that, somebody has brought back. */
  #isFirst(entry: RolloutLogEntry, since: number): boolean {
    const first = this.#rollouts()
      .doneAfter(0)
      .find(({ name, at }) => name === entry.name && Date.parse(at) >= since);
    return first === undefined || first.id === entry.id;
  }

  #look(): Look {
    const at = Date.now();
    const journal = this.#journal();
    if (this.#latest !== undefined && this.#latest.journal !== journal) {
      // It is told first what the flag file says by now.
      this.#rollouts().recordFound();
      this.#before = this.#latest;
      this.#number++;
    }
    this.#latest = { at, journal, flags: this.#rollouts().flags.readOrLast().rollouts };
    return this.#latest;
  }
}

/** Whether an entry tells what a flag said. */
function isOf(rollout: Rollout | undefined, entry: RolloutLogEntry): boolean {
  if (rollout === undefined) return false;
  const { command, by, reason, candidate: version, state, stage, percent } = rollout;
  return Object.entries({ command, by, reason, version, state, stage, percent }).every(
    ([key, value]) => entry[key as keyof RolloutLogEntry] === value,
  );
}
