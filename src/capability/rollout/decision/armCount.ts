import type { ArmFigures, ShareFigure } from '#protocol';
import { type SavedConfidence, ShareConfidence } from './confidence.ts';

interface SavedShare {
  readonly count: number;
  readonly of: number;
  readonly confidence: SavedConfidence;
}

/** What an {@link ArmCount} keeps. */
export interface SavedArm {
  readonly errors: SavedShare;
  readonly slow: SavedShare;
  readonly unhappy: SavedShare;
  readonly requests: number;
  readonly users: number;
}

/** A share of all requests, and its range from those that speak for their users. */
class ShareCount {
  readonly #confidence: ShareConfidence;
  #count: number;
  #of: number;

  constructor(saved?: SavedShare) {
    this.#confidence = new ShareConfidence(saved?.confidence);
    this.#count = saved?.count ?? 0;
    this.#of = saved?.of ?? 0;
  }

  add(yes: boolean, speaksForUser: boolean, times = 1): void {
    this.#of += times;
    if (yes) this.#count += times;
    if (speaksForUser) for (let time = 0; time < times; time++) this.#confidence.add(yes);
  }

  figure(repeats: number): ShareFigure {
    return { count: this.#count, of: this.#of, ...this.#confidence.range(repeats) };
  }

  save(): SavedShare {
    return { count: this.#count, of: this.#of, confidence: this.#confidence.save() };
  }
}

/** What is counted of one arm for people; decisions rest on the tests. */
export class ArmCount {
  readonly errors: ShareCount;
  readonly slow: ShareCount;
  readonly unhappy: ShareCount;
  requests: number;
  users: number;

  constructor(saved?: SavedArm) {
    this.errors = new ShareCount(saved?.errors);
    this.slow = new ShareCount(saved?.slow);
    this.unhappy = new ShareCount(saved?.unhappy);
    this.requests = saved?.requests ?? 0;
    this.users = saved?.users ?? 0;
  }

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

  save(): SavedArm {
    return {
      errors: this.errors.save(),
      slow: this.slow.save(),
      unhappy: this.unhappy.save(),
      requests: this.requests,
      users: this.users,
    };
  }
}
