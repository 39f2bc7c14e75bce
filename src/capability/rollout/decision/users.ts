import type { Arm } from './request.ts';

/** What is known of a user. */
export interface KnownUser {
  requests: number;
  errors: number;
  lastFailed: boolean;
  /** Requests that each arm has served of the user, and opinions that the user gave of it. */
  readonly of: Readonly<Record<Arm, { requests: number; opinions: number }>>;
}

/** A user in short: key; requests, errors, whether the last one failed; requests and opinions of the control, and of the candidate. */
export type SavedUser = readonly [string, number, number, 0 | 1, number, number, number, number];

/** The users of a rollout, by their targeting keys. */
export class KnownUsers {
  readonly #users: Map<string, KnownUser>;

  constructor(saved: readonly SavedUser[] = []) {
    this.#users = new Map(
      saved.map(([key, requests, errors, lastFailed, ...[byControl, onControl, byCandidate, onCandidate]]) => [
        key,
        {
          requests,
          errors,
          lastFailed: lastFailed === 1,
          of: {
            control: { requests: byControl, opinions: onControl },
            candidate: { requests: byCandidate, opinions: onCandidate },
          },
        },
      ]),
    );
  }

  of(key: string): KnownUser {
    const known = this.#users.get(key);
    if (known !== undefined) return known;
    const none = () => ({ requests: 0, opinions: 0 });
    const made = { requests: 0, errors: 0, lastFailed: false, of: { control: none(), candidate: none() } };
    this.#users.set(key, made);
    return made;
  }

  save(): readonly SavedUser[] {
    return [...this.#users].map(
      ([
        key,
        {
          requests,
          errors,
          lastFailed,
          of: { control, candidate },
        },
      ]) => [
        key,
        requests,
        errors,
        lastFailed ? 1 : 0,
        control.requests,
        control.opinions,
        candidate.requests,
        candidate.opinions,
      ],
    );
  }
}
