/** Requests of the candidate so far, how many of them speak for their users, and of how many users they are. */
interface Count {
  readonly requests: number;
  readonly speaking: number;
  readonly users: number;
}

const none: Count = { requests: 0, speaking: 0, users: 0 };

/** After so many requests nobody waits for more. */
export const mostRequests = 1e9;

/**
 * How the requests that speak for their users become more. Of new users there are as many in as many requests; of those who
 * return, as many each time that all requests have doubled. Which of both it is, the last doublings tell.
 */
export class SpeakingGrowth {
  /** When the requests were at least half as many as later, and a half of that. */
  #before = none;
  #last = none;

  note(now: Count): void {
    if (now.requests < Math.max(1, 2 * this.#last.requests)) return;
    this.#before = this.#last;
    this.#last = { ...now };
  }

  /** About how many more requests it takes until so many more of them speak. */
  requestsFor(count: number, { requests, speaking, users }: Count): number {
    if (count <= 0) return 0;
    if (requests === 0) return count;
    const before = this.#before;
    const gained = Math.max(1, speaking - before.speaking);
    const newShare = Math.min(1, Math.max(0, (users - before.users) / gained));
    // With each doubling so many times as many speak as with the one before: twice where all users are new.
    const growth = Math.max(1 + newShare, 1 + 1e-6);
    const doublings = Math.log2(requests / before.requests);
    const rest = before.requests === 0 ? 1 : 1 - growth ** -doublings;
    const more = requests * (2 ** (Math.log1p((count * rest) / gained) / Math.log(growth)) - 1);
    return more > mostRequests ? Number.POSITIVE_INFINITY : Math.max(count, more);
  }
}
