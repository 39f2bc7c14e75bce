import type { RolloutPolicy } from '../policy.ts';
import { Alone } from './alone.ts';
import { ArmCount } from './armCount.ts';
import { Comparison } from './comparison.ts';
import { octaveOf, speaksForUser } from './history.ts';
import type { CountedOpinions, CountedRequests, CountedTimes, Increment } from './increment.ts';
import { readSpeaks, readStratum } from './labels.ts';
import { AboveLimit, BelowLimit } from './limits.ts';
import { NoHarm } from './noHarm.ts';
import type { Arm, Opinion, ServedRequest } from './request.ts';
import { SampleRatio } from './sampleRatio.ts';
import { SpeakingGrowth } from './speakingGrowth.ts';
import { KnownUsers } from './users.ts';

/** The stage that is going on. */
interface StageSoFar {
  /** Of users that get the candidate; 0 where nobody knows. */
  percent: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Requests of the candidate in this stage, and how many of them failed. */
  requests: number;
  errors: number;
  /** When the newest one of the candidate ended. */
  latest: number | undefined;
}

/** Apps that ask for their flags from time to time learn of a stage later, in milliseconds. */
const learnsWithin = 60_000;

/**
 * All that was observed of a rollout, through all of its stages: each request is added once, by itself or in the increment
 * of a counter, and every figure may be looked at after each.
 */
export class Evidence {
  readonly worse: Comparison;
  readonly noHarm: NoHarm;
  readonly alone: Alone;
  readonly errorsAbove: AboveLimit;
  readonly errorsBelow: BelowLimit;
  readonly slowAbove: AboveLimit;
  readonly unhappyAbove: AboveLimit;
  readonly split = new SampleRatio();
  readonly control = new ArmCount();
  readonly candidate = new ArmCount();
  /** Whether there is a version to go back to. */
  readonly hasStable: boolean;
  stage: StageSoFar;
  readonly #growth = new SpeakingGrowth();
  readonly #users = new KnownUsers();
  /** Those that have counted, and those of them that have reported a request of the candidate: they bring it. */
  readonly #processes = new Set<string>();
  readonly #bringing = new Set<string>();
  /** Users of the candidate that should have been met together with those of the control, by processes that do not bring it. */
  #awaited = 0;
  readonly #policy: RolloutPolicy;

  /** @param at when the first stage begins, in milliseconds since 1970 */
  constructor(policy: RolloutPolicy, at: number, { hasStable = true }: { readonly hasStable?: boolean } = {}) {
    const { stages, errors, latency, feedback } = policy;
    this.#policy = policy;
    this.hasStable = hasStable;
    this.worse = new Comparison(policy.falseAlarms.rollBack);
    this.noHarm = new NoHarm(errors);
    this.alone = new Alone(errors);
    this.errorsAbove = new AboveLimit({ share: errors.limit });
    this.errorsBelow = new BelowLimit({ share: errors.limit });
    this.slowAbove = new AboveLimit({ share: latency.share });
    this.unhappyAbove = new AboveLimit({ share: 1 - feedback.positive });
    this.stage = { percent: stages[0]?.percent ?? 0, since: at, requests: 0, errors: 0, latest: undefined };
  }

  /**
   * How many times a user may be in it. Each process of an app takes those for new that it does not know, and what one user
   * does in several is not independent. Whatever it is: the geometric mean of e-values is at most their arithmetic mean,
   * so it is an e-value again, and that of the processes' evidences is their product's root. Hence logarithms of evidence
   * are divided by this. It is the number of processes, unless the policy knows that users meet fewer.
   */
  get repeats(): number {
    const processes = Math.max(1, this.#processes.size);
    return Math.min(processes, this.#policy.prometheus.processesPerUser ?? processes);
  }

  /**
   * How many users should have got the candidate, where no process has reported a request of it: apps may not have been
   * deployed with it yet. 0 as soon as one has.
   */
  get awaited(): number {
    return this.#bringing.size === 0 ? this.#awaited / this.repeats : 0;
  }

  /** How often requests of the control fail, as far as they were compared; undefined where none were. */
  get knownControl(): number | undefined {
    return this.noHarm.seen.control.requests > 0 ? this.noHarm.rates.control : undefined;
  }

  /** From now on another share of users gets the candidate. What was observed stays, and what is says for itself, too. */
  enter(percent: number, at: number): void {
    this.stage = { percent, since: at, requests: 0, errors: 0, latest: undefined };
    this.noHarm.enter();
    this.alone.enter();
  }

  add(request: ServedRequest): void {
    const { arm, failed, ms, at } = request;
    const user = this.#users.of(request.user);
    const own = user.of[arm];
    const count = this[arm];
    const speaks = speaksForUser(own);
    const slow = ms > this.#policy.latency.ms;
    if (user.requests === 0) this.#split(arm, 1);
    if (own.requests === 0) count.users++;
    count.requests++;
    count.errors.add(failed, speaks);
    count.slow.add(slow, speaks);
    this.worse.one(arm, user, failed, this.repeats);
    if (speaks) this.noHarm.one(arm, failed);
    if (arm === 'candidate') {
      this.#inStage(1, failed ? 1 : 0, at);
      if (speaks) {
        this.#ofCandidate(octaveOf(own), failed, slow);
        this.alone.add({ requests: 1, errors: failed ? 1 : 0 }, this.knownControl);
      }
    }
    own.requests++;
    user.requests++;
    if (failed) user.errors++;
    user.lastFailed = failed;
    if (request.feedback !== undefined) this.#opinion({ user: request.user, arm, good: request.feedback === 'up', at });
    this.#renew();
  }

  addOpinion(opinion: Opinion): void {
    this.#opinion(opinion);
    this.#renew();
  }

  #opinion({ user, arm, good }: Opinion): void {
    const own = this.#users.of(user).of[arm];
    const so = { requests: own.opinions++ };
    const speaks = speaksForUser(so);
    this[arm].unhappy.add(!good, speaks);
    if (speaks && arm === 'candidate') this.unhappyAbove.add(octaveOf(so), !good);
  }

  /** Adds what the counters of a process have grown by. Of one process increments come in their order. */
  addIncrement({ process, from, at, requests, times, opinions }: Increment): void {
    this.#processes.add(process);
    if (from >= this.stage.since + learnsWithin) this.#splitOf(process, requests);
    this.worse.counted(process, requests, this.repeats);
    const speaking = { control: { requests: 0, errors: 0 }, candidate: { requests: 0, errors: 0 } };
    for (const one of requests) this.#counted(one, speaking[one.arm], at);
    this.noHarm.counted(speaking);
    this.alone.add(speaking.candidate, this.knownControl);
    if (requests.some((one) => one.arm === 'candidate' && one.requests > 0)) this.#bringing.add(process);
    for (const one of times) this.#timed(one);
    for (const one of opinions) this.#opinions(one);
    this.#renew();
  }

  /** About how many more requests of the candidate it takes until so many more of them speak for their users. */
  requestsFor(speaking: number): number {
    return this.#growth.requestsFor(speaking, this.#speaking);
  }

  get #speaking() {
    const { requests, users } = this.candidate;
    return { requests, users, speaking: this.errorsBelow.seen };
  }

