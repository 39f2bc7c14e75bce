import type { ArmFigures, ShareFigure } from '#protocol';
import { ShareConfidence } from './confidence.ts';

/** A share of all requests, and its range from those that speak for their users. */
class ShareCount {
  readonly #confidence = new ShareConfidence();
  #count = 0;
  #of = 0;

  add(yes: boolean, speaksForUser: boolean, times = 1): void {
    this.#of += times;
    if (yes) this.#count += times;
    if (speaksForUser) this.#confidence.add(yes, times);
  }

  figure(repeats: number): ShareFigure {
    return { count: this.#count, of: this.#of, ...this.#confidence.range(repeats) };
  }
}

/** What is counted of one arm for people; decisions rest on the tests. */
export class ArmCount {
  readonly errors = new ShareCount();
  readonly slow = new ShareCount();
  readonly unhappy = new ShareCount();
  requests = 0;
  users = 0;

  /** @param repeats how many times each user may be counted */
  figures(repeats = 1): ArmFigures {
    return {
      requests: this.requests,
      users: this.users,
      errors: this.errors.figure(repeats),
      slow: this.slow.figure(repeats),
      unhappy: this.unhappy.figure(repeats),
    };
  }
}
