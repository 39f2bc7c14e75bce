import type { Outcome } from './report.ts';

/** A request that the router could not serve itself; what a version's program throws is passed on as it is. */
export class RouterError extends Error {
  override readonly name = 'RouterError';
  /** `missing_handler`: nothing serves it. `timeout`: the version did not answer in time. */
  readonly code: 'missing_handler' | 'timeout';

  constructor(code: RouterError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** How systems and Node's permission model say that something was not permitted. */
const notPermitted = new Set<unknown>(['EACCES', 'EPERM', 'ERR_ACCESS_DENIED']);

/**
 * The kind of a version's failure, by what it threw. Where it asked for something that nothing serves, that is an error of its
 * own: a request that came to a version is no missing handler.
 */
export function outcomeOf(thrown: unknown): Exclude<Outcome, 'served' | 'missing_handler'> {
  if (!(thrown instanceof Error)) return 'error';
  const { name, code }: { name: string; code?: unknown } = thrown;
  if (name === 'TimeoutError' || (thrown instanceof RouterError && code === 'timeout')) return 'timeout';
  return notPermitted.has(code) ? 'permission' : 'error';
}

/** What was thrown, in words. Not all that can be thrown has any, and then the version in use must step in all the same. */
export function reasonOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return 'unknown';
  }
}

/**
 * The result, if it comes in time. What runs on after that is left alone, and nobody hears of it.
 * @param late is told when the time is over
 * @throws RouterError `timeout`
 */
export function inTime<Result>(
  result: PromiseLike<Result>,
  ms: number,
  what: string,
  late?: () => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      late?.();
      reject(new RouterError('timeout', `${what} did not answer within ${ms} ms.`));
    }, ms);
    // What is thenable is not always a promise: queries of some libraries return nothing from `then`.
    Promise.resolve(result)
      .then(resolve, reject)
      .then(() => clearTimeout(timer));
  });
}

/** Whether `await` would wait for it: what is called to ask a database is often a function with a `then`. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | undefined)?.then === 'function';
