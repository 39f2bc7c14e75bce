import type { TaskOptions } from '#base';
import type { Gap, Stub } from '#protocol';
import { stderrLogger } from '../output/stderrLogger.ts';
import { terminal } from '../output/terminal.ts';

/** Where gaps are looked for, and whether it is told. */
export interface GapSources {
  readonly verbose?: boolean;
  /** Globs and URLs of what apps tell; the usual files where it is left out. */
  readonly outcomes?: readonly string[];
}

/** All gaps of a workspace, as they are on the disk now. */
export async function knownGaps(
  root: string,
  task: TaskOptions,
  { verbose = false, outcomes }: GapSources,
): Promise<readonly Gap[]> {
  const { createDiscoverySession } = await import('#engine/local');
  const session = await createDiscoverySession({ root, outcomes, logger: stderrLogger(verbose) });
  try {
    return (await session.gaps(task)).value;
  } finally {
    terminal.clear();
    await session.dispose();
  }
}

/**
 * The text of a file with a function declared that does not exist yet, and what is to be written in it.
 * @param text of the file, empty for a new one
 */
export async function declared(
  root: string,
  gap: Gap,
  text: string,
  verbose: boolean,
): Promise<{ readonly text: string; readonly stub: Stub } | undefined> {
  if (gap.function === undefined) return undefined;
  const { path, name } = gap.function;
  const { createDiscoverySession } = await import('#engine/local');
  const session = await createDiscoverySession({ root, logger: stderrLogger(verbose) });
  try {
    const added = await session.stubFor(path, text, { name, count: gap.parameters.length }, gap);
    if (added === undefined) return undefined;
    const after = text.slice(0, added.at) + added.text + text.slice(added.at);
    const stub = (await session.stubsIn(path, after)).find((one) => one.name === name);
    return stub && { text: after, stub };
  } finally {
    await session.dispose();
  }
}
