import type { RolloutPolicy } from '../policy.ts';
import { ArmCount } from './armCount.ts';
import { Comparison } from './comparison.ts';
import { octaveOf, speaksForUser } from './history.ts';
import { AboveLimit, BelowLimit } from './limits.ts';
import { NoWorse } from './noWorse.ts';
import type { ServedRequest } from './request.ts';
import { SampleRatio } from './sampleRatio.ts';

interface User {
  requests: number;
  errors: number;
  lastFailed: boolean;
  /** Requests that each arm has served of the user, and opinions that the user gave of it. */
  readonly of: Readonly<Record<ServedRequest['arm'], { requests: number; opinions: number }>>;
}

/** The stage that is going on. */
interface StageSoFar {
  readonly percent: number;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Requests of the candidate in this stage. */
  requests: number;
  /** When the newest one of the candidate ended. */
  latest: number | undefined;
}

/**
 * All that was observed of a rollout, through all of its stages: each request is added once, and every figure may be
 * looked at after each.
 */
export class Evidence {
  readonly worse = new Comparison();
  readonly noWorse: NoWorse;
  readonly errorsAbove: AboveLimit;
  readonly errorsBelow: BelowLimit;
  readonly slowAbove: AboveLimit;
  readonly unhappyAbove: AboveLimit;
  readonly split = new SampleRatio();
  readonly control = new ArmCount();
  readonly candidate = new ArmCount();
  stage: StageSoFar;
  readonly #users = new Map<string, User>();
  readonly #slowerThan: number;

  /** @param at when the first stage begins, in milliseconds since 1970 */
  constructor({ stages, errors, latency, feedback }: RolloutPolicy, at: number) {
    this.noWorse = new NoWorse(errors.margin);
    this.errorsAbove = new AboveLimit({ share: errors.limit });
    this.errorsBelow = new BelowLimit({ share: errors.limit });
    this.slowAbove = new AboveLimit({ share: latency.share });
    this.unhappyAbove = new AboveLimit({ share: 1 - feedback.positive });
    this.#slowerThan = latency.ms;
    this.stage = { percent: stages[0]?.percent ?? 0, since: at, requests: 0, latest: undefined };
  }

  /** From now on another share of users gets the candidate. What was observed stays. */
  enter(percent: number, at: number): void {
    this.stage = { percent, since: at, requests: 0, latest: undefined };
  }

  add(request: ServedRequest): void {
    const { arm, failed, ms, at } = request;
    const user = this.#user(request);
    const own = user.of[arm];
    const count = this[arm];
    const speaks = speaksForUser(own);
    const slow = ms > this.#slowerThan;
    if (own.requests === 0) count.users++;
    count.requests++;
    count.errors.add(failed, speaks);
    count.slow.add(slow, speaks);
    this.worse[arm](user, failed);
    if (speaks) this.noWorse[arm](failed);
    if (arm === 'candidate') {
      this.stage.requests++;
      this.stage.latest = at;
      if (speaks) this.#ofCandidate(octaveOf(own), failed, slow);
    }
    if (request.feedback !== undefined) this.#opinion(arm, own, request.feedback === 'down');
    own.requests++;
    user.requests++;
    if (failed) user.errors++;
    user.lastFailed = failed;
  }

  #ofCandidate(octave: number, failed: boolean, slow: boolean): void {
    this.errorsAbove.add(octave, failed);
    this.errorsBelow.add(failed);
    this.slowAbove.add(octave, slow);
  }

  #opinion(arm: ServedRequest['arm'], own: { opinions: number }, unhappy: boolean): void {
    const so = { requests: own.opinions };
    const speaks = speaksForUser(so);
    this[arm].unhappy.add(unhappy, speaks);
    if (speaks && arm === 'candidate') this.unhappyAbove.add(octaveOf(so), unhappy);
    own.opinions++;
  }

  #user({ user, arm }: ServedRequest): User {
    const known = this.#users.get(user);
    if (known !== undefined) return known;
    const none = () => ({ requests: 0, opinions: 0 });
    const made: User = { requests: 0, errors: 0, lastFailed: false, of: { control: none(), candidate: none() } };
    this.#users.set(user, made);
    this.split.newUser(arm === 'candidate', this.stage.percent / 100);
    return made;
  }
}
