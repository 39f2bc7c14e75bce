import { isRecord, messageOf, pause, throwIfCancelled } from '#base';
import type { PrometheusAddress } from './address.ts';

export interface Failure {
  readonly kind: 'failed';
  readonly reason: string;
  /** Whether a query of less may be answered. */
  readonly isTooMuch?: boolean;
}

/** What Prometheus answered, or why it did not. */
export type Answer<T> = { readonly kind: 'answer'; readonly value: T } | Failure;

/** How long it is waited for, and how often it is asked again; all times in milliseconds. */
export interface Patience {
  /** For one answer, whole. */
  readonly timeout: number;
  /** Before each further attempt. */
  readonly pauses: readonly number[];
}

const usualPatience: Patience = { timeout: 10_000, pauses: [250, 1000] };

/** An answer may have so many bytes: that is some hundreds of thousands of samples. */
const most = 64 * 2 ** 20;

export interface Asking {
  readonly signal?: AbortSignal | undefined;
  /** Whether a query of less can be asked instead: what is too much is not tried again then, each time to the end of patience. */
  readonly mayAskLess?: boolean;
}

type Attempt = Answer<unknown> & { readonly again?: boolean };

/**
 * Asks Prometheus by its HTTP API (https://prometheus.io/docs/prometheus/latest/querying/api/). What goes wrong on the way
 * is tried again; what Prometheus refuses is not.
 */
export class PrometheusApi {
  readonly #address: PrometheusAddress;
  readonly #patience: Patience;

  constructor(address: PrometheusAddress, patience: Patience = usualPatience) {
    this.#address = address;
    this.#patience = patience;
  }

  /**
   * The `data` of an instant query.
   * @param at when it is evaluated, in milliseconds since 1970; now by Prometheus's own clock where it is left out
   * @throws CancelledError only
   */
  async query(
    query: string,
    at: number | undefined,
    { signal, mayAskLess = false }: Asking = {},
  ): Promise<Answer<unknown>> {
    const body = new URLSearchParams({ query, ...(at === undefined ? {} : { time: (at / 1000).toFixed(3) }) });
    let last = await this.#attempt(body, signal);
    for (const before of this.#patience.pauses) {
      if (last.kind === 'answer' || !last.again || (mayAskLess && last.isTooMuch)) break;
      await pause(before, signal);
      last = await this.#attempt(body, signal);
    }
    if (last.kind === 'answer') return { kind: 'answer', value: last.value };
    const reason = `Prometheus at ${this.#address.url} ${last.reason}`;
    return { kind: 'failed', reason, ...(last.isTooMuch && { isTooMuch: true }) };
  }

  async #attempt(body: URLSearchParams, signal: AbortSignal | undefined): Promise<Attempt> {
    throwIfCancelled(signal);
    const timeout = AbortSignal.timeout(this.#patience.timeout);
    try {
      const { authorization } = this.#address;
      const response = await fetch(`${this.#address.url}/api/v1/query`, {
        method: 'POST',
        body,
        headers: { accept: 'application/json', ...(authorization === undefined ? {} : { authorization }) },
        // A secret goes to nobody else.
        redirect: 'manual',
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      return understood(response.status, await textOf(response));
    } catch (error) {
      throwIfCancelled(signal);
      if (timeout.aborted)
        return failed(`did not answer within ${this.#patience.timeout / 1000} s: it is slow or overloaded.`, {
          ...{ again: true, isTooMuch: true },
        });
      return failed(`cannot be reached: ${reasonOf(error)}. Look whether it runs.`, { again: true });
    }
  }
}

async function textOf({ body }: Response): Promise<string | undefined> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const part of body) {
    bytes += part.byteLength;
    if (bytes > most) return undefined;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

function understood(status: number, text: string | undefined): Attempt {
  if (text === undefined)
    return failed('answered with more than 64 MB: narrow the queries of the policy.', { isTooMuch: true });
  if (status === 401 || status === 403) {
    return failed(
      `refuses access (HTTP ${status}). Set TOOLWRIGHT_PROMETHEUS_TOKEN, or TOOLWRIGHT_PROMETHEUS_USER and TOOLWRIGHT_PROMETHEUS_PASSWORD, in the environment.`,
    );
  }
  if (status >= 300 && status < 400) return failed(`sends elsewhere (HTTP ${status}): give the address itself.`);
  const json = parsed(text);
  if (json?.status === 'success') return { kind: 'answer', value: json.data };
  // 422 and 503 are of queries that would take too many samples, or took too long.
  const why = { again: status === 429 || status >= 500, isTooMuch: status === 422 || status === 503 };
  const told = json?.error;
  if (typeof told === 'string') return failed(`refused a query: ${told.slice(0, 300)}`, why);
  return failed(`answered as no Prometheus does (HTTP ${status}). Look whether the address is right.`, why);
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

const failed = (reason: string, why: Pick<Attempt & Failure, 'again' | 'isTooMuch'> = {}): Attempt => ({
  ...{ kind: 'failed', reason },
  ...why,
});

/** Of `fetch failed` the reason is in the cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = isRecord(cause) && typeof cause.code === 'string' ? cause.code : undefined;
  return code ?? messageOf(cause);
}
