import type { Problem } from '#base';
import type { Rollout } from '#capability/rollout';
import type { Journal } from '#journal';
import type { RolloutDecision, RolloutLogEntry } from '#protocol';
import { JournalNews, type Place } from './journalNews.ts';
import type { Rollouts } from './rollouts.ts';

/** What whoever watches is told. */
export type WatchEvent =
  /** First of all: what is watched. */
  | {
      readonly kind: 'watching';
      /** The flag file, absolute. */
      readonly flags: string;
      /** Where it is read what has become of requests, for people. */
      readonly source: string;
      /** Milliseconds between two looks. */
      readonly every: number;
      /** The policy file; nothing where the default policy decides. */
      readonly policy?: string;
    }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'leading'; readonly goingOn: readonly GoingOn[] }
  /** Something was done to a rollout, by the policy or by somebody else. */
  | { readonly kind: 'done'; readonly entry: RolloutLogEntry }
  /** The policy says something else than at the last look. */
  | {
      readonly kind: 'decided';
      readonly name: string;
      readonly decision: RolloutDecision;
      /** It could go on, and a person takes that step. */
      readonly isForPerson: boolean;
    }
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** A problem that was told is none any more. @property message what is right again, in a sentence */
  | { readonly kind: 'over'; readonly code: string; readonly message: string };

/** A rollout that goes on, in short. */
export interface GoingOn extends Pick<Rollout, 'state' | 'candidate' | 'strategy' | 'stage' | 'percent' | 'groups'> {
  readonly name: string;
}

const over: Readonly<Record<string, string>> = {
  'flags-missing': 'The flag file is there.',
  'flags-repeated': 'The flag file has each key once again.',
  'flags-unreadable': 'The flag file is readable again.',
  'journal-failed': 'The journal can be used again.',
  'lock-unavailable': 'The lock can be taken again.',
  'rollout-policy-invalid': 'The rollout policy can be used again.',
};

/** Tells of problems when they begin, and when they are over; as long as they last they are no news. */
export class ProblemNews {
  readonly #tell: (event: WatchEvent) => void;
  #told: ReadonlyMap<string, Problem> = new Map();

  constructor(tell: (event: WatchEvent) => void) {
    this.#tell = tell;
  }

  /** @param problems all that there are now */
  update(problems: readonly Problem[]): void {
    const now = new Map(problems.map((problem) => [`${problem.code} ${problem.message}`, problem]));
    for (const [key, { code, message }] of this.#told) {
      // Where another one of its kind is told instead, nothing is right again.
      const isReplaced = code in over && problems.some((one) => one.code === code);
      if (!now.has(key) && !isReplaced) this.#tell({ kind: 'over', code, message: over[code] ?? `Over: ${message}` });
    }
    for (const [key, problem] of now) if (!this.#told.has(key)) this.#tell({ kind: 'problem', problem });
    this.#told = now;
  }
}

/** Tells of what was done to rollouts, by the policy or by others, since it began. */
export class DoneNews {
  readonly #news: JournalNews;
  readonly #tell: (event: WatchEvent) => void;
  /** Until where it was told. */
  #place: Place | undefined;

  constructor(rollouts: () => Rollouts, journal: () => Journal, tell: (event: WatchEvent) => void) {
    this.#news = new JournalNews(rollouts, journal);
    this.#tell = tell;
  }

  /** What the journal has got already is no news: to be called before anything is written to it. */
  begin(): void {
    this.#place ??= this.#news.place();
  }

  update(): void {
    this.begin();
    if (this.#place === undefined) return;
    const { entries, place } = this.#news.after(this.#place);
    this.#place = place;
    for (const entry of entries) this.#tell({ kind: 'done', entry });
  }
}
