import { type TaskOptions, throwIfCancelled } from '#base';
import type { GenerationAttempt, GenerationEnd } from '#protocol';
import type { Candidate, Generator, Rejection, SynthesisBudget, SynthesisGap } from '../generator.ts';

/** What was found out about a candidate. */
export interface Verdict<T> {
  readonly value?: T;
  readonly rejection?: Rejection;
}

export interface LoopOptions<T> extends TaskOptions {
  readonly generator: Generator;
  readonly budget: SynthesisBudget & { readonly attempts: number };
  /** Takes a candidate through the gates. @param task tells what is being done with it */
  readonly judge: (candidate: Candidate, task: TaskOptions) => Promise<Verdict<T>>;
  readonly onRejected?: (candidate: Candidate, rejection: Rejection) => void;
}

/** The candidate that counts, with what was found out about it. */
export interface Best<T> {
  readonly candidate: Candidate;
  readonly verdict: Verdict<T>;
  /** Of the examples, how many it satisfies. */
  readonly satisfied: number;
}

export interface LoopResult<T> {
  readonly ended: GenerationEnd;
  /** What was accepted; else the best of the others. */
  readonly best?: Best<T>;
  readonly attempts: readonly GenerationAttempt[];
}

/**
 * Counterexample-guided synthesis (Solar-Lezama et al., ASPLOS'06): candidates of a generator go through the gates, and
 * what one failed on is handed back to who made it, until one is accepted. A candidate that is wrong on examples by its
 * own account is not run; where nothing better comes, it is looked at in the end, so that there is a word about it.
 * @throws CancelledError
 */
export async function untilAccepted<T>(gap: SynthesisGap, options: LoopOptions<T>): Promise<LoopResult<T>> {
  const { generator, budget, judge, onRejected, signal, report } = options;
  const attempts: GenerationAttempt[] = [];
  const counts = new Map<string, number>();
  const seen = new Set<string>();
  let best: Best<T> | undefined;
  let rejection: Rejection | undefined;
  const found = generator.generate(gap, budget);
  const turns = Symbol.iterator in found ? found[Symbol.iterator]() : found;
  const ended = (end: GenerationEnd) => ({ ended: end, attempts, ...(best === undefined ? {} : { best }) });
  report?.({ step: `Looking for programs (${generator.name})`, done: 0 });
  try {
    for (;;) {
      throwIfCancelled(signal);
      if (attempts.length >= budget.attempts || isLate(budget)) break;
      const next = await turns.next(rejection);
      throwIfCancelled(signal);
      if (next.done === true) return ended(isLate(budget) ? 'budget' : 'exhausted');
      const candidate: Candidate = next.value;
      rejection = undefined;
      const key = JSON.stringify([candidate.source, candidate.manifest]);
      const { refused } = candidate;
      if (refused === undefined && seen.has(key)) continue;
      seen.add(key);
      const nth = (counts.get(candidate.generator) ?? 0) + 1;
      counts.set(candidate.generator, nth);
      if (refused !== undefined) {
        rejection = refused;
        attempts.push(attemptOf(candidate, nth, refused, 0));
        continue;
      }
      const startedAt = performance.now();
      const telling = reporter(candidate, nth, attempts.length, report);
      telling.report?.({ step: '', done: 0 });
      const partial = candidate.satisfied < gap.examples.length;
      const verdict: Verdict<T> = partial
        ? { rejection: partlyRight(candidate, gap) }
        : await judge(candidate, { signal, ...telling });
      rejection = verdict.rejection;
      attempts.push(attemptOf(candidate, nth, rejection, performance.now() - startedAt));
      best = better(best, { candidate, verdict, satisfied: satisfiedOf(candidate, gap, rejection) });
      if (rejection === undefined) return ended('found');
      onRejected?.(candidate, rejection);
    }
  } finally {
    await turns.return?.();
  }
  return ended('budget');
}

function isLate({ deadline }: SynthesisBudget): boolean {
  return deadline !== undefined && performance.now() >= deadline;
}

/** “Trying combination 3: csv-to-json, then sort-rows (checking examples)”. */
function reporter(
  { generator, manifest }: Candidate,
  nth: number,
  done: number,
  report: TaskOptions['report'],
): Pick<TaskOptions, 'report'> {
  const from = manifest?.madeFrom === undefined ? '' : `: ${manifest.madeFrom}`;
  const trying = `Trying ${generator} ${nth}${from}`;
  return {
    report: ({ step }) => {
      const doing = step === '' ? '' : ` (${step.replace(/^\p{Lu}(?=\p{Ll})/u, (first) => first.toLowerCase())})`;
      report?.({ step: `${trying}${doing}`, done });
    },
  };
}

function attemptOf(
  { generator, manifest }: Candidate,
  nth: number,
  rejection: Rejection | undefined,
  milliseconds: number,
): GenerationAttempt {
  return {
    generator,
    nth,
    ...(manifest?.madeFrom === undefined ? {} : { madeFrom: manifest.madeFrom }),
    ...(rejection === undefined ? {} : { rejected: { gate: rejection.gate, reasons: rejection.reasons } }),
    milliseconds: Math.round(milliseconds),
  };
}

function partlyRight({ satisfied }: Candidate, { examples }: SynthesisGap): Rejection {
  const reasons = [`It is right on ${satisfied} of ${examples.length} examples only.`];
  return { gate: 'examples', reasons, counterexamples: [] };
}

function satisfiedOf({ satisfied }: Candidate, { examples }: SynthesisGap, rejection: Rejection | undefined): number {
  if (rejection === undefined || rejection.gate === 'verification') return Math.min(satisfied, examples.length);
  if (rejection.gate !== 'examples') return 0;
  if (satisfied < examples.length) return satisfied;
  return Math.max(0, examples.length - rejection.counterexamples.length);
}

/** The one that got further; among those that got as far the earlier, which is the cheaper. */
function better<T>(one: Best<T> | undefined, other: Best<T>): Best<T> {
  if (one === undefined) return other;
  const rank = ({ verdict, satisfied }: Best<T>) =>
    [verdict.rejection === undefined ? 2 : verdict.rejection.gate === 'verification' ? 1 : 0, satisfied] as const;
  const [[gateOne, one1], [gateOther, other1]] = [rank(one), rank(other)];
  return gateOther > gateOne || (gateOther === gateOne && other1 > one1) ? other : one;
}
