import { isOpen, objectionTo, type Rollout, versionInUse } from '#capability/rollout';
import { type RolloutChoice, type RolloutCommand, type RolloutDecision, rolloutCommands } from '#protocol';

/** What is known when it is asked what may be done. */
export interface Situation {
  readonly rollout: Rollout | undefined;
  /** What users get by a flag that is none of a rollout. */
  readonly stray?: Rollout | undefined;
  readonly decision: RolloutDecision | undefined;
  /** What keeps it in its stage, whatever its figures say: the policy cannot be used, or the version may not go on. */
  readonly stays?: string | undefined;
  /** What all else waits for, but not an emergency: nothing can be recorded, or the flag cannot be changed. */
  readonly heldUp?: string | undefined;
  /** It is in the last stage: the next step is the end. */
  readonly isLast: boolean;
  /** The version in the folder, and why it may not be started, if it may not. */
  readonly inFolder: { readonly version: string; readonly refused: string | undefined } | undefined;
}

/** What a person may do to a rollout now, and why not. */
export function choicesFor(situation: Situation): readonly RolloutChoice[] {
  const { heldUp } = situation;
  return rolloutCommands.map((command) => {
    const choice = choices[command](situation);
    const isHeldUp = choice.possible && heldUp !== undefined && command !== 'roll-back';
    return { command, ...(isHeldUp ? no(heldUp) : choice) };
  });
}

type Choice = Omit<RolloutChoice, 'command'>;

const yes: Choice = { possible: true };
const no = (reason: string): Choice => ({ possible: false, reason });

const choices: { readonly [K in RolloutCommand]: (situation: Situation) => Choice } = {
  start: ({ rollout, inFolder }) => {
    if (inFolder === undefined) return no('The package in its folder cannot be read.');
    if (rollout !== undefined && isOpen(rollout)) return no(`Version ${rollout.candidate} is being rolled out.`);
    if (versionInUse(rollout) === inFolder.version) {
      return no(`Version ${inFolder.version} is the one in use: give what is new a version of its own.`);
    }
    return inFolder.refused === undefined ? yes : no(inFolder.refused);
  },
  advance: (situation) => (situation.isLast ? no('It is in its last stage.') : onward(situation)),
  pause: ({ rollout }) => (rollout?.state === 'running' ? yes : no('It does not go on.')),
  resume: ({ rollout }) => (rollout?.state === 'paused' ? yes : no('It is not paused.')),
  'roll-back': ({ stray, rollout = stray }) => {
    if (rollout === undefined) return no('It was never rolled out.');
    return rollout.state === 'rolled-back' ? no('It is rolled back already.') : yes;
  },
  finish: (situation) => (situation.isLast ? onward(situation) : no('It has stages to go.')),
};

function onward({ rollout, decision, stays }: Situation): Choice {
  if (rollout?.state !== 'running') return no('It does not go on.');
  if (stays !== undefined) return no(stays);
  const objection = decision && objectionTo(rollout, decision);
  if (decision === undefined || objection === undefined) return yes;
  return { possible: true, reason: objection, overrules: decision.rule };
}
