import type { RolloutStatus, ToRolloutPanel } from '#protocol';
import { many, rollouts, stateOf } from '../rollout/rollouts.ts';
import type { OpenOptions, Tab } from './panelPage.ts';
import { openRolloutPanel, type RolloutPanelPage } from './rolloutPanel.ts';
import type { PanelServer } from './server.ts';

interface RolloutShot extends OpenOptions {
  readonly shown: RolloutStatus | undefined;
  /** What the host says after the page stands. */
  readonly said?: readonly ToRolloutPanel[];
}

const whole = { height: 1800 };
const { running, rolledBack, tested, notStarted } = rollouts;

/** Stages that are for groups first. */
const inGroups: RolloutStatus = {
  ...running,
  strategy: 'groups',
  ...{ stage: 'insiders', percent: 0, groups: ['insiders'] },
  steps: [
    { name: 'insiders', percent: 0, groups: ['insiders'], minutes: 60, requests: 100, state: 'current' },
    { name: 'friends', percent: 0, groups: ['insiders', 'friends'], minutes: 60, requests: 100, state: 'to-come' },
    { name: 'everybody', percent: 100, groups: [], minutes: 60, requests: 1000, state: 'to-come' },
  ],
};

/** The policy has got a stage that lies behind, and the flag file is gone. */
const changedMeanwhile: RolloutStatus = {
  ...running,
  steps: [
    { name: 'friends', percent: 0.5, groups: [], minutes: 60, requests: 100, state: 'left-out' },
    ...running.steps,
  ],
  choices: running.choices.map(({ command }) =>
    command === 'roll-back'
      ? { command, possible: true }
      : { command, possible: false, reason: 'There is no flag file at .toolwright/rollouts.json.' },
  ),
  problems: [
    {
      ...{ code: 'flags-missing', severity: 'warning', message: 'There is no flag file at .toolwright/rollouts.json.' },
      hint: 'Take the last one that was committed.',
    },
  ],
};

export const rolloutShots: Readonly<Record<string, RolloutShot>> = {
  'rollout-dark': { shown: running, ...whole },
  'rollout-light': { shown: running, ...whole, theme: 'light' },
  'rollout-contrast': { shown: running, ...whole, theme: 'high-contrast' },
  'rollout-contrast-light': { shown: running, ...whole, theme: 'high-contrast-light' },
  'rollout-back-dark': { shown: rolledBack, ...whole },
  'rollout-test-light': { shown: tested, ...whole, theme: 'light' },
  'rollout-not-started': { shown: notStarted },
  'rollout-beside': { shown: running, ...whole, width: 820 },
  'rollout-narrow': { shown: rolledBack, width: 400, height: 2600 },
  'rollout-test-narrow': { shown: tested, width: 400, height: 3000 },
  'rollout-many': { shown: running, said: [stateOf(many[1], many)] },
  'rollout-many-light': { shown: running, said: [stateOf(many[4], many)], theme: 'light' },
  'rollout-many-narrow': { shown: running, said: [stateOf(many[1], many)], width: 400, height: 900 },
  'rollout-groups': { shown: running, said: [stateOf(inGroups)], width: 1000 },
  'rollout-changed-dark': { shown: changedMeanwhile, width: 1000 },
  'rollout-changed-light': { shown: changedMeanwhile, width: 1000, theme: 'light' },
  'rollout-failed': {
    shown: running,
    said: [
      { type: 'failed', message: 'The flag file could not be written.', hint: 'Look at its rights.' },
      { type: 'busy', step: 'Roll iso-dates Back' },
    ],
  },
  'rollout-empty-light': { shown: undefined, theme: 'light' },
};

export async function openRolloutShot(tab: Tab, server: PanelServer, shot: RolloutShot): Promise<RolloutPanelPage> {
  const panel = await openRolloutPanel(tab, server, shot.shown, shot);
  await panel.page.locator('.rollout h1, .empty h2').locator('visible=true').first().waitFor();
  for (const message of shot.said ?? []) await panel.send(message);
  return panel;
}