  /** What was bet against a version that was good so far is nearly lost: something has to be left for when it is no more. */
  #renew(): void {
    this.#growth.note(this.#speaking);
    for (const test of [this.errorsAbove, this.slowAbove, this.unhappyAbove, this.split]) test.renew(this.repeats);
  }

  #counted(
    { arm, speaks, requests, errors }: CountedRequests,
    speaking: { requests: number; errors: number },
    at: number,
  ): void {
    const octave = readSpeaks(speaks);
    const count = this[arm];
    count.requests += requests;
    eachWay(errors, requests, (failed, times) => count.errors.add(failed, octave !== undefined, times));
    if (arm === 'candidate') this.#inStage(requests, errors, at);
    if (octave === undefined) return;
    if (octave === 0) count.users += requests;
    speaking.requests += requests;
    speaking.errors += errors;
    if (arm !== 'candidate') return;
    eachWay(errors, requests, (failed, times) => {
      this.errorsAbove.add(octave, failed, times);
      this.errorsBelow.add(failed, times);
    });
  }

  #timed({ arm, speaks, requests, slow }: CountedTimes): void {
    const octave = readSpeaks(speaks);
    eachWay(slow, requests, (isSlow, times) => {
      this[arm].slow.add(isSlow, octave !== undefined, times);
      if (arm === 'candidate' && octave !== undefined) this.slowAbove.add(octave, isSlow, times);
    });
  }

  #opinions({ arm, speaks, opinions, bad }: CountedOpinions): void {
    const octave = readSpeaks(speaks);
    eachWay(bad, opinions, (isBad, times) => {
      this[arm].unhappy.add(isBad, octave !== undefined, times);
      if (arm === 'candidate' && octave !== undefined) this.unhappyAbove.add(octave, isBad, times);
    });
  }

  /**
   * New users of a process. Where the app was not deployed with the candidate yet, those who should get it get the version in
   * use, which counts for neither, so a process speaks from when it has reported one of it: of what follows. Whose request
   * was the first is known then, so that one does not count, nor do those of the control before it; who comes after it is as
   * likely to get the candidate as anybody.
   */
  #splitOf(process: string, requests: readonly CountedRequests[]): void {
    const users = { control: 0, candidate: 0 };
    for (const { arm, stratum, requests: more } of requests) {
      if (readStratum(stratum)?.requests === 0) users[arm] += more;
    }
    if (this.#bringing.has(process)) {
      this.#split('control', users.control);
      this.#split('candidate', users.candidate);
    } else {
      const share = this.#shareToSplit;
      if (share < 1) this.#awaited += (users.control * share) / (1 - share);
    }
  }

  #split(arm: Arm, users: number): void {
    this.split.newUser(arm === 'candidate', this.#shareToSplit, users);
  }

  /**
   * The share of new users that should get the candidate; 0 where nobody can say. Of a first version all others get nothing,
   * so they are in no arm. Where a stage names groups, those have the new version whatever the share, and nobody who counts
   * requests knows who they are.
   */
  get #shareToSplit(): number {
    const isKnown = this.hasStable && this.#policy.stages.every(({ groups }) => groups === undefined);
    return isKnown ? this.stage.percent / 100 : 0;
  }

  #inStage(requests: number, errors: number, at: number): void {
    this.stage.requests += requests;
    this.stage.errors += errors;
    this.stage.latest = Math.max(at, this.stage.latest ?? at);
  }

  #ofCandidate(octave: number, failed: boolean, slow: boolean): void {
    this.errorsAbove.add(octave, failed);
    this.errorsBelow.add(failed);
    this.slowAbove.add(octave, slow);
  }
}

/** Of so many, the ones that are and the ones that are not, where there are any. */
function eachWay(yes: number, of: number, add: (is: boolean, times: number) => void): void {
  if (yes > 0) add(true, yes);
  if (of > yes) add(false, of - yes);
}
