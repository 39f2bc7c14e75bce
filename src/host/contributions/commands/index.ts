import { benchmarkCommands } from './benchmarks.ts';
import { capabilityCommands } from './capabilities.ts';
import { editCommands } from './edits.ts';
import { gapCommands } from './gaps.ts';
import { generalCommands } from './general.ts';
import { graphCommands } from './graph.ts';
import { rolloutCommands } from './rollouts.ts';

export { inTrustedWorkspace } from './when.ts';

/**
 * Every command of the extension. A command that is missing here cannot be registered,
 * and one that is here and not implemented is a type error in `registerCommands`.
 */
export const commands = {
  ...graphCommands,
  ...generalCommands,
  ...capabilityCommands,
  ...benchmarkCommands,
  ...rolloutCommands,
  ...gapCommands,
  ...editCommands,
} as const;

export type CommandId = keyof typeof commands;
