import type { CountedOpinions, CountedRequests, CountedTimes, Increment } from '../decision/increment.ts';
import { labelsOf, speaksLabel } from '../decision/labels.ts';
import type { ServedRequest } from '../decision/request.ts';
import { KnownUsers } from '../decision/users.ts';

/** How a simulated fleet is observed. */
export interface Counting {
  /** From scrape to scrape. */
  readonly seconds: number;
  /** Processes of the app; each request comes to any of them, so that each meets all users. */
  readonly processes: number;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

/** A process of an app that counts its requests with the labels that apps export, until it is scraped. */
export class CountingApp {
  readonly #process: string;
  readonly #slowerThan: number;
  readonly #users = new KnownUsers();
  #from: number;
  #requests = new Map<string, Open<CountedRequests>>();
  #times = new Map<string, Open<CountedTimes>>();
  #opinions = new Map<string, Open<CountedOpinions>>();

  /** @param at when it is started, in milliseconds since 1970 @param slowerThan the limit of the policy, in milliseconds */
  constructor(process: string, at: number, slowerThan: number) {
    this.#process = process;
    this.#from = at;
    this.#slowerThan = slowerThan;
  }

  add({ user: key, arm, failed, ms, feedback }: ServedRequest): void {
    const user = this.#users.of(key);
    const own = user.of[arm];
    const { stratum, speaks } = labelsOf(user, own);
    const counted = entry(this.#requests, `${arm} ${stratum} ${speaks}`, {
      ...{ arm, stratum, speaks },
      requests: 0,
      errors: 0,
    });
    counted.requests++;
    if (failed) counted.errors++;
    const times = entry(this.#times, `${arm} ${speaks}`, { arm, speaks, requests: 0, slow: 0 });
    times.requests++;
    if (ms > this.#slowerThan) times.slow++;
    if (feedback !== undefined) {
      const spoken = speaksLabel({ requests: own.opinions++ });
      const opinions = entry(this.#opinions, `${arm} ${spoken}`, { arm, speaks: spoken, opinions: 0, bad: 0 });
      opinions.opinions++;
      if (feedback === 'down') opinions.bad++;
    }
    own.requests++;
    user.requests++;
    if (failed) user.errors++;
    user.lastFailed = failed;
  }

  /** What its counters have grown by since the scrape before. */
  scrape(at: number): Increment {
    const increment = {
      process: this.#process,
      from: this.#from,
      at,
      requests: [...this.#requests.values()],
      times: [...this.#times.values()],
      opinions: [...this.#opinions.values()],
    };
    this.#from = at;
    this.#requests = new Map();
    this.#times = new Map();
    this.#opinions = new Map();
    return increment;
  }
}

function entry<T>(entries: Map<string, T>, key: string, none: T): T {
  const known = entries.get(key) ?? none;
  entries.set(key, known);
  return known;
}
