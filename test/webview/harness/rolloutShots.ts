import type { RolloutStatus } from '#protocol';
import { rollouts } from '../rollout/rollouts.ts';
import type { OpenOptions, Tab } from './panelPage.ts';
import { openRolloutPanel, type RolloutPanelPage } from './rolloutPanel.ts';
import type { PanelServer } from './server.ts';

interface RolloutShot extends OpenOptions {
  readonly shown: RolloutStatus | undefined;
}

const whole = { height: 1800 };
const { running, rolledBack, tested, notStarted } = rollouts;

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
  'rollout-empty-light': { shown: undefined, theme: 'light' },
};

export async function openRolloutShot(tab: Tab, server: PanelServer, shot: RolloutShot): Promise<RolloutPanelPage> {
  const panel = await openRolloutPanel(tab, server, shot.shown, shot);
  await panel.page.locator('.rollout h1, .empty h2').locator('visible=true').first().waitFor();
  return panel;
}
