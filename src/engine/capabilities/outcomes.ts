import { messageOf } from '#base';
import type { FailureKind, RequestOutcome, RunFailure, RunResult } from '#protocol';

const kinds: Readonly<Record<RunFailure, FailureKind>> = {
  error: 'error',
  timeout: 'timeout',
  'out-of-memory': 'error',
  crashed: 'error',
  'input-too-large': 'error',
  'output-too-large': 'error',
  'effects-too-large': 'error',
  'invalid-output': 'error',
  permission: 'permission',
  cancelled: 'error',
};

/** A run without a value, as the failure of the request that it was to serve. */
export function failureOf(
  name: string,
  version: string,
  result: Exclude<RunResult, { readonly status: 'ok' }>,
): RequestOutcome {
  return { kind: kinds[result.status], reason: result.message, guesses: [], name, version, result };
}

/** What was thrown before anything ran, as the journal keeps it. @param name of the capability that was asked for */
export function thrown(error: unknown, name: string | undefined): RequestOutcome {
  return { kind: 'error', reason: messageOf(error), guesses: [], ...(name === undefined ? {} : { name }) };
}
