import type { Problem } from '#base';
import type { Rollout } from '#capability/rollout';
import { lastCommitted } from './errors.ts';
import type { FlagStore } from './flagStore.ts';
import type { Observer } from './observer.ts';
import type { Versions } from './versions.ts';

/**
 * The flag file is not there, and should be: rollouts went on by it, or somebody named it.
 * @param isExpected it should be there, also where no rollouts went on by it
 */
export function missingFile(flags: FlagStore, isExpected: boolean = flags.isNamed): Problem | undefined {
  if (flags.isThere) return undefined;
  const open = [...flags.inForce().rollouts.keys()];
  if (open.length === 0 && !isExpected) return undefined;
  const before =
    open.length === 0 ? '' : `, by which ${open.join(', ')} ${open.length === 1 ? 'was' : 'were'} rolled out`;
  const mend =
    open.length === 0
      ? `${flags.isNamed ? 'Look at --flags, or the setting toolwright.rollout.flags. ' : ''}toolwright rollout start NAME --reason TEXT writes one.`
      : `${lastCommitted} Apps that start without it know of no rollout. toolwright rollout rollback NAME takes one back, and writes it anew.`;
  return {
    code: 'flags-missing',
    severity: 'warning',
    message: `There is no flag file at ${flags.file}${before}.`,
    hint: mend,
  };
}

/**
 * Versions of a rollout that no app can run, and one that users get and that is not what was decided about.
 * @param flags the flag file that names them, as people are told of it
 */
export function versionProblems(versions: Versions, name: string, rollout: Rollout, flags: string): readonly Problem[] {
  const { stable, candidate, content, state } = rollout;
  return [stable, candidate]
    .filter((version) => version !== undefined)
    .flatMap((version): Problem | readonly Problem[] => {
      const kept = versions.read(name, version);
      const severity = isOver(version, rollout) ? 'warning' : 'error';
      const known = { severity, hint: 'It is committed with the flag file: get it from there.' } as const;
      if (kept === undefined) {
        const message = `Version ${version} of ${name} is not in .toolwright/versions, or cannot be read.`;
        return { code: 'version-missing', message, path: flags, ...known };
      }
      if (version !== candidate || kept.hash === content || state === 'rolled-back') return [];
      const message = `Version ${version} of ${name} is not in .toolwright/versions as it was frozen: somebody has changed it.`;
      return { code: 'version-changed', message, path: `${kept.folder}/index.ts`, ...known };
    });
}

/** Nobody gets it any more. */
const isOver = (version: string, { state, stable, candidate }: Rollout): boolean =>
  (state === 'rolled-back' && version === candidate) || (state === 'finished' && version === stable);

/** What the source of requests has to say. */
export function sourceProblems(observer: Observer | undefined, rollout: Rollout): readonly Problem[] {
  if (observer === undefined) return [];
  const notes = observer.hasRead(rollout) ? observer.notes : [observer.waiting, ...observer.notes];
  return notes.map((message) => ({ code: 'rollout-source', severity: 'warning', message }));
}
