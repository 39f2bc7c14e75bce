import type { TaskOptions } from '#base';
import type { SynthesisSession } from '#protocol';
import { progressReporter } from '../output/progressBar.ts';
import { stderrLogger } from '../output/stderrLogger.ts';
import { terminal } from '../output/terminal.ts';

/** Hands synthesis to a command. It is in a thread of its own, so that Ctrl+C reaches a search that is busy. */
export async function withSynthesis<T>(
  { json, verbose, signal }: { readonly json?: boolean; readonly verbose?: boolean; readonly signal: AbortSignal },
  command: (session: SynthesisSession, task: TaskOptions) => Promise<T>,
): Promise<T> {
  const { openSynthesisSession } = await import('#engine');
  const session = openSynthesisSession({ logger: stderrLogger(verbose === true) });
  try {
    return await command(session, { signal, report: progressReporter(!json) });
  } finally {
    terminal.clear();
    await session.dispose();
  }
}
