import type { TaskOptions } from '#base';
import type { Gap } from '#protocol';
import { stderrLogger } from '../stderrLogger.ts';
import { terminal } from '../terminal.ts';

/** All gaps of a workspace, as they are on the disk now. */
export async function knownGaps(root: string, task: TaskOptions, verbose: boolean): Promise<readonly Gap[]> {
  const { createDiscoverySession } = await import('#engine/local');
  const session = await createDiscoverySession({ root, logger: stderrLogger(verbose) });
  try {
    return (await session.gaps(task)).value;
  } finally {
    terminal.clear();
    await session.dispose();
  }
}
