import { reasonOf } from '../routing/failure.ts';
import type { FlagProblem, FlagSource } from './source.ts';
import { TextTeller } from './textTeller.ts';
import { idle, longestTimer } from './timers.ts';

export interface UrlOptions {
  /** How often it is asked for, in milliseconds; 5,000 by default. After failures it is asked for more rarely, once a minute at least. */
  readonly pollMs?: number;
  /** How long an answer may take, in milliseconds; 10,000 by default. */
  readonly timeoutMs?: number;
  /** Sent with each request: `{ authorization: … }`. */
  readonly headers?: Readonly<Record<string, string>>;
}

const longestPause = 60_000;

/** An answer that will not change by asking again. */
const refused = [401, 403, 410];

/**
 * Browsers keep answers, and ask again by the ETag without our doing. A header of ours would need the leave of a server of another
 * origin, which few give.
 */
const isBrowser = 'origin' in globalThis;

/**
 * A source of flags from a URL, which is asked for again and again by the ETag of its last answer. Whatever fails is
 * told, and the last good document stays in force.
 */
export function flagsFromUrl(url: string | URL, options: UrlOptions = {}): FlagSource {
  const { pollMs = 5000, timeoutMs = 10_000, headers = {} } = options;
  return {
    open(listener) {
      const teller = new TextTeller(listener);
      const closed = new AbortController();
      let timer: ReturnType<typeof setTimeout> | undefined;
      let tag: string | undefined;
      let failures = 0;

      const cannot = (why: string): FlagProblem => ({
        message: `The flags cannot be had: ${withoutSecrets(url)} ${why}.`,
      });

      const ask = async (): Promise<FlagProblem | undefined> => {
        const signal = AbortSignal.any([closed.signal, AbortSignal.timeout(timeoutMs)]);
        const conditions = tag && !isBrowser ? { 'if-none-match': tag } : {};
        const response = await fetch(url, { headers: { ...headers, ...conditions }, cache: 'no-cache', signal });
        if (response.status === 304) {
          teller.unchanged();
          return undefined;
        }
        if (!response.ok) {
          // Unread, it would keep its connection.
          await response.body?.cancel();
          const problem = cannot(`answers ${response.status}`);
          return refused.includes(response.status) ? { ...problem, fatal: true } : problem;
        }
        const text = await response.text();
        if (!teller.text(text)) return cannot('is not JSON');
        tag = response.headers.get('etag') ?? undefined;
        return undefined;
      };

      const poll = async (): Promise<void> => {
        const problem = await ask().catch((error: Error) =>
          // `fetch` repeats the whole address where it refuses one with a password.
          cannot(`does not answer (${withoutSecrets(causeOf(error))})`),
        );
        if (closed.signal.aborted) return;
        failures = problem ? failures + 1 : 0;
        if (problem) teller.problem(problem);
        const pause = Math.max(pollMs, Math.min(longestPause, pollMs * 2 ** (failures - 1)));
        timer = idle(setTimeout(poll, Math.min(pause, longestTimer)));
      };
      void poll();
      return () => {
        closed.abort();
        clearTimeout(timer);
      };
    },
  };
}

/** What `fetch` throws says "fetch failed", and its cause why. */
const causeOf = (error: Error): string => reasonOf((error.cause as Error | undefined)?.message ? error.cause : error);

/** A URL may carry a password or a token. */
function withoutSecrets(url: string | URL): string {
  return String(url).replace(/(?<=\/\/)[^/]*@|[?#].*$/g, '');
}
