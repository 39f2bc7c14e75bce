import { CancelledError, type Logger, messageOf, silentLogger, ToolwrightError } from '#base';
import { type RunFailure, type RunnerName, type RunResult, runnerNames } from '#protocol';
import type { Sandbox, SandboxCall } from './call.ts';
import { guaranteesOf } from './guarantees.ts';
import { inputText } from './input.ts';
import { boundedLimits } from './limits.ts';
import { createPool, type Pool } from './pool.ts';
import { type RunnerOptions, runners, strongestFirst } from './runners.ts';
import { supervise } from './supervise.ts';

export interface SandboxOptions extends RunnerOptions {
  readonly runner: RunnerName | 'auto';
  /** Workers that are kept ready; as many runs go on at the same time. */
  readonly workers?: number;
  readonly logger?: Logger;
}

export interface RunnerState {
  readonly name: RunnerName;
  readonly available: boolean;
  /** Why not. */
  readonly reason?: string;
}

/** Which runners work here, found out by starting a worker of each. */
export async function availableRunners(options: RunnerOptions = {}): Promise<readonly RunnerState[]> {
  return Promise.all(
    runnerNames.map(async (name) => {
      try {
        const sandbox = await openRunner(name, { ...options, runner: name, workers: 1 });
        await sandbox.dispose();
        return { name, available: true };
      } catch (error) {
        return { name, available: false, reason: messageOf(error) };
      }
    }),
  );
}

/**
 * Opens a sandbox and waits until its first worker is ready. `auto` takes the strongest runner that works; a runner that
 * is named is taken or, when it does not work here, refused with `sandbox-unavailable`.
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const names = options.runner === 'auto' ? strongestFirst : [options.runner];
  const reasons: string[] = [];
  for (const name of names) {
    try {
      return await openRunner(name, options);
    } catch (error) {
      reasons.push(`${name}: ${messageOf(error)}`);
      options.logger?.info(`The sandbox runner ${name} is not used: ${messageOf(error)}`);
    }
  }
  throw new ToolwrightError('sandbox-unavailable', `No sandbox can be opened here. ${reasons.join('. ')}.`, {
    hint:
      options.runner === 'container'
        ? 'Install Podman, or start Docker (docs/sandbox.md says what is needed), or choose the runner auto.'
        : 'Install Node 24 or newer, or choose the runner wasm, which needs nothing.',
  });
}

async function openRunner(name: RunnerName, options: SandboxOptions): Promise<Sandbox> {
  const { start, wall } = await runners[name](options);
  const pool = createPool(start, Math.max(1, options.workers ?? 2), options.logger ?? silentLogger);
  try {
    const engine = await pool.engine;
    return sandboxOf(pool, guaranteesOf(name, wall === '' ? engine : `${engine}, ${wall}`));
  } catch (error) {
    await pool.dispose();
    throw error;
  }
}

function sandboxOf(pool: Pool, guarantees: Sandbox['guarantees']): Sandbox {
  const closing = new AbortController();

  const run = async (call: SandboxCall, options: { readonly signal?: AbortSignal | undefined } = {}) => {
    if (closing.signal.aborted) {
      throw new ToolwrightError('sandbox-closed', 'The sandbox is closed.', { hint: 'Open it again.' });
    }
    const bounded = { ...call, limits: boundedLimits(call.limits) };
    const input = inputText(call.input, bounded.limits);
    if ('status' in input) return unstarted(input.status, input.message);
    const signal = options.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal;
    try {
      const place = await pool.take(signal);
      if (signal.aborted) {
        pool.giveBack(place);
        throw new CancelledError();
      }
      const supervision = supervise(place.cell, bounded, input.text, place.before, signal);
      place.listener = supervision;
      return await supervision.result;
    } catch (error) {
      if (error instanceof CancelledError) return unstarted('cancelled', 'The run was cancelled before it started');
      return unstarted('crashed', `No worker could be started: ${messageOf(error)}`.slice(0, 2000));
    }
  };

  return {
    guarantees,
    run,
    async dispose() {
      closing.abort();
      await pool.dispose();
    },
  };
}

function unstarted(status: RunFailure, message: string): RunResult {
  const usage = { wallMs: 0, cpuMs: 0, peakHeapBytes: 0, calls: 0 };
  return { status, message, usage, logs: [], effects: [] };
}
