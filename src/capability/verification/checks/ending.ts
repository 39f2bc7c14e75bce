import type { RunResult } from '#protocol';
import { type Examination, shown } from './examination.ts';

/** How a run on an input that nobody wrote an expectation for has ended. */
export type Ending =
  | { readonly kind: 'value' }
  /** What was asked for is not done, and said so. */
  | { readonly kind: 'refusal' }
  | { readonly kind: 'bad'; readonly reason: string };

/**
 * An error that the code throws on purpose is a clean refusal, and so is one that the sandbox's walls made. An error that
 * the engine throws because the code went wrong is none: whoever asked learns nothing from it.
 */
export function endingOf(
  result: RunResult,
  { capability, outputProblems }: Pick<Examination, 'capability' | 'outputProblems'>,
): Ending {
  if (result.status === 'permission') return { kind: 'refusal' };
  if (result.status === 'error') {
    if (!isCrash(result, capability.source)) return { kind: 'refusal' };
    return { kind: 'bad', reason: `it crashed, without an error of its own: ${result.message}` };
  }
  if (result.status !== 'ok') return { kind: 'bad', reason: `${result.status}: ${result.message}` };
  const [problem] = outputProblems(result.value);
  if (problem === undefined) return { kind: 'value' };
  return { kind: 'bad', reason: `${shown(result.value)} is not allowed by the output’s schema: ${problem}` };
}

/** Errors of engines for code that goes wrong; SyntaxError and URIError are about texts that were to be read. */
const engineErrors = /^(TypeError|ReferenceError|RangeError|InternalError)\b/;

/** An error of an engine's kind, at a place where the code throws nothing. */
function isCrash({ message, at }: Extract<RunResult, { message: string }>, source: string): boolean {
  const [, name] = engineErrors.exec(message) ?? [];
  if (name === undefined) return false;
  const place = at === undefined ? source : (source.split('\n')[at.line - 1] ?? '');
  return !new RegExp(at === undefined ? `\\b${name}\\s*\\(` : `\\b${name}\\b|\\bthrow\\b`).test(place);
}
