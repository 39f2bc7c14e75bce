import type { Observed } from '../source.ts';

/** A text within the quotes of PromQL. */
const quoted = (text: string): string => JSON.stringify(text).slice(1, -1);

/**
 * Fills a policy's query in: `$capability`, `$stable` and `$candidate` (versions) inside of quotes, `$range` as the
 * duration of a range vector.
 * @param seconds of the range
 */
export function filledIn(template: string, { capability, stable, candidate }: Observed, seconds: number): string {
  const values: Readonly<Record<string, string>> = {
    capability: quoted(capability),
    stable: quoted(stable ?? ''),
    candidate: quoted(candidate),
    range: `${Math.max(1, Math.ceil(seconds))}s`,
  };
  return template.replace(/\$(capability|stable|candidate|range)\b/g, (_, name: string) => values[name] ?? '');
}
