import type { ArmFigures, RolloutStatus, ShareFigure } from '#protocol';
import { columns, counted, numbers, sentences } from '../output/text.ts';

const shownDecisions = 5;

/** All rollouts, a line each. */
export function listText(all: readonly RolloutStatus[]): string {
  if (all.length === 0) return 'There is no capability in this workspace.';
  return columns(
    ['capability', 'state', 'version', 'in use', 'stage', 'users'],
    all.map(({ name, state, candidate, inFolder, stable, stage, percent, groups }) => [
      ...[name, state, candidate ?? inFolder?.version ?? '–', stable ?? '–', stage],
      [`${percent} %`, ...groups].join(', '),
    ]),
  );
}

/** One rollout, with its figures, the last decisions, and what may be done. */
export function statusText(status: RolloutStatus): string {
  const { name, words, steps, decision, verdict, feedback, log, choices, problems } = status;
  const { candidate, stable } = feedback;
  const opinions = candidate.good + candidate.bad + stable.good + stable.bad;
  return [
    `${name}: ${words}`,
    steps.map((step) => (step.state === 'current' ? `[${step.name}]` : step.name)).join(' → '),
    ...(decision === undefined ? [] : ['', decision.words, '', figures(decision.control, decision.candidate)]),
    ...(verdict === undefined ? [] : [`Verdict: ${verdict.words}`]),
    ...(opinions === 0 ? [] : [`Opinions: ${candidate.good} good and ${candidate.bad} bad on the new version.`]),
    ...(log.length === 0 ? [] : ['', 'Latest decisions:']),
    ...log
      .slice(0, shownDecisions)
      .map(({ at, command, by, version, reason }) => `  ${at}  ${command} ${version}, by ${by}: ${reason}`),
    '',
    `What may be done: ${
      choices
        .filter(({ possible }) => possible)
        .map(({ command, overrules }) => `${command}${overrules ? ' --overrule' : ''}`)
        .join(', ') || 'nothing'
    }.`,
    ...problems.map(({ message, hint }) => `Problem: ${sentences(message, hint)}`),
  ].join('\n');
}

function figures(control: ArmFigures, candidate: ArmFigures): string {
  const row = (name: string, { requests, users, errors, slow }: ArmFigures) => [
    ...[name, counted(requests, 'request'), counted(users, 'user'), share(errors), share(slow)],
  ];
  return columns(
    ['', 'requests', 'users', 'failed', 'slow'],
    [row('new version', candidate), row('version in use', control)],
  );
}

const share = ({ count, of, low, high }: ShareFigure): string =>
  of === 0 ? '–' : `${numbers(count)} (${percent(count / of)}; ${percent(low)} to ${percent(high)})`;

const percent = (value: number): string => `${Number((value * 100).toPrecision(3))} %`;
