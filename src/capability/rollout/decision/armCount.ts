import type { ArmFigures, ShareFigure } from '#protocol';
import { ShareConfidence } from './confidence.ts';

/** A share of all requests, and its range from those that speak for their users. */
class ShareCount {
  readonly #confidence = new ShareConfidence();
  #count = 0;
  #of = 0;

  add(yes: boolean, speaksForUser: boolean): void {
    this.#of++;
    if (yes) this.#count++;
    if (speaksForUser) this.#confidence.add(yes);
  }

  figure(): ShareFigure {
    return { count: this.#count, of: this.#of, ...this.#confidence.range() };
  }
}

/** What is counted of one arm for people; decisions rest on the tests. */
export class ArmCount {
  readonly errors = new ShareCount();
  readonly slow = new ShareCount();
  readonly unhappy = new ShareCount();
  requests = 0;
  users = 0;

  figures(): ArmFigures {
    return {
      requests: this.requests,
      users: this.users,
      errors: this.errors.figure(),
      slow: this.slow.figure(),
      unhappy: this.unhappy.figure(),
    };
  }
}
