import { join } from 'node:path/posix';
import { setTimeout } from 'node:timers/promises';
import { CancelledError, type Logger, messageOf } from '#base';
import { isOpen, prometheusAddress, prometheusSource } from '#capability/rollout';
import { openJournal, type ProcessLock, tryLock } from '#journal';
import { journalFile, type RolloutDecision, type RolloutLogEntry } from '#protocol';
import { Admission } from '../capabilities/admission.ts';
import { Packages } from '../capabilities/packages.ts';
import { logAfter } from './decisionLog.ts';
import { flagFileName, lockFor } from './flagStore.ts';
import { refusalOf } from './refusal.ts';
import { Rollouts } from './rollouts.ts';

export interface WatchSettings {
  /** The workspace folder, absolute: its policy, versions, evidence and journal are used. */
  readonly root: string;
  /** The flag file of the fleet, absolute; the one of the workspace by default. */
  readonly flags?: string | undefined;
  /** The URL of a Prometheus that scrapes the fleet; the journal by default. */
  readonly prometheus?: string | undefined;
  /** For secrets, see `prometheusAddress`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
  /** Milliseconds between two looks. */
  readonly every: number;
}

/** What whoever watches is told. */
export type WatchEvent =
  | { readonly kind: 'waiting' | 'leading' }
  /** Something was done to a rollout, by the policy or by somebody else. */
  | { readonly kind: 'done'; readonly entry: RolloutLogEntry }
  /** The policy says something else than at the last look. */
  | { readonly kind: 'decided'; readonly name: string; readonly decision: RolloutDecision }
  | { readonly kind: 'problem'; readonly message: string };

/** How soon a controller that waits takes over from a dead one, in milliseconds. */
const takeOverEvery = 500;

/**
 * The controller of a fleet: looks at all rollouts again and again, and does what the policy says. One leads; others wait,
 * and one of them takes over as soon as the leader is dead. Goes on whatever goes wrong, until it is cancelled.
 *
 * @throws ToolwrightError `prometheus-address`; CancelledError at its end
 */
export async function watchRollouts(
  settings: WatchSettings,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<never> {
  const { root, flags = join(root, flagFileName), prometheus, environment = {}, logger } = settings;
  const address = prometheus === undefined ? undefined : prometheusAddress(prometheus, environment);
  const lock = await lead(lockFor(flags, 'lead'), tell, signal);
  const journal = openJournal({ file: join(root, journalFile), logger });
  try {
    const packages = new Packages(root, logger);
    const admission = new Admission({ root, journal: () => journal, runner: () => undefined });
    const rollouts = new Rollouts({
      ...{ root, flags, logger },
      journal: () => journal,
      inFolder: (name) => {
        const entry = packages.find(name);
        return entry?.state === 'valid' ? entry.capability : undefined;
      },
      refusal: (capability, policy) => refusalOf(admission, capability, policy),
      ...(address === undefined
        ? {}
        : { source: (observed, policy) => prometheusSource({ address, policy, observed }) }),
    });
    const said = new Map<string, string>();
    let [seen = 0] = journal.decisions({ kinds: 'rollout-', limit: 1 }).map(({ id }) => id);
    for (;;) {
      await lookAtAll(rollouts, said, tell, signal);
      for (const entry of logAfter(journal, seen)) {
        seen = entry.id;
        tell({ kind: 'done', entry });
      }
      await pause(settings.every, signal);
    }
  } finally {
    journal.close();
    lock.release();
  }
}

async function lead(file: string, tell: (event: WatchEvent) => void, signal: AbortSignal): Promise<ProcessLock> {
  for (let tries = 0; ; tries++) {
    const lock = tryLock(file);
    if (lock !== undefined) {
      tell({ kind: 'leading' });
      return lock;
    }
    if (tries === 0) tell({ kind: 'waiting' });
    await pause(takeOverEvery, signal);
  }
}

/** @param said what was told of each last */
async function lookAtAll(
  rollouts: Rollouts,
  said: Map<string, string>,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const once = (key: string, text: string, event: WatchEvent) => {
    if (said.get(key) === text) return;
    said.set(key, text);
    tell(event);
  };
  try {
    rollouts.recordFound();
    const { value, problems } = rollouts.flags.read();
    for (const { message } of problems) once(`problem ${message}`, message, { kind: 'problem', message });
    for (const [name, rollout] of value.rollouts) {
      if (!isOpen(rollout)) continue;
      const decision = await rollouts.look(name, signal);
      if (decision === undefined) continue;
      const { action, rule, words } = decision;
      // Figures change with each look; that is no news.
      once(name, `${action} ${rule} ${rule === 'no-data' ? words : ''}`, { kind: 'decided', name, decision });
    }
    said.delete('failure');
  } catch (error) {
    if (error instanceof CancelledError || signal.aborted) throw new CancelledError();
    const message = messageOf(error);
    once('failure', message, { kind: 'problem', message });
  }
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    throw new CancelledError();
  }
}
