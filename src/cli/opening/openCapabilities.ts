import { existsSync } from 'node:fs';
import { type TaskOptions, ToolwrightError } from '#base';
import type { CapabilitySession, RunnerName } from '#protocol';
import { cancelOnInterrupt } from '../interrupt.ts';
import { progressReporter } from '../output/progressBar.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { terminal } from '../output/terminal.ts';
import { flagFile } from './flagFile.ts';

/** What every command about capabilities takes. */
export interface CapabilityOptions {
  readonly json?: boolean;
  readonly runner: RunnerName | 'auto';
  readonly node?: string;
  readonly verbose?: boolean;
  /** The flag file of rollouts, where it is not the one of the workspace. */
  readonly flags?: string;
  /** The URL of a Prometheus that tells of rollouts, where it is not the journal. */
  readonly prometheus?: string;
}

/** Hands the capabilities of a workspace to a command, with progress for people and cancellation by Ctrl+C. */
export async function withCapabilities<T>(
  root: string,
  options: CapabilityOptions,
  command: (session: CapabilitySession, task: TaskOptions) => Promise<T>,
): Promise<T> {
  if (options.node !== undefined && /[\\/]/.test(options.node) && !existsSync(options.node)) {
    throw new ToolwrightError('no-such-file', `There is no Node.js at ${options.node}.`, {
      hint: 'Give the path of its program with --node, or leave the option out.',
    });
  }
  const signal = cancelOnInterrupt();
  const { createCapabilitySession } = await import('#engine/local');
  const session = await createCapabilitySession({
    root,
    runner: options.runner,
    node: options.node,
    flags: options.flags === undefined ? undefined : flagFile(options.flags),
    prometheus: fleetMetrics(options.prometheus),
    logger: stderrLogger(options.verbose === true),
  });
  try {
    return await command(session, { signal, report: progressReporter(!options.json) });
  } finally {
    terminal.clear();
    await session.dispose();
  }
}

/** The Prometheus that `--prometheus` names, with the secrets for it. */
export const fleetMetrics = (url: string | undefined) =>
  url === undefined ? undefined : { url, environment: process.env };
