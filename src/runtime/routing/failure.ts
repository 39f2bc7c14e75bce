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

/** The kind of failure that something thrown stands for. */
export function outcomeOf(thrown: unknown): Exclude<Outcome, 'served'> {
  if (thrown instanceof RouterError) return thrown.code;
  if (!(thrown instanceof Error)) return 'error';
  if (thrown.name === 'TimeoutError') return 'timeout';
  return 'code' in thrown && notPermitted.has(thrown.code) ? 'permission' : 'error';
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
 * @throws RouterError `timeout`
 */
export function inTime<Result>(result: PromiseLike<Result>, ms: number, what: string): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new RouterError('timeout', `${what} did not answer within ${ms} ms.`));
    const timer = setTimeout(late, ms);
    // What is thenable is not always a promise: queries of some libraries return nothing from `then`.
    Promise.resolve(result)
      .then(resolve, reject)
      .then(() => clearTimeout(timer));
  });
}

export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}
