import * as l10n from '@vscode/l10n';
import type { RolloutCommand, RolloutState, RolloutStatus } from '#protocol';
import { plain } from '../../texts/markdown.ts';
import { joined, number } from '../../texts/quantities.ts';
import { inOrder } from '../inOrder.ts';
import { shareText, stateLabel, usersText } from '../words.ts';

/** One row of the Rollouts view as plain data; the provider makes a TreeItem of it. */
export interface RolloutNode {
  /** Unique in the tree of one folder, and the same after an update. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  /** Markdown without codicons; whatever of it others have written is escaped. */
  readonly tooltip?: string;
  readonly icon: { readonly name: string; readonly color?: string };
  /** Of the row of a rollout: its capability, and what can be done to it, as menus look for it. */
  readonly name?: string;
  readonly is?: readonly (RolloutMark | 'rollout')[];
  readonly open?: boolean;
  readonly children?: readonly RolloutNode[];
}

type RolloutMark = `can-${RolloutCommand}`;

const icons: { readonly [S in RolloutState]: RolloutNode['icon'] } = {
  running: { name: 'rocket', color: 'charts.blue' },
  paused: { name: 'debug-pause', color: 'list.warningForeground' },
  'rolled-back': { name: 'discard', color: 'list.errorForeground' },
  finished: { name: 'pass-filled', color: 'testing.iconPassed' },
  development: { name: 'circle-outline', color: 'disabledForeground' },
};

/** The rows of the Rollouts view: what is under way first, what was never started folded away. */
export function rolloutNodes(rollouts: readonly RolloutStatus[]): readonly RolloutNode[] {
  const sorted = inOrder(rollouts, ({ state }) => state);
  const started = sorted.filter(({ state }) => state !== 'development').map(rolloutNode);
  const others = sorted.filter(({ state }) => state === 'development').map(rolloutNode);
  if (others.length === 0) return started;
  return [
    ...started,
    {
      ...{ id: 'development', label: stateLabel('development'), description: number(others.length) },
      icon: icons.development,
      open: started.length === 0,
      children: others,
    },
  ];
}

function rolloutNode(status: RolloutStatus): RolloutNode {
  const { name, title, state, words, choices, decision, problems } = status;
  return {
    id: `rollout/${name}`,
    label: name,
    description: descriptionOf(status),
    tooltip: [`**${plain(title)}**`, plain(words), ...(decision === undefined ? [] : [plain(decision.words)])].join(
      '\n\n',
    ),
    icon:
      problems.length > 0 && state !== 'development'
        ? { ...icons[state], color: 'list.warningForeground' }
        : icons[state],
    name,
    is: ['rollout', ...choices.filter(({ possible }) => possible).map(({ command }) => `can-${command}` as const)],
    ...(state === 'development' ? {} : { children: factsOf(status) }),
  };
}

function descriptionOf({ state, stage, stable, candidate, inFolder, ...users }: RolloutStatus): string {
  const versions = candidate === undefined || stable === undefined ? candidate : `${stable} → ${candidate}`;
  switch (state) {
    case 'development':
      return inFolder?.version ?? '';
    case 'running':
      return joined([stage, usersText(users), versions]);
    case 'paused':
      return joined([stateLabel(state), stage, usersText(users), versions]);
    case 'rolled-back':
      return joined([stateLabel(state), candidate]);
    case 'finished':
      return joined([stateLabel(state), candidate ?? stable]);
  }
}

function factsOf({ name, state, steps, decision, log: [latest], problems }: RolloutStatus): readonly RolloutNode[] {
  const id = `rollout/${name}`;
  return [
    ...problems.map(({ severity, message, hint }, index) => ({
      ...{ id: `${id}/problems/${index}`, label: message, icon: { name: severity, color: 'list.warningForeground' } },
      ...(hint === undefined ? {} : { tooltip: plain(hint) }),
    })),
    {
      ...{ id: `${id}/stages`, label: l10n.t('Stages'), icon: { name: 'list-ordered' } },
      description: l10n.t('{0} of {1}', steps.filter((step) => step.state !== 'to-come').length, steps.length),
      children: steps.map((step, index) => ({
        ...{ id: `${id}/stages/${index}`, label: step.name, description: usersText(step) },
        icon: step.state === 'current' ? (haltedIcons[state] ?? stepIcons.current) : stepIcons[step.state],
      })),
    },
    ...(decision === undefined
      ? []
      : [
          {
            ...{ id: `${id}/errors`, label: l10n.t('Failed'), icon: { name: 'graph-line' } },
            description: joined([
              l10n.t('new {0}', shareText(decision.candidate.errors)),
              l10n.t('in use {0}', shareText(decision.control.errors)),
            ]),
          },
          {
            ...{ id: `${id}/decision`, label: l10n.t('The policy says'), icon: { name: 'law' } },
            ...{ description: decision.words, tooltip: plain(decision.words) },
          },
        ]),
    ...(latest === undefined
      ? []
      : [
          {
            ...{ id: `${id}/latest`, label: l10n.t('Last decided by'), icon: { name: 'history' } },
            description: joined([latest.by === 'policy' ? l10n.t('the policy') : latest.by, latest.reason]),
          },
        ]),
  ];
}

/** Of the stage in which a rollout was halted: it does not go on there. */
const haltedIcons: { readonly [S in RolloutState]?: RolloutNode['icon'] } = {
  paused: icons.paused,
  'rolled-back': icons['rolled-back'],
};

const stepIcons: { readonly [S in RolloutStatus['steps'][number]['state']]: RolloutNode['icon'] } = {
  done: { name: 'pass-filled', color: 'testing.iconPassed' },
  'left-out': { name: 'circle-slash', color: 'disabledForeground' },
  current: { name: 'circle-large-filled', color: 'charts.blue' },
  'to-come': { name: 'circle-large', color: 'disabledForeground' },
};
