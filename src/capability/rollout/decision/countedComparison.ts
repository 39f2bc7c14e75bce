import type { Bets, Compared } from './bets.ts';
import type { Block } from './blocks.ts';
import { type History, stratumOf } from './history.ts';
import type { CountedRequests } from './increment.ts';
import { readStratum } from './labels.ts';
import { Pairing } from './pairing.ts';

interface Counted {
  readonly history: History;
  readonly label: string;
  readonly control: { requests: number; errors: number };
  readonly candidate: { requests: number; errors: number };
}

/**
 * The comparison of both arms from counters, where the order of requests between two looks is lost.
 *
 * A block's e-variable needs numbers of requests and error rates only, but the numbers must be known before the outcomes
 * are. Those of all requests between two looks would not be: a user whose request fails leaves the stratum, and what would
 * have followed is missing in it. Hence a stratum of counters names the exact number of the user's requests before. No user
 * can be in it twice, for each request adds one; whether a user comes to it is settled before the outcome in it; and users
 * are independent of each other. So, given the strata of fewer requests, the outcomes in a stratum are independent of how
 * many there are. Strata are taken in the order of these numbers: each bet knows the outcomes of the looks before and of
 * the strata before, as if all users had made their first requests, then all their second ones. Nothing of this depends on
 * how long it is from one look to the next, so missed looks cost nothing but time.
 *
 * Requests are compared within one process, which knows its users' histories; that also takes away what only one process
 * suffers from. What is known of rates is shared.
 */
export class CountedComparison {
  readonly #pairings = new Map<string, Pairing>();
  /** What was compared, by the strata of {@link stratumOf}: rates in those of counters alone would be known late. */
  readonly #strata = new Map<number, Compared>();

  /** @param repeats how many times each user may have been observed by now */
  add(process: string, requests: readonly CountedRequests[], bets: Bets, repeats: number): void {
    for (const { history, label, control, candidate } of inOrder(requests)) {
      const block = this.#pairing(`${label} ${process}`).add({ control, candidate });
      if (block !== undefined) bets.bet(block, history, this.#stratum(history), repeats);
    }
  }

  #pairing(key: string): Pairing {
    const known = this.#pairings.get(key) ?? new Pairing();
    this.#pairings.set(key, known);
    return known;
  }

  #stratum(history: History): Compared {
    const key = stratumOf(history);
    const known = this.#strata.get(key) ?? { controls: 0, errors: 0 };
    this.#strata.set(key, known);
    return known;
  }
}

/** One block a stratum, fewest requests before first. */
function inOrder(requests: readonly CountedRequests[]): readonly (Block & Counted)[] {
  const strata = new Map<string, Counted>();
  for (const { arm, stratum: label, requests: of, errors } of requests) {
    const history = readStratum(label);
    if (history === undefined) continue;
    const none = () => ({ requests: 0, errors: 0 });
    const stratum = strata.get(label) ?? { history, label, control: none(), candidate: none() };
    strata.set(label, stratum);
    stratum[arm].requests += of;
    stratum[arm].errors += errors;
  }
  return [...strata.values()].toSorted(
    (a, b) => a.history.requests - b.history.requests || (a.label < b.label ? -1 : 1),
  );
}
