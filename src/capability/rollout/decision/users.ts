import type { Arm } from './request.ts';

/** What is known of a user. */
export interface KnownUser {
  requests: number;
  errors: number;
  lastFailed: boolean;
  /** Requests that each arm has served of the user, and opinions that the user gave of it. */
  readonly of: Readonly<Record<Arm, { requests: number; opinions: number }>>;
}

/** The users of a rollout, by their targeting keys. */
export class KnownUsers {
  readonly #users = new Map<string, KnownUser>();

  of(key: string): KnownUser {
    const known = this.#users.get(key);
    if (known !== undefined) return known;
    const none = () => ({ requests: 0, opinions: 0 });
    const made = { requests: 0, errors: 0, lastFailed: false, of: { control: none(), candidate: none() } };
    this.#users.set(key, made);
    return made;
  }
}
