import { join } from 'node:path/posix';
import { setTimeout } from 'node:timers/promises';
import { CancelledError, type Logger, messageOf, type Problem, ToolwrightError, throwIfCancelled } from '#base';
import { flagFileName, isOpen, prometheusAddress, prometheusSource, rolloutPolicyFileName } from '#capability/rollout';
import { openJournal, type ProcessLock, tryLock } from '#journal';
import { journalFile } from '#protocol';
import { stampOf } from '#workspace';
import { Admission } from '../capabilities/admission.ts';
import { Packages } from '../capabilities/packages.ts';
import { logAfter } from './decisionLog.ts';
import { lockFor } from './flagStore.ts';
import { refusalOf } from './refusal.ts';
import { Rollouts } from './rollouts.ts';
import { type GoingOn, ProblemNews, type WatchEvent } from './watchEvents.ts';

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
  const { root, flags, prometheus, environment = {}, logger, every } = settings;
  const file = flags ?? join(root, flagFileName);
  const address = prometheus === undefined ? undefined : prometheusAddress(prometheus, environment);
  const policy = stampOf(join(root, rolloutPolicyFileName)) ? { policy: rolloutPolicyFileName } : {};
  const source = address === undefined ? 'the journal' : `Prometheus at ${address.url}`;
  tell({ kind: 'watching', flags: file, source, every, ...policy });
  const lock = await lead(lockFor(file, 'lead'), tell, signal);
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
    tell({ kind: 'leading', goingOn: goingOn(rollouts) });
    const look = looking(rollouts, tell, signal);
    let [seen = 0] = journal.decisions({ kinds: 'rollout-', limit: 1 }).map(({ id }) => id);
    for (;;) {
      await look();
      for (const entry of logAfter(journal, seen)) {
        seen = entry.id;
        tell({ kind: 'done', entry });
      }
      await pause(every, signal);
    }
  } finally {
    journal.close();
    lock.release();
  }
}

async function lead(file: string, tell: (event: WatchEvent) => void, signal: AbortSignal): Promise<ProcessLock> {
  for (let tries = 0; ; tries++) {
    const lock = tryLock(file);
    if (lock !== undefined) return lock;
    if (tries === 0) tell({ kind: 'waiting' });
    await pause(takeOverEvery, signal);
  }
}

function goingOn(rollouts: Rollouts): readonly GoingOn[] {
  return [...rollouts.flags.read().value.rollouts].flatMap(([name, rollout]) => {
    const { state, candidate, stage, percent, groups } = rollout;
    return isOpen(rollout) ? [{ name, state, candidate, stage, percent, groups }] : [];
  });
}

/** Looks at all rollouts that go on, and tells what is new. One that cannot be looked at keeps no other from it. */
function looking(rollouts: Rollouts, tell: (event: WatchEvent) => void, signal: AbortSignal): () => Promise<void> {
  const said = new Map<string, string>();
  const news = new ProblemNews(tell);
  return async () => {
    const problems: Problem[] = [];
    const trying = async (work: () => void | Promise<void>) => {
      try {
        await work();
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        throwIfCancelled(signal);
        problems.push(problemOf(error));
      }
    };
    await trying(() => rollouts.recordFound());
    await trying(() => void problems.push(...rollouts.problems()));
    const open = problems.some(({ code }) => code === 'rollout-policy-invalid') ? [] : goingOn(rollouts);
    for (const { name } of open) {
      await trying(async () => {
        const decision = await rollouts.look(name, signal);
        if (decision === undefined) return;
        const { action, rule, words } = decision;
        // Figures change with each look; that is no news.
        const now = `${action} ${rule} ${rule === 'no-data' ? words : ''}`;
        if (said.get(name) !== now) tell({ kind: 'decided', name, decision });
        said.set(name, now);
      });
    }
    news.update(problems);
  };
}

function problemOf(error: unknown): Problem {
  const { code, hint } = ToolwrightError.is(error) ? error : { code: 'rollout-not-looked-at' };
  return { code, severity: 'error', message: messageOf(error), ...(hint === undefined ? {} : { hint }) };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    throw new CancelledError();
  }
}
