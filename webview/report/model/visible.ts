import type { VerificationReport } from '#protocol';

/**
 * Control characters, and those that turn the direction of text or cannot be seen: with them a capability could make its
 * words look like others. Tabs and line ends stay.
 */
const hidden = /(?![\t\n\r])[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\u200b\u2060\ufeff]/gu;

/** The same plain data, in which every text shows what it holds: `\u{202e}`. */
export function visible<T>(data: T): T {
  return made(data) as T;
}

/** A report in visible words. The data of its runs stays as it is, for JSON is written of it. */
export function visibleReport(report: VerificationReport | undefined): VerificationReport | undefined {
  if (report === undefined) return undefined;
  const { runs, ...others } = report;
  return { ...visible(others), runs: runs.map((run) => ({ ...run, ...visibleWords(run) })) };
}

function visibleWords({ name, reason }: VerificationReport['runs'][number]) {
  return { name: visible(name), ...(reason !== undefined && { reason: visible(reason) }) };
}

function made(data: unknown): unknown {
  if (typeof data === 'string') {
    return data.replace(hidden, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
  }
  if (Array.isArray(data)) return data.map(made);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [made(key), made(value)]));
}
