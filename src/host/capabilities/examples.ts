import type { Capability, CapabilityRow, RecordedRun } from '#protocol';

/** What came of examples that were run by themselves: by `HASH NAME`, where the hash is that of the capability. */
export type ExampleResults = ReadonlyMap<string, RecordedRun>;

/** The latest run of an example of the present content: by itself, or else in the verification. */
export function latestRun(
  { hash }: Capability,
  example: string,
  report: CapabilityRow['report'],
  results: ExampleResults,
): RecordedRun | undefined {
  const own = results.get(`${hash} ${example}`);
  if (own !== undefined || report?.hash !== hash) return own;
  return report.runs.find(({ kind, name }) => kind === 'example' && name === example);
}

/**
 * The 0-based line on which each example of an examples.json begins its name, by name. What is written with unusual
 * escapes is not found; nor is a name that is none of those given.
 */
export function linesOfExamples(text: string, names: readonly string[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const name of names) {
    const quoted = JSON.stringify(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const found = new RegExp(`"name"\\s*:\\s*${quoted}`).exec(text);
    if (found) lines.set(name, text.slice(0, found.index).split('\n').length - 1);
  }
  return lines;
}
