import type { Problem } from '#base';
import type { ArmFigures, ArmLatency, RolloutCommand, RolloutStatus, ShareFigure, StageNeed } from '#protocol';
import { columns, counted, numbers } from '../output/text.ts';
import { problemText } from './problemText.ts';

const shownDecisions = 5;

/** What a person types, where that is not the protocol's word. */
const typed: Partial<Record<RolloutCommand, string>> = { 'roll-back': 'rollback', finish: 'advance' };

/** All rollouts, a line each, and what is wrong with the files that they all rest on. */
export function listText(all: readonly RolloutStatus[], ofAll: readonly Problem[] = []): string {
  const table = columns(
    ['capability', 'state', 'version', 'in use', 'stage', 'users'],
    all.map(({ name, state, candidate, inFolder, stable, stage, percent, groups, keptOut = [] }) => [
      ...[name, state, candidate ?? inFolder?.version ?? '–', (state === 'finished' ? candidate : stable) ?? '–'],
      (isOpen(state) && stage) || '–',
      [`${percent} %`, ...groups, ...keptOut.map((group) => `nobody of ${group}`)].join(', '),
    ]),
  );
  // What only one has, as a source that is silent, is told where that one is shown.
  const problems = all.flatMap((one) => one.problems).filter(({ code }) => code !== 'rollout-source');
  const lines = new Set([...problems, ...ofAll].map(problemText));
  const listed = all.length === 0 ? 'There is no capability in this workspace.' : table;
  return [listed, ...(lines.size === 0 ? [] : ['']), ...lines].join('\n');
}

/** What is over, or was never begun, is in no stage. */
const isOpen = (state: RolloutStatus['state']): boolean => state === 'running' || state === 'paused';

/** One rollout, with its figures, the last decisions, and what may be done. */
export function statusText(status: RolloutStatus): string {
  const { name, state, words, steps, decision, latency, limits, verdict, feedback, log, choices, problems } = status;
  // What was decided of one that is over is in its words.
  const isOn = isOpen(state);
  const paused = state === 'paused' ? ', paused' : '';
  const { candidate, stable } = feedback;
  const opinions = candidate.good + candidate.bad + stable.good + stable.bad;
  return [
    `${name}: ${words}`,
    // Nobody is in a stage of what was taken back.
    steps.map((step) => (step.state === 'current' && isOn ? `[${step.name}${paused}]` : step.name)).join(' → '),
    ...(isOn && decision !== undefined ? ['', decision.words, ...stayingText(status)] : []),
    ...(decision?.action === 'hold' && state === 'running' ? needsText(decision.needs) : []),
    ...(decision === undefined ? [] : ['', figures(decision, latency), limitsText(limits)]),
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
        .map(({ command, overrules }) => `${typed[command] ?? command}${overrules ? ' --overrule' : ''}`)
        .join(', ') || 'nothing'
    }.`,
    ...problems.map(problemText),
  ].join('\n');
}

/** Why it does not go on though its figures say so. */
function stayingText({ state, steps, decision, choices }: RolloutStatus): readonly string[] {
  if (state !== 'running' || (decision?.action !== 'advance' && decision?.action !== 'finish')) return [];
  const onward = steps.at(-1)?.state === 'current' ? 'finish' : 'advance';
  const { possible = true, reason = '' } = choices.find(({ command }) => command === onward) ?? {};
  return possible ? [] : [`But it stays where it is: ${reason}`];
}

/** From where to where an advance has brought a rollout: by the log, since somebody may have been quicker than whoever typed it. */
export function wentText({ name, log: [now, before] }: RolloutStatus): string {
  if (now === undefined) return `${name} has advanced.`;
  const from = before === undefined ? '' : ` from the stage “${before.stage}” (${before.percent} %)`;
  const to = now.command === 'finish' ? 'the end: everybody has it' : `“${now.stage}” (${now.percent} %)`;
  return `${name} ${now.version} went${from} to ${to}.`;
}

function figures(
  { control, candidate }: { readonly control: ArmFigures; readonly candidate: ArmFigures },
  latency: RolloutStatus['latency'],
): string {
  const row = (name: string, { requests, users, errors, slow, unhappy }: ArmFigures, times: ArmLatency | undefined) => [
    ...[name, counted(requests, 'request'), counted(users, 'user'), share(errors)],
    ...[times === undefined ? '–' : `${milliseconds(times.p99)}`, share(slow), share(unhappy)],
  ];
  return columns(
    ['', 'requests', 'users', 'failed', 'p99', 'slow', 'bad opinions'],
    [row('new version', candidate, latency.candidate), row('version in use', control, latency.stable)],
  );
}

const limitsText = ({ errors, slowMs, slow, unhappy }: RolloutStatus['limits']): string =>
  `Limits: ${percent(errors)} failed, ${percent(slow)} slow (longer than ${milliseconds(slowMs)}), ${percent(unhappy)} bad opinions.`;

/** What the stage waits for. */
function needsText(needs: readonly StageNeed[] = []): readonly string[] {
  const parts = needs
    .filter(({ needed }) => needed > 0)
    .map(({ kind, done, needed, missingRequests }) => {
      if (kind === 'minutes') {
        return `${numbers(done < 10 ? Math.floor(done * 10) / 10 : Math.floor(done))} of ${counted(needed, 'minute')}`;
      }
      const so = `${numbers(Math.floor(done))} of ${numbers(Math.ceil(needed))}`;
      if (kind === 'requests') return `${so} requests of the new version`;
      const more = missingRequests === undefined ? '' : `, about ${counted(missingRequests, 'more request')} to go`;
      return `${so} of the evidence that it does no harm${more}`;
    });
  return parts.length === 0 ? [] : [`The next stage needs: ${parts.join('; ')}.`];
}

const milliseconds = (value: number): string => `${Number(value.toPrecision(3))} ms`;

const share = ({ count, of, low, high }: ShareFigure): string =>
  of === 0 ? '–' : `${numbers(count)} (${percent(count / of)}; ${percent(low)} to ${percent(high)})`;

const percent = (value: number): string => `${Number((value * 100).toPrecision(3))} %`;
