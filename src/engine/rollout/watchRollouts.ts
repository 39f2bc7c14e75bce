import { join } from 'node:path/posix';
import { CancelledError, type Logger, type Problem, pause, ToolwrightError, throwIfCancelled } from '#base';
import { flagFileName, isOpen, isSteeredByPerson, rolloutPolicyFileName } from '#capability/rollout';
import { HeldJournal } from '#journal';
import { journalFile } from '#protocol';
import { stampOf } from '#workspace';
import { Admission } from '../capabilities/admission.ts';
import { Packages } from '../capabilities/packages.ts';
import { problemOf } from './errors.ts';
import { type FleetMetrics, fleetSource } from './fleetSource.ts';
import { Leadership } from './leadership.ts';
import { refusalOf } from './refusal.ts';
import { Rollouts } from './rollouts.ts';
import { DoneNews, type GoingOn, ProblemNews, type WatchEvent } from './watchEvents.ts';

export interface WatchSettings {
  /** The workspace folder, absolute: its policy, versions, evidence and journal are used. */
  readonly root: string;
  /** The flag file of the fleet, absolute; the one of the workspace by default. */
  readonly flags?: string | undefined;
  /** The journal by default. */
  readonly prometheus?: FleetMetrics | undefined;
  readonly logger: Logger;
  /** Milliseconds between two looks. */
  readonly every: number;
}

/**
 * The controller of a fleet: looks at all rollouts again and again, and does what the policy says. One leads; others wait,
 * and one of them takes over as soon as the leader is dead. Once it could wait or lead it goes on whatever goes wrong, until it
 * is cancelled.
 *
 * @throws ToolwrightError `prometheus-address`, `lock-unavailable`; CancelledError at its end
 */
export async function watchRollouts(
  settings: WatchSettings,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): Promise<never> {
  const { root, flags, prometheus, logger, every } = settings;
  const file = flags ?? join(root, flagFileName);
  const { name: sourceName, source } = fleetSource(prometheus);
  const policy = stampOf(join(root, rolloutPolicyFileName)) ? { policy: rolloutPolicyFileName } : {};
  tell({ kind: 'watching', flags: file, source: sourceName, every, ...policy });
  const packages = new Packages(root, logger);
  const held = new HeldJournal({ file: join(root, journalFile), logger });
  const journal = () => held.get();
  const admission = new Admission({ root, journal, runner: () => undefined });
  const leadership = new Leadership(root, file, tell);
  const open = () =>
    new Rollouts({
      ...{ root, flags, source, logger, journal },
      inFolder: (name) => {
        const entry = packages.find(name);
        return entry?.state === 'valid' ? entry.capability : undefined;
      },
      refusal: (capability, policy) => refusalOf(admission, capability, policy),
      mayDecide: () => leadership.isHeld,
    });
  let rollouts = open();
  // What is done while nobody leads, or another one, is told as well.
  const done = new DoneNews(() => rollouts, journal, tell);
  try {
    for (;;) {
      await leadership.take(signal);
      // What is known from an earlier lead says nothing of what another one has done since.
      rollouts = open();
      const look = looking(rollouts, done, tell, signal);
      while (leadership.isHeld) {
        await look();
        await pause(every, signal);
      }
      await rollouts.settle();
    }
  } finally {
    leadership.release();
    held.close();
  }
}

function goingOn(rollouts: Rollouts): readonly GoingOn[] {
  return [...rollouts.flags.read().value.rollouts].flatMap(([name, rollout]) => {
    const { state, candidate, strategy, stage, percent, groups } = rollout;
    return isOpen(rollout) ? [{ name, state, candidate, strategy, stage, percent, groups }] : [];
  });
}

/** Looks at all rollouts that go on, and tells what is new. What goes wrong with one thing keeps nothing else from it. */
function looking(
  rollouts: Rollouts,
  done: DoneNews,
  tell: (event: WatchEvent) => void,
  signal: AbortSignal,
): () => Promise<void> {
  const said = new Map<string, string>();
  const news = new ProblemNews(tell);
  let isLeading = false;
  return async () => {
    const problems: Problem[] = [];
    const trying = async (work: () => void | Promise<void>) => {
      try {
        await work();
      } catch (error) {
        if (error instanceof CancelledError) throw error;
        throwIfCancelled(signal);
        // That the policy cannot be used is told of the file, and not once more of each rollout.
        if (!ToolwrightError.is(error, 'rollout-policy-invalid')) problems.push(problemOf(error));
      }
    };
    await trying(() => done.begin());
    await trying(() => rollouts.recordFound());
    await trying(() => void problems.push(...rollouts.problems(true)));
    let open: readonly GoingOn[] = [];
    await trying(() => {
      open = goingOn(rollouts);
      if (!isLeading) tell({ kind: 'leading', goingOn: open });
      isLeading = true;
    });
    for (const { name, strategy } of open) {
      await trying(async () => {
        const decision = await rollouts.look(name, signal);
        if (decision === undefined) return;
        const { action, rule, words } = decision;
        // Figures change with each look; that is no news.
        const now = `${action} ${rule} ${rule === 'no-data' ? words : ''}`;
        const isForPerson = isSteeredByPerson(strategy) && (action === 'advance' || action === 'finish');
        if (said.get(name) !== now) tell({ kind: 'decided', name, decision, isForPerson });
        said.set(name, now);
      });
    }
    await trying(() => done.update());
    news.update(problems);
  };
}
