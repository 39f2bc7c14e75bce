import { type History, labelsOf } from '#capability/rollout/routing';
import type { Labels } from './report.ts';

/** What happened to a user in this process since the rollout began, as `decision/evidence.ts` counts it. */
export interface User extends History {
  readonly id: string;
  requests: number;
  errors: number;
  lastFailed: boolean;
  readonly stable: Own;
  readonly candidate: Own;
}

interface Own {
  /** Requests that the version has served of the user, or failed to. */
  requests: number;
  opinions: number;
}

/**
 * The users that were seen last, in two generations: when the younger one is full it becomes the older one, and who was
 * not seen since is forgotten. So between `most` and twice as many are known, at the price of a look-up each. A user who
 * is forgotten counts as new, which makes the evidence weaker, not wrong: whom it happens to does not hang on the version.
 */
export class Users {
  #young = new Map<string, User>();
  #old = new Map<string, User>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  of(id: string): User {
    const young = this.#young.get(id);
    if (young) return young;
    const user = this.#old.get(id) ?? newUser(id);
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(id, user);
    return user;
  }

  clear(): void {
    this.#young = new Map();
    this.#old = new Map();
  }
}

function newUser(id: string): User {
  const none = (): Own => ({ requests: 0, opinions: 0 });
  return { id, requests: 0, errors: 0, lastFailed: false, stable: none(), candidate: none() };
}

/** The labels of users whose requests were all served, all by one version, by the number of requests: most are. */
const usual: Labels[] = [];
const mostUsual = 5000;

/** What the evidence needs to know of a user before a request to one of the versions. */
export function labelsBefore(user: User, own: 'stable' | 'candidate'): Labels {
  const { requests, errors } = user;
  if (errors > 0 || requests >= mostUsual || user[own].requests !== requests) return labelsOf(user, user[own]);
  usual[requests] ??= labelsOf(user, user[own]);
  return usual[requests];
}

/** Counts a request that has ended: of a user, for one of the versions. */
export function count(user: User | undefined, own: 'stable' | 'candidate' | undefined, failed: boolean): void {
  if (!user || !own) return;
  user[own].requests++;
  user.requests++;
  user.lastFailed = failed;
  if (failed) user.errors++;
}
