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
