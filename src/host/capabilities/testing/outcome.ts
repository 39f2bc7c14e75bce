import * as l10n from '@vscode/l10n';
import type { PlainData, RecordedRun } from '#protocol';

/** Why an example failed, as a test tells it: in words, and as two texts where it is a difference. */
export interface ExampleFailure {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** 1-based, in index.ts, where the program threw. */
  readonly at?: { readonly line: number; readonly column: number };
}

/** Undefined for an example that passed. */
export function failureOf({ passed, reason, expected, result }: RecordedRun): ExampleFailure | undefined {
  if (passed) return undefined;
  const message = reason ?? l10n.t('It did something else.');
  const actual = result.status === 'ok' ? textOf(result.value) : `${result.status}: ${result.message}`;
  const at = result.status === 'ok' || result.at === undefined ? {} : { at: result.at };
  if (expected === undefined) return { message, ...at };
  return { message, expected: 'output' in expected ? textOf(expected.output) : expected.error, actual, ...at };
}

/** What a run wrote and asked for, for the test's output. */
export function outputOf({ result }: RecordedRun): readonly string[] {
  const { logs, effects, usage } = result;
  return [
    ...logs,
    ...effects.map(({ call, arguments: args, refused }) =>
      refused === undefined
        ? `${call}(${args.map((one) => JSON.stringify(one)).join(', ')})`
        : l10n.t('{0} was refused: {1}', call, refused),
    ),
    l10n.t('{0} ms, {1} ms of processor time', Math.round(usage.wallMs), Math.round(usage.cpuMs)),
  ];
}

function textOf(value: PlainData): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
