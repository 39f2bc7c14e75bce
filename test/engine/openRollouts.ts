import { join } from 'node:path';
import { silentLogger } from '#base';
import { openJournal } from '#journal';
import { type Capability, journalFile } from '#protocol';
import { Rollouts } from '../../src/engine/rollout/rollouts.ts';

/** The rollouts of a workspace in which every content may be rolled out: without a sandbox, which takes its time. */
export function openRollouts(
  root: string,
  {
    capability,
    clock,
    flags,
  }: { readonly capability?: Capability; readonly clock?: () => number; readonly flags?: string } = {},
) {
  const journal = openJournal({ file: join(root, journalFile), ...(clock === undefined ? {} : { clock }) });
  const rollouts = new Rollouts({
    ...{ root, clock, flags, logger: silentLogger },
    journal: () => journal,
    inFolder: () => capability,
    refusal: () => undefined,
  });
  return { rollouts, journal, close: () => journal.close() };
}
